import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type DayNumber,
  dayOf,
  isLeapYear,
  monthLength,
  parseIsoDate,
  secondOfDay,
  toCivilDate,
  toDayNumber,
  toIsoDate,
  wallAt,
  type WallSeconds,
  weekday,
} from '../../src/schedule/civil.ts';
import { breadth } from '../support/breadth.ts';

const EPOCH = Temporal.PlainDate.from('1970-01-01');
/** The years 0000-9999 and some around them. */
const anyDay = fc.integer({ min: -730_000, max: 2_940_000 });

describe('a day', () => {
  it('is what Temporal says it is', () => {
    fc.assert(
      fc.property(anyDay, (days) => {
        const date = EPOCH.add({ days });
        const day = days as DayNumber;
        expect(toCivilDate(day)).toEqual({ year: date.year, month: date.month, day: date.day });
        expect(toDayNumber(date.year, date.month, date.day)).toBe(days);
        expect(weekday(day)).toBe(date.dayOfWeek % 7);
        expect(monthLength(date.year, date.month)).toBe(date.daysInMonth);
        expect(isLeapYear(date.year)).toBe(date.inLeapYear);
      }),
      { numRuns: breadth({ quick: 200, long: 10_000 }) },
    );
  });

  it('is written as Temporal writes it, and read again', () => {
    const fourDigits = fc.integer({ min: toDayNumber(0, 1, 1), max: toDayNumber(9999, 12, 31) });
    fc.assert(
      fc.property(fourDigits, (days) => {
        const text = toIsoDate(days as DayNumber);
        expect(text).toBe(EPOCH.add({ days }).toString());
        expect(parseIsoDate(text)).toBe(days);
      }),
    );
  });

  it.each([
    '2026-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-04-31',
    '2026-1-1',
    '20260101',
    ' 2026-01-01',
    '２０２６-01-01',
    '',
  ])('is not %j', (text) => expect(parseIsoDate(text)).toBeUndefined());
});

describe('a wall time', () => {
  it('is a day and a second of it, before 1970 too', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 0, max: 86_399 }), (day, second) => {
        const wall = wallAt(day as DayNumber, second);
        expect([dayOf(wall), secondOfDay(wall)]).toEqual([day, second]);
      }),
    );
    expect(secondOfDay(-1 as WallSeconds)).toBe(86_399);
  });
});
