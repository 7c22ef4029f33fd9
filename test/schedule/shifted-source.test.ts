import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { addDays, type DayNumber, toDayNumber, type WallSeconds, wallAt } from '../../src/schedule/civil.ts';
import type { Shift } from '../../src/schedule/shift.ts';
import { shiftedSource } from '../../src/schedule/shifted-source.ts';
import { breadth } from '../support/breadth.ts';

const START = toDayNumber(2026, 1, 1);
const LENGTH = 50;

/** Whatever wall times there are, other ones each day. */
const anyWalls = fc
  .uniqueArray(fc.tuple(fc.integer({ min: 0, max: LENGTH }), fc.integer({ min: 0, max: 23 })), {
    selector: ([day, hour]) => day * 24 + hour,
    maxLength: 40,
  })
  .map((walls) => walls.map(([day, hour]) => wallAt(addDays(START, day), hour * 3_600)).toSorted((a, b) => a - b));
const anyOff = fc.uniqueArray(fc.integer({ min: -5, max: LENGTH + 5 }), { maxLength: 40 });

/** One day at a time, until it is worked. */
function moved(day: number, shift: Shift, off: ReadonlySet<number>): number | undefined {
  if (!off.has(day)) return day;
  return shift === 'skip' ? undefined : moved(day + (shift === 'next-workday' ? 1 : -1), shift, off);
}

it('each wall time is moved with its day, and what falls together is one', () => {
  const anyStart = fc.integer({ min: -99, max: LENGTH * 24 });
  // The night before belongs to the day on which it begins.
  const anyNight = fc.constantFrom(0, 0, 6 * 3_600 + 1);
  const anyShift = fc.constantFrom<Shift>('next-workday', 'previous-workday', 'skip');
  fc.assert(
    fc.property(anyWalls, anyOff, anyShift, anyStart, anyNight, (walls, off, shift, since, overhang) => {
      const rest = new Set(off);
      const source = shiftedSource(
        {
          pattern: {
            clockChange: 'anchored',
            overhang,
            next: (after) => walls.find((wall) => wall > after),
          },
        },
        shift,
        (day: DayNumber) => !rest.has(day - START),
      );
      const from = (wallAt(START, 0) + since * 3_600) as WallSeconds;
      const expected = walls.flatMap((wall) => {
        const day = Math.floor((wall - overhang) / 86_400) - START;
        const to = moved(day, shift, rest);
        return to === undefined ? [] : [wall + (to - day) * 86_400];
      });
      const found: number[] = [];
      for (let wall = source.pattern.next(from); wall !== undefined; wall = source.pattern.next(wall)) found.push(wall);
      const all = [...new Set(expected)];
      expect(found).toEqual(all.filter((wall) => wall > from).toSorted((a, b) => a - b));
    }),
    { numRuns: breadth({ quick: 200, long: 5_000 }) },
  );
});
