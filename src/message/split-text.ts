import { type Fence, fencesOf } from './fence.ts';

/** A piece of a text that is cut: the pieces' texts, one after the other, are the whole. */
export interface Piece {
  readonly text: string;
  /** The line that opens the code block again in whose middle it begins; empty elsewhere. */
  readonly opening: string;
  /** The line that closes the code block in whose middle it ends; empty elsewhere. */
  readonly closing: string;
}

export interface SplitTextOptions {
  /** Whether a piece is small enough. One that begins where another does and ends before it is no larger. */
  readonly fits: (piece: Piece) => boolean;
  /** In markdown code blocks are closed and opened again at a cut. */
  readonly isMarkdown: boolean;
}

/**
 * Cuts a text into pieces that fit: between paragraphs, or else between lines, sentences, words, and last of all
 * graphemes. A border counts when it leaves a piece more than half full: fewer posts are better than prettier ones.
 *
 * @returns `undefined` when it cannot be done: not even the smallest piece fits.
 */
export function splitText(text: string, { fits, isMarkdown }: SplitTextOptions): readonly Piece[] | undefined {
  const fences = isMarkdown ? fencesOf(text) : [];
  const longestClosing = fences.reduce(
    (longest, { closing }) => (closing.length > longest.length ? closing : longest),
    '',
  );
  const pieces: Piece[] = [];
  for (let from = 0; from < text.length; ) {
    const rest = pieceOf(text, from, text.length, fences);
    if (fits(rest)) return [...pieces, rest];
    const limit = farthest(from, text.length, (to) =>
      // As if it had to be closed: a cut before the farthest one may lie in a code block, though that one does not.
      fits({ text: text.slice(from, to), opening: rest.opening, closing: longestClosing }),
    );
    const cut = bestCut(text, from, limit, fences);
    if (cut === undefined) return undefined;
    pieces.push(pieceOf(text, from, cut, fences));
    from = cut;
  }
  return pieces;
}

function pieceOf(text: string, from: number, to: number, fences: readonly Fence[]): Piece {
  return {
    text: text.slice(from, to),
    opening: fenceAround(from, fences)?.opening ?? '',
    closing: to === text.length ? '' : (fenceAround(to, fences)?.closing ?? ''),
  };
}

function fenceAround(position: number, fences: readonly Fence[]): Fence | undefined {
  return fences.find(({ start, end }) => start < position && position < end);
}

/** The last position for which `isGood` holds, which holds up to it; `from` when it never does. */
function farthest(from: number, end: number, isGood: (to: number) => boolean): number {
  let [good, bad] = [from, end];
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2);
    if (isGood(middle)) good = middle;
    else bad = middle;
  }
  return good;
}

/** What ends with a border, the dearest first. */
const BORDERS: readonly RegExp[] = [
  /\n[^\S\n]*\n\s*/gu,
  /\n/gu,
  /[。！？…；]+[”’」』）"')]*\s*|[.!?;]+["')\]]*\s+/gu,
  /\s+/gu,
];

function bestCut(text: string, from: number, limit: number, fences: readonly Fence[]): number | undefined {
  // Made where it is needed: the first one of a process takes as long as loading fifty files.
  const graphemes = new Intl.Segmenter().segment(text.slice(from, limit + 2));
  const isGrapheme = (at: number): boolean => graphemes.containing(at - from)?.index === at - from;
  const isGood = (at: number): boolean => at > from && isGrapheme(at) && !isInFenceLine(at, fences);
  const half = from + Math.ceil((limit - from) / 2);
  for (const border of BORDERS) {
    const cut = bordersIn(text, half, limit, border).findLast(isGood);
    if (cut !== undefined) return cut;
  }
  return lastWhere(from, limit, isGood) ?? lastWhere(from, limit, (at) => at > from && isCodePoint(text, at));
}

function bordersIn(text: string, from: number, limit: number, border: RegExp): readonly number[] {
  const ends = text
    .slice(from, limit)
    .matchAll(border)
    .map(({ 0: { length }, index }) => from + index + length);
  return [...ends];
}

function lastWhere(from: number, limit: number, isGood: (at: number) => boolean): number | undefined {
  for (let at = limit; at > from; at -= 1) if (isGood(at)) return at;
  return undefined;
}

/** Half an opening or closing line would be text; a block with no code in it is of no use. */
function isInFenceLine(at: number, fences: readonly Fence[]): boolean {
  const fence = fenceAround(at, fences);
  return fence !== undefined && (at <= fence.codeStart || at >= fence.codeEnd);
}

function isCodePoint(text: string, at: number): boolean {
  return !/^[\uDC00-\uDFFF]/.test(text.charAt(at)) || !/^[\uD800-\uDBFF]/.test(text.charAt(at - 1));
}
