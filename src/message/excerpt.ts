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
    .replaceAll(/^ {0,3}#{1,6} .*$/gm, ' ')
    .replaceAll(/^ {0,3}(?:-{3,}|\*{3,}|={3,})\s*$/gm, ' ')
    .replaceAll(/^ *(?:[-*+]|\d{1,3}[.)]) +(?:\[[ x]\] +)?/gim, '')
    .replaceAll(/\*\*([^*\n]+)\*\*/g, '$1');
  const lines = text.split('\n').map((line) => line.replaceAll(/\s+/g, ' ').trim());
  return cut(joined(lines.filter((line) => line !== '')), most);
}

/** Lines that end without a stop get one, of the writing that they are in. */
function joined(lines: readonly string[]): string {
  const stop = /\p{Script=Han}/u.test(lines.join('')) ? '；' : '; ';
  const ended = lines.map((line, index) =>
    index === lines.length - 1 ? line : ENDED.test(line) ? `${line} ` : `${line}${stop}`,
  );
  return ended.join('').replaceAll(/(?<=[，。；：！？]) +/g, '');
}

const ENDED = /[。.;；:：!！?？,，]$/;

const LONGEST = 20_000;

/** At most so many characters, with … where something was cut off. */
export function cut(text: string, most: number): string {
  return text.length <= most ? text : `${beginning(text, most - 1).trimEnd()}…`;
}
