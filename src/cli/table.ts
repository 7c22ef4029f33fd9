import { displayWidth } from '../config/display-width.ts';
import { printable } from '../message/printable.ts';

/** `2026-11-24 周二 08:50:00`, as `timeForPeople` writes it. */
export const TIME_WIDTH = 24;

export interface Column {
  readonly title: string;
  /** The widest cell to come, in terminal columns; the title counts by itself. The last column needs none. */
  readonly width: number;
}

/**
 * Rows aligned by what a terminal shows (a Chinese character and an emoji take two columns), one at a time:
 * the widths are known beforehand, so that a table of any length needs no memory.
 */
export class Table {
  readonly #widths: readonly number[];
  readonly header: string;

  constructor(columns: readonly Column[]) {
    this.#widths = columns.map((column) => Math.max(column.width, displayWidth(column.title)));
    this.header = this.row(columns.map((column) => column.title));
  }

  row(cells: readonly string[]): string {
    return cells
      .map((cell, index) => pad(printable(cell), this.#widths[index] ?? 0))
      .join('  ')
      .trimEnd();
  }
}

/** The width of the widest of these texts, for a column's `width`. */
export function widest(texts: Iterable<string>): number {
  let width = 0;
  for (const text of texts) width = Math.max(width, displayWidth(printable(text)));
  return width;
}

/** Filled up to so many terminal columns. */
export function pad(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - displayWidth(text)));
}
