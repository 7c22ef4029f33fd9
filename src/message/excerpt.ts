import { beginning } from './beginning.ts';

/** The first lines of what somebody wrote, on one: without pictures, HTML, tables, code and quoted lines. */
export function excerpt(markdown: string, most = 300): string {
  const text = markdown
    .slice(0, LONGEST)
    .replaceAll(/<!--.*?(?:-->|$)/gs, ' ')
    .replaceAll(/^ {0,3}(```|~~~).*?(?:^ {0,3}\1[^\n]*$|$(?![\s\S]))/gms, ' ')
    .replaceAll(/<\/?[a-z][^>\n]{0,500}>/gi, ' ')
    .replaceAll(/!\[[^\]\n]*\]\([^)\n]*\)/g, ' ')
    .replaceAll(/\[([^\]\n]+)\]\([^)\n]*\)/g, '$1')
    .replaceAll(/^ {0,3}>.*$/gm, ' ')
    .replaceAll(/^ *\|.*$/gm, ' ')
    .replaceAll(/^ {0,3}#{1,6} +/gm, '')
    .replaceAll(/^ {0,3}(?:-{3,}|\*{3,}|={3,})\s*$/gm, ' ')
    .replaceAll(/\*\*([^*\n]+)\*\*/g, '$1');
  const lines = text.split('\n').map((line) => line.replaceAll(/\s+/g, ' ').trim());
  return cut(
    lines
      .filter((line) => line !== '')
      .map((line, index, all) => (index < all.length - 1 && !/[。.;；:：!！?？,，]$/.test(line) ? `${line}；` : line))
      .join(' ')
      .replaceAll('； - ', '；')
      .replaceAll(/^- /g, ''),
    most,
  );
}

const LONGEST = 20_000;

/** At most so many characters, with … where something was cut off. */
export function cut(text: string, most: number): string {
  return text.length <= most ? text : `${beginning(text, most - 1).trimEnd()}…`;
}
