/** What a piece of HTML says, in lines, without its tags. What looks like a tag only once it is decoded stays a text. */
export function htmlText(html: string): string {
  return html
    .slice(0, LONGEST)
    .replaceAll(/<!--.*?(?:-->|$)/gs, ' ')
    .replaceAll(/<(script|style|template|head)\b.*?(?:<\/\1\s*>|$)/gis, ' ')
    .replaceAll(/<(?:br|\/?(?:p|div|li|ul|ol|tr|table|h[1-6]|blockquote|pre|section|article))\b[^>]{0,500}>/gi, '\n')
    .replaceAll(/<\/?[a-z][^>]{0,2000}>/gi, '')
    .replaceAll(/&(#x?[\da-f]{1,6}|[a-z]{2,8});/gi, (whole, name: string) => decoded(name.toLowerCase()) ?? whole)
    .split('\n')
    .map((line) => line.replaceAll(/\s+/gu, ' ').trim())
    .filter((line) => line !== '')
    .join('\n');
}

const LONGEST = 50_000;

/** The others are rare, and stay as they are written. */
const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  hellip: '…',
  mdash: '—',
  ndash: '–',
  lsquo: '‘',
  rsquo: '’',
  ldquo: '“',
  rdquo: '”',
};

function decoded(name: string): string | undefined {
  if (!name.startsWith('#')) return Object.hasOwn(NAMED, name) ? NAMED[name] : undefined;
  const code = name.startsWith('#x') ? Number.parseInt(name.slice(2), 16) : Number.parseInt(name.slice(1), 10);
  return Number.isInteger(code) && code > 0 && code <= 0x10_ff_ff ? String.fromCodePoint(code) : undefined;
}
