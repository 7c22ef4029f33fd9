import { printable } from '../message/printable.ts';

const SHOWN_CHARACTERS = 60;

/** The beginning of a text, on one line of so many characters at most. */
export function inOneLine(text: string, most = SHOWN_CHARACTERS): string {
  const line = printable(text.replaceAll(/\s+/g, ' ')).trim();
  // No text is shorter in characters than it is long.
  if (line.length <= most) return line;
  // By what a reader takes for one character: an emoji of several code points is not cut in two.
  const characters = Array.from(new Intl.Segmenter().segment(line), ({ segment }) => segment);
  return characters.length <= most ? line : `${characters.slice(0, most - 1).join('')}…`;
}
