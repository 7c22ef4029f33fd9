import { printable } from '../message/printable.ts';

const SHOWN_CHARACTERS = 60;

/** The beginning of a text, on one line. */
export function inOneLine(text: string): string {
  const line = printable(text.replaceAll(/\s+/g, ' ')).trim();
  // No text is shorter in characters than it is long.
  if (line.length <= SHOWN_CHARACTERS) return line;
  // By what a reader takes for one character: an emoji of several code points is not cut in two.
  const characters = Array.from(new Intl.Segmenter().segment(line), ({ segment }) => segment);
  return characters.length <= SHOWN_CHARACTERS ? line : `${characters.slice(0, SHOWN_CHARACTERS - 1).join('')}…`;
}
