import { cut } from '../../message/excerpt.ts';
import { escaped, linkable } from '../../message/escaped.ts';

/**
 * Slack's mrkdwn as Markdown: `*bold*`, `<url|text>`, `<!channel>`, a quote or an item to a line, code between fences.
 * All else is text: what looks like Markdown in it was none to whoever wrote it.
 *
 * @see https://docs.slack.dev/messaging/formatting-message-text
 */
export function fromMrkdwn(text: string): string {
  const parts = cut(text, LONGEST).split('```');
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

/**
 * The text around the links is escaped as one piece, so that two harmless pieces side by side do not form a picture or a
 * link. Meanwhile one sign stands for each link.
 */
function lineOf(line: string): string {
  const [, begin = '', rest = ''] = /^(>|&gt;|[•*-](?=\s))?\s*(.*)$/s.exec(line.replaceAll(LINK, '')) ?? [];
  const links: string[] = [];
  const written = rest.replaceAll(/<([^<>]*)>|[^<]+|</g, (piece, inside: string | undefined) => {
    if (inside === undefined) return plain(piece);
    const [link, text] = special(inside);
    if (link !== undefined) links.push(link);
    return link === undefined ? text : LINK;
  });
  const said = escaped(written.replaceAll(/(?<![\w~])~(\S(?:[^~]*\S)?)~(?![\w~])/g, '$1'))
    .replaceAll(/(?<![\w*])\*(\S(?:[^*]*\S)?)\*(?![\w*])/g, '**$1**')
    .replaceAll(`!${LINK}`, `! ${LINK}`)
    .replaceAll(LINK, () => links.shift() ?? '')
    .trim();
  if (said === '' || begin === '') return said;
  return `${begin === '>' || begin === '&gt;' ? '>' : '-'} ${said}`;
}

/** In a line, in the place of a link. */
const LINK = '\uE000';

/** What stands between `<` and `>`: a link, or as text somebody, a channel, a time with what to say instead. */
function special(written: string): readonly [link: string | undefined, text: string] {
  const bar = written.indexOf('|');
  const [target, name] = bar < 0 ? [written, ''] : [written.slice(0, bar), written.slice(bar + 1)];
  if (/^https?:/i.test(target)) return [slackLink(plain(target), name === '' ? target : name), ''];
  if (/^!(?:channel|here|everyone)$/.test(target)) return [undefined, ''];
  return [undefined, plain(name === '' ? target.replace(/^(?:[@#!]|mailto:)/, '') : name)];
}

/** Slack's three entities. */
function plain(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
