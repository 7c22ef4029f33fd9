import type { Place } from './source.ts';
import { writtenOffset } from './substitute.ts';
import type { Scalar } from './tree.ts';

/**
 * The place of a stretch of a scalar's text. Exact also across folded lines and block indentation; within an escape
 * or a `${…}` it is the place of the whole of it.
 */
export function placeWithin(scalar: Scalar, start: number, end: number): Place {
  const { source } = scalar.place;
  const offsets = scalarOffsets(scalar);
  const at = (offset: number): number => offsets[writtenOffset(scalar, offset)] ?? scalar.place.end;
  const first = at(Math.max(0, start));
  return { source, start: first, end: Math.max(first + 1, at(Math.max(start, end - 1)) + 1) };
}

/**
 * For each code unit of a parsed scalar, the offset in its file at which it is written. Walks both texts in step: they
 * differ in white space (folding, indentation) and in escapes only, so every visible character brings them together
 * again.
 */
function scalarOffsets({ parsed, style, place: { source, start, end } }: Scalar): readonly number[] {
  const written = source.text;
  const offsets: number[] = [];
  let at = contentStart(written, start, style);
  for (let index = 0; index < parsed.length; index += 1) {
    const character = parsed.charAt(index);
    if (!isSpace(character)) at = skipSpace(written, at, end, style);
    offsets.push(Math.min(at, end));
    const length = writtenLength(written, at, style);
    // An escape beyond the Basic Multilingual Plane is two code units: both stand where it stands.
    if (length === LONG_ESCAPE && isHighSurrogate(character)) continue;
    if (!isSpace(character) || length > 1 || isSpace(written.charAt(at))) at += length;
  }
  return offsets;
}

function contentStart(written: string, start: number, style: Scalar['style']): number {
  switch (style) {
    case 'plain':
      return start;
    case 'single':
    case 'double':
      return start + 1;
    case 'literal':
    case 'folded':
      return written.indexOf('\n', start) + 1;
  }
}

function skipSpace(written: string, from: number, end: number, style: Scalar['style']): number {
  let at = from;
  while (at < end) {
    if (isSpace(written.charAt(at))) at += 1;
    else if (style === 'double' && /^\\\r?\n/.test(written.slice(at, at + 3))) at += 2;
    else break;
  }
  return at;
}

/** `\UXXXXXXXX` */
const LONG_ESCAPE = 10;

function writtenLength(written: string, at: number, style: Scalar['style']): number {
  if (style === 'single' && written.startsWith("''", at)) return 2;
  if (style !== 'double' || written[at] !== '\\') return 1;
  const digits: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };
  return 2 + (digits[written.charAt(at + 1)] ?? 0);
}

function isSpace(character: string): boolean {
  return character === ' ' || character === '\t' || character === '\n' || character === '\r';
}

function isHighSurrogate(character: string): boolean {
  return character >= '\u{D800}' && character <= '\u{DBFF}';
}
