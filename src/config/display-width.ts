import { createRequire } from 'node:module';
import type stringWidth from 'string-width';

/** Printable ASCII and a few signs (· – — ‘ ’ “ ” • … →), one column each. */
const NARROW = String.raw`\u{20}-\u{7E}\u{B7}\u{2013}\u{2014}\u{2018}\u{2019}\u{201C}\u{201D}\u{2022}\u{2026}\u{2192}`;
/** Chinese characters and their punctuation, two columns each; none of them joins its neighbour. */
const WIDE = String.raw`\u{3000}-\u{3029}\u{4E00}-\u{9FFF}\u{FF01}-\u{FF60}`;
const PLAIN = new RegExp(`^[${NARROW}${WIDE}]*$`, 'u');
const WIDE_ONES = new RegExp(`[${WIDE}]`, 'gu');

/** Whether a text is made of such characters only: each of them stands for itself. */
function isPlain(text: string): boolean {
  return PLAIN.test(text);
}

/** What a reader takes for one character each. */
export function charactersOf(text: string): Iterable<string> {
  if (isPlain(text)) return text;
  return Array.from(new Intl.Segmenter().segment(text), ({ segment }) => segment);
}

/** How many columns of a terminal a text takes, colours none. */
export function displayWidth(text: string): number {
  if (isPlain(text)) return text.length + (text.match(WIDE_ONES)?.length ?? 0);
  return loadStringWidth()(text);
}

/** Knows emoji and all scripts. What it makes of them when it is loaded takes 30 ms, longer than Node needs to start. */
function loadStringWidth(): typeof stringWidth {
  const module = createRequire(import.meta.url)('string-width') as { readonly default: typeof stringWidth };
  return module.default;
}
