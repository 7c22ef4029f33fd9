import stringWidth from 'string-width';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Table, widest } from '../../src/cli/table.ts';

describe('a table', () => {
  it('aligns Chinese, emoji and Latin by what a terminal shows', () => {
    const names = ['clock-in', '上班打卡', '午饭🍚', 'é'];
    const table = new Table([
      { title: '提醒', width: widest(names) },
      { title: 'R', width: 0 },
    ]);
    const starts = [table.header.replace(/R$/, '|'), ...names.map((name) => table.row([name, '|']))].map((row) =>
      stringWidth(row.slice(0, row.indexOf('|'))),
    );
    expect(new Set(starts)).toEqual(new Set([10]));
  });

  it('starts every column at the same place, whatever stands in the cells', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '钟', '🍚', 'é', '１', ' ') });
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1 }), (rows) => {
        const columns = [0, 1].map((index) => ({ title: '', width: widest(rows.map((row) => row[index] ?? '')) }));
        const table = new Table([...columns, { title: '', width: 0 }]);
        const starts = rows.map((row) => stringWidth(table.row([...row, '|']).split('|')[0] ?? ''));
        expect(new Set(starts).size).toBe(1);
      }),
    );
  });

  it('leaves no blanks at the end of a row', () => {
    const table = new Table([
      { title: 'a', width: 5 },
      { title: 'b', width: 5 },
    ]);
    expect(table.row(['x', ''])).toBe('x');
  });
});
