import { escaped, linkable } from '../../message/escaped.ts';

/**
 * Slack's mrkdwn as Markdown: `*bold*`, `<url|text>`, `<!channel>`, a quote or an item to a line, code between fences.
 * All else is text: what looks like Markdown in it was none to whoever wrote it.
 *
 * @see https://docs.slack.dev/messaging/formatting-message-text
 */
export function fromMrkdwn(text: string): string {
  const parts = text.slice(0, LONGEST).split('```');
  // A fence that nobody closes is none.
  const isOpen = parts.length % 2 === 0;
  return parts
    .map((part, index) => (index % 2 === 1 && !(isOpen && index === parts.length - 1) ? fenced(part) : linesOf(part)))
    .filter(Boolean)
    .join('\n\n');
}

/** A link, where there is an address that can be one. */
export function slackLink(url: string | undefined, name: string): string {
  const [address, shown] = [linkable(url), escaped(plain(name)).replaceAll(/[[\]]/g, '')];
  return address === undefined ? shown : `[${shown === '' ? '↗' : shown}](${address})`;
}

const LONGEST = 20_000;

function fenced(code: string): string {
  const lines = plain(code)
    .replace(/^\s*\n/, '')
    .trimEnd();
  return lines === '' ? '' : `\`\`\`\n${lines}\n\`\`\``;
}

function linesOf(text: string): string {
  return text
    .split('\n')
    .map((line) => lineOf(line.trim()))
    .filter(Boolean)
    .join('\n\n');
}

function lineOf(line: string): string {
  const [, begin = '', rest = ''] = /^(>|&gt;|[•*-](?=\s))?\s*(.*)$/s.exec(line) ?? [];
  const said = rest
    .split(/(<[^<>]*>)/)
    .map((piece, index) => (index % 2 === 1 ? special(piece.slice(1, -1)) : spaced(piece, index === 0)))
    .join('')
    .replaceAll(/(?<![\w*])\*(\S(?:[^*]*\S)?)\*(?![\w*])/g, '**$1**')
    .replaceAll(/(?<![\w~])~(\S(?:[^~]*\S)?)~(?![\w~])/g, '$1')
    .trim();
  if (said === '' || begin === '') return said;
  return `${begin === '>' || begin === '&gt;' ? '>' : '-'} ${said}`;
}

/** What stands between `<` and `>`: a link, somebody, a channel, a time with what to say instead. */
function special(written: string): string {
  const bar = written.indexOf('|');
  const [target, name] = bar < 0 ? [written, ''] : [written.slice(0, bar), written.slice(bar + 1)];
  if (/^https?:/i.test(target)) return slackLink(plain(target), name === '' ? target : name);
  if (/^!(?:channel|here|everyone)$/.test(target)) return '';
  return spaced(name === '' ? target.replace(/^(?:[@#!]|mailto:)/, '') : name);
}

/** As text, with the space around it. What is bold or struck through begins nothing where it begins a line. */
function spaced(piece: string, beginsLine = false): string {
  const [, before = '', said = '', after = ''] = /^(\s*)(.*?)(\s*)$/s.exec(piece) ?? [];
  const text = plain(said);
  const begins = beginsLine && !/^(?:\*|~(?!~))\S/.test(text);
  return `${before && ' '}${begins ? escaped(text) : escaped(`x${text}`).slice(1)}${after && ' '}`;
}

/** Slack's three entities. */
function plain(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
