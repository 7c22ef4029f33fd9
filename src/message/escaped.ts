import { cut } from './excerpt.ts';
import { printable } from './printable.ts';

/**
 * A text from outside as harmless Markdown on one line: no heading, list, quote, picture, link, tag, code block or mention
 * comes of it. What it says can still be read.
 */
export function escaped(text: string): string {
  return neutral(printable(cut(text, LONGEST).toWellFormed()).replaceAll(/\s+/gu, ' ').trim());
}

/** The same of a text whose lines stay lines, however long it is. */
export function escapedLines(text: string): string {
  const lines = printable(text.toWellFormed().replaceAll(/\r\n?|[\u2028\u2029]/g, '\n'));
  // What names the address of a link on a line of its own.
  return neutral(lines).replaceAll(/^([ \t]*\[[^\]\n]*\]):/gm, '$1 :');
}

function neutral(text: string): string {
  return text
    .replaceAll('](', '] (')
    .replaceAll('![', '! [')
    .replaceAll(/<(?=[a-z/!?])/gi, '＜')
    .replaceAll('```', "'''")
    .replaceAll('|', '｜')
    .replaceAll(/^[ \t]*(?:[#>|~+=-]|\*(?=\s)|\d+[.)](?=\s))+/gm, (start) =>
      start.replaceAll(/./g, (sign) => WIDE[sign] ?? sign),
    )
    .replaceAll(MENTION, '＠$1');
}

/** Nobody reads more, and it is looked through several times. */
const LONGEST = 50_000;
/** Whom DingTalk would call, or everybody. */
const MENTION = /@(\d{5,}|all\b|everyone\b|所有人)/gi;

/** What begins a heading, a list or a quote where it stands first. */
const WIDE: Readonly<Record<string, string>> = {
  '#': '＃',
  '>': '＞',
  '-': '－',
  '+': '＋',
  '=': '＝',
  '~': '～',
  '*': '＊',
  '.': '．',
  ')': '）',
};

/** The address of a link, if it can be one: http(s), without spaces, parentheses and the like. */
export function linkable(url: string | undefined): string | undefined {
  if (url === undefined || url.length > 2_000) return undefined;
  const address = url.trim().replaceAll('(', '%28').replaceAll(')', '%29');
  return /^https?:\/\/[^\s<>"'\\()[\]`]+$/.test(address) ? address : undefined;
}
