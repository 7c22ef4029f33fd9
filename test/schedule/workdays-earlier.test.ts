import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { addDays, type DayNumber, toDayNumber } from '../../src/schedule/civil.ts';
import { DAY, HOUR, toEpochMs } from '../../src/schedule/instant.ts';
import { parseNotice } from '../../src/schedule/notice.ts';
import type { DayRule } from '../../src/schedule/pattern.ts';
import { daySource } from '../../src/schedule/source.ts';
import { createTimetable } from '../../src/schedule/timetable.ts';
import { zone } from '../../src/schedule/zone.ts';
import { breadth } from '../support/breadth.ts';
import { CLOCK_CHANGES } from './arbitraries.ts';

const START = toDayNumber(2026, 1, 1);
const LENGTH = 60;

function ruleOf(days: readonly number[]): DayRule {
  return { next: (from) => days.map((day) => addDays(START, day)).find((day) => day >= from) };
}

const anyDays = fc
  .uniqueArray(fc.integer({ min: 0, max: LENGTH }), { maxLength: 40 })
  .map((days) => days.toSorted((a, b) => a - b));
const anyCase = fc.record({
  named: anyDays,
  off: anyDays,
  hours: fc.uniqueArray(fc.integer({ min: 0, max: 23 }), { minLength: 1, maxLength: 3 }),
  workdays: fc.integer({ min: 1, max: 5 }),
});

/** One day back at a time, counting those that are worked. */
function walkBack(day: number, workdays: number, off: ReadonlySet<number>): number {
  if (workdays === 0) return day;
  return walkBack(day - 1, off.has(day - 1) ? workdays : workdays - 1, off);
}

it('workdays earlier is what a person counts back on a calendar, all that is told then together', () => {
  fc.assert(
    fc.property(anyCase, fc.integer({ min: -400, max: LENGTH * 24 }), ({ named, off, hours, workdays }, since) => {
      const rest = new Set(off);
      const timetable = createTimetable({
        sources: [
          daySource(
            ruleOf(named),
            hours.map((hour) => hour * 3_600),
          ),
        ],
        zone: zone('UTC'),
        advance: [parseNotice(`${workdays} workdays`)!],
        isWorkday: (day: DayNumber) => !rest.has(day - START),
      });
      const from = START * DAY + since * HOUR;
      const expected = named
        .flatMap((day) =>
          hours.map((hour) => ({ day, at: (START + walkBack(day, workdays, rest)) * DAY + hour * HOUR })),
        )
        .filter(({ at }) => at > from)
        .toSorted((a, b) => a.at - b.at || a.day - b.day)
        .map(({ day, at }) => `${new Date(at).toISOString()} of ${day}`);
      const told: string[] = [];
      for (let due = timetable.next(toEpochMs(from)); due; due = timetable.next(due.at)) {
        const days = due.occurrences.map(({ date }) => Date.parse(date) / DAY - START);
        told.push(...days.toSorted((a, b) => a - b).map((day) => `${new Date(due.at).toISOString()} of ${day}`));
      }
      expect(told).toEqual(expected);
    }),
    { numRuns: breadth({ quick: 100, long: 3_000 }) },
  );
});

it('strictly increases where clocks change, the same for whoever asks', () => {
  fc.assert(
    fc.property(fc.constantFrom(...CLOCK_CHANGES), anyCase, ([timezone, around], { hours, workdays }) => {
      const timetable = createTimetable({
        sources: [
          daySource(
            { next: (from) => from },
            hours.map((hour) => hour * 3_600),
          ),
        ],
        zone: zone(timezone),
        advance: [parseNotice(`${workdays} workdays`)!],
      });
      const first = toEpochMs(Date.parse(around) - 3 * DAY);
      let last = first;
      for (let count = 0; count < 8; count += 1) {
        const due = timetable.next(last);
        if (!due) break;
        expect(due.at).toBeGreaterThan(last);
        expect(timetable.next(toEpochMs(due.at - 1))).toEqual(due);
        last = due.at;
      }
    }),
  );
});
