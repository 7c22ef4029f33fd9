import { beginning } from '../message/beginning.ts';
import { charactersOf, displayWidth } from './display-width.ts';
import type { Place, Source } from './source.ts';
import { lineRange, positionAt } from './source.ts';

/** Terminal cells of source text shown before and after the place where a line is too long to show whole. */
const BEFORE = 40;
const LONGEST = 100;
const TAB = 4;

/**
 * The line before, the line itself and carets under the place, for a fixed-width font in which a Chinese character
 * takes two cells. Literal secrets are masked; values from the environment cannot occur, for this is the file's text.
 * `undefined` where there is no text to show.
 */
export function frame({ source, start, end }: Place): string | undefined {
  if (source.text.trim() === '') return undefined;
  const { line, column } = positionAt(source, start);
  const text = lineOf(source, line);
  const from = startOfView(text, column - 1);
  const view = from === 0 ? '' : '…';
  const before = view + cellsOf(text.slice(from, column - 1), view.length);
  const onLine = text.slice(column - 1, Math.max(column, column - 1 + end - start));
  const marked = cellsOf(beginning(onLine, LONGEST), displayWidth(before));
  const rest = text.slice(column - 1 + onLine.length);
  const gutter = String(line).length;
  return [
    ...(line > 1 ? [row(' ', line - 1, gutter, cellsOf(lineOf(source, line - 1)))] : []),
    row('>', line, gutter, before + cellsOf(onLine + rest, displayWidth(before))),
    `  ${' '.repeat(gutter)} | ${' '.repeat(displayWidth(before))}${'^'.repeat(Math.max(1, displayWidth(marked)))}`,
  ].join('\n');
}

function lineOf(source: Source, line: number): string {
  const { start, end } = lineRange(source, line);
  return source.shown.slice(start, end);
}

function startOfView(text: string, column: number): number {
  if (text.length <= LONGEST || column <= BEFORE) return 0;
  return beginning(text, column - BEFORE).length;
}

function row(mark: string, line: number, gutter: number, text: string): string {
  return `${mark} ${String(line).padStart(gutter)} | ${text}`.trimEnd();
}

/**
 * What a terminal shows of a text that begins at a column: tabs as spaces, nothing that it would obey, and no more
 * than a line's length.
 */
function cellsOf(text: string, column = 0): string {
  let shown = '';
  let width = column;
  for (const segment of charactersOf(beginning(text, 4 * LONGEST))) {
    const cell = cellOf(segment, width);
    if (width + displayWidth(cell) > LONGEST + 1) return `${shown}…`;
    shown += cell;
    width += displayWidth(cell);
  }
  return shown;
}

function cellOf(segment: string, column: number): string {
  if (segment === '\t') return ' '.repeat(TAB - (column % TAB));
  return displayWidth(segment) === 0 || /\p{Cc}/u.test(segment) ? '\u{FFFD}' : segment;
}
