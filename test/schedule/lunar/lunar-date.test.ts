import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, parseIsoDate, toCivilDate, toDayNumber, toIsoDate } from '../../../src/schedule/civil.ts';
import type { DayNumber } from '../../../src/schedule/civil.ts';
import {
  fromLunarDate,
  lunarMonthLength,
  lunarNewYearsEve,
  toLunarDate,
} from '../../../src/schedule/lunar/lunar-date.ts';
import { FIRST_LUNAR_YEAR, LAST_LUNAR_YEAR, lunarYear } from '../../../src/schedule/lunar/lunar-year.ts';
import { breadth } from '../../support/breadth.ts';

const FIRST_DAY = toDayNumber(1900, 1, 31);
const LAST_DAY = toDayNumber(2101, 1, 28);
const anyDay = fc.integer({ min: FIRST_DAY, max: LAST_DAY }).map((day) => day as DayNumber);

function slowLunar(day: DayNumber) {
  const { year, month, day: dayOfMonth } = toCivilDate(day);
  const date = Temporal.PlainDate.from({ year, month, day: dayOfMonth }).withCalendar('chinese');
  const code = date.monthCode;
  return { year: date.year, month: Number(code.slice(1, 3)), leap: code.endsWith('L'), day: date.day };
}

describe('lunar dates', () => {
  it.each([
    ['2026-02-17', 2026, 1, false, 1],
    ['2026-02-16', 2025, 12, false, 29],
    ['2026-09-25', 2026, 8, false, 15],
    ['2025-06-25', 2025, 6, false, 1],
    ['2025-07-25', 2025, 6, true, 1],
    ['2025-08-23', 2025, 7, false, 1],
    ['2033-12-22', 2033, 11, true, 1],
    ['1990-06-23', 1990, 5, true, 1],
    ['1900-01-31', 1900, 1, false, 1],
    ['2101-01-28', 2100, 12, false, 29],
  ])('%s is lunar %i/%i, leap %s, day %i, and back', (iso, year, month, leap, dayOfMonth) => {
    const day = parseIsoDate(iso)!;
    const lunar = { year, month, leap, day: dayOfMonth };
    expect(toLunarDate(day)).toEqual(lunar);
    expect(fromLunarDate(lunar)).toBe(day);
  });

  it('agrees with Temporal on every day', () => {
    fc.assert(
      fc.property(anyDay, (day) => {
        expect(toLunarDate(day)).toEqual(slowLunar(day));
      }),
      { numRuns: breadth({ quick: 200, long: 10_000 }) },
    );
  });

  it('comes back from every day', () => {
    fc.assert(
      fc.property(anyDay, (day) => {
        expect(fromLunarDate(toLunarDate(day)!)).toBe(day);
      }),
      { numRuns: breadth({ quick: 200, long: 10_000 }) },
    );
  });

  it.each([
    ['day 30 of a month of 29 days', { year: 2024, month: 12, leap: false, day: 30 }],
    ['a leap month that the year has not', { year: 2026, month: 6, leap: true, day: 1 }],
    ['a leap month in a year that repeats another', { year: 2025, month: 5, leap: true, day: 1 }],
    ['day 0', { year: 2026, month: 1, leap: false, day: 0 }],
    ['month 13', { year: 2026, month: 13, leap: false, day: 1 }],
    ['month 0', { year: 2026, month: 0, leap: false, day: 1 }],
    ['a year too early', { year: 1899, month: 1, leap: false, day: 1 }],
    ['a year too late', { year: 2101, month: 1, leap: false, day: 1 }],
  ])('%s is no day', (_, date) => {
    expect(fromLunarDate(date)).toBeUndefined();
  });

  it('knows nothing outside its range', () => {
    expect(toLunarDate(addDays(FIRST_DAY, -1))).toBeUndefined();
    expect(toLunarDate(addDays(LAST_DAY, 1))).toBeUndefined();
    expect(lunarNewYearsEve(LAST_LUNAR_YEAR + 1)).toBeUndefined();
    expect(lunarMonthLength(FIRST_LUNAR_YEAR - 1, 1, false)).toBe(0);
  });

  it.each([
    [2024, '2025-01-28'],
    [2025, '2026-02-16'],
    [2026, '2027-02-05'],
    [2029, '2030-02-02'],
  ])('除夕 of the lunar year %i is %s', (year, iso) => {
    expect(toIsoDate(lunarNewYearsEve(year)!)).toBe(iso);
  });
});

describe('lunar years', () => {
  const years = Array.from({ length: LAST_LUNAR_YEAR - FIRST_LUNAR_YEAR + 1 }, (_, i) => FIRST_LUNAR_YEAR + i);

  it('follow each other without a gap', () => {
    for (const year of years.slice(1)) expect(lunarYear(year)?.starts[0]).toBe(lunarYear(year - 1)?.starts.at(-1));
  });

  it('have 12 or 13 months of 29 or 30 days', () => {
    for (const year of years) {
      const { starts, leapMonth } = lunarYear(year)!;
      expect(starts).toHaveLength(leapMonth === 0 ? 13 : 14);
      const lengths = starts.slice(1).map((start, index) => start - starts[index]!);
      expect(lengths.every((length) => length === 29 || length === 30)).toBe(true);
    }
  });

  it('never repeat the first or the twelfth month, which the parser relies on', () => {
    const leapMonths = new Set(years.map((year) => lunarYear(year)!.leapMonth));
    expect(leapMonths).not.toContain(1);
    expect(leapMonths).not.toContain(12);
  });

  it.each([1899, 2101, 2026.5, Number.NaN])('%d is none', (year) => {
    expect(lunarYear(year)).toBeUndefined();
  });
});
