const SHOWN_CHARACTERS = 60;
/** By what a reader takes for one character: an emoji of several code points is not cut in two. */
const CHARACTERS = new Intl.Segmenter();

/** The beginning of a text, on one line. */
export function inOneLine(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  // No text is shorter in characters than it is long.
  if (line.length <= SHOWN_CHARACTERS) return line;
  const characters = Array.from(CHARACTERS.segment(line), ({ segment }) => segment);
  return characters.length <= SHOWN_CHARACTERS ? line : `${characters.slice(0, SHOWN_CHARACTERS - 1).join('')}…`;
}
