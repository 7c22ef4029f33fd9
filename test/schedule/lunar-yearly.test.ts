import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, parseIsoDate, toDayNumber, toIsoDate } from '../../src/schedule/civil.ts';
import type { DayNumber } from '../../src/schedule/civil.ts';
import type { LunarDay } from '../../src/schedule/lunar/parse-lunar-date.ts';
import { parseLunarDate } from '../../src/schedule/lunar/parse-lunar-date.ts';
import { lunarYearly } from '../../src/schedule/lunar-yearly.ts';
import type { LunarYearlyOptions } from '../../src/schedule/lunar-yearly.ts';
import type { DayRule } from '../../src/schedule/pattern.ts';
import { breadth } from '../support/breadth.ts';
import { keepsLunarDay, lunarShownOn } from './lunar-oracle.ts';
import type { LunarShown } from './lunar-oracle.ts';

function rule(text: string, options?: LunarYearlyOptions): DayRule {
  const read = parseLunarDate(text);
  if (read.kind === 'fault') throw new Error(read.message.en);
  return lunarYearly(read.date, options);
}

function daysBetween(of: DayRule, from: string, until: string): string[] {
  const end = parseIsoDate(until)!;
  const days: string[] = [];
  for (let day = of.next(parseIsoDate(from)!); day !== undefined && day < end; day = of.next(addDays(day, 1))) {
    days.push(toIsoDate(day));
  }
  return days;
}

describe('a lunar day every year', () => {
  it('falls twice in the Gregorian 2027 and never in 2028', () => {
    expect(daysBetween(rule('腊月初一'), '2026-01-01', '2030-01-01')).toEqual([
      '2026-01-19',
      '2027-01-08',
      '2027-12-28',
      '2029-01-15',
    ]);
  });

  it('has no 腊月三十 in the lunar years 2024-2028', () => {
    const moved = { note: { zh: '腊月没有三十，按廿九', en: 'lunar month 12 has no 30th: its 29th instead' } };
    const eve = rule('腊月三十');
    const days = daysBetween(eve, '2024-03-01', '2031-03-01');
    expect(days.map((day) => [day, eve.facts?.(parseIsoDate(day)!)])).toEqual([
      ['2025-01-28', moved],
      ['2026-02-16', moved],
      ['2027-02-05', moved],
      ['2028-01-25', moved],
      ['2029-02-12', moved],
      ['2030-02-02', {}],
      ['2031-01-22', moved],
    ]);
  });

  it('keeps 除夕 on the last day of the year, and that is not a moved date', () => {
    const eve = rule('除夕', { day30: 'skip' });
    expect(daysBetween(eve, '2024-03-01', '2031-03-01')).toEqual(
      daysBetween(rule('腊月三十'), '2024-03-01', '2031-03-01'),
    );
    expect(eve.facts?.(parseIsoDate('2025-01-28')!)).toEqual({});
  });

  it.each<[string, string, LunarYearlyOptions, string[], (string | undefined)[]]>([
    ['leap month, default', '闰06-01', {}, ['2025-07-25', '2026-07-14'], [undefined, '今年没有闰六月，按六月初一']],
    ['leap month, skip', '闰06-01', { leapMonth: 'skip' }, ['2025-07-25'], [undefined]],
    [
      'leap month, regular',
      '闰06-01',
      { leapMonth: 'regular' },
      ['2025-06-25', '2026-07-14'],
      ['按六月初一', '今年没有闰六月，按六月初一'],
    ],
    [
      'leap month, both',
      '闰06-01',
      { leapMonth: 'both' },
      ['2025-06-25', '2025-07-25', '2026-07-14'],
      ['今年有闰六月，两个月都过', undefined, '今年没有闰六月，按六月初一'],
    ],
    ['regular month, default', '06-01', {}, ['2025-06-25', '2026-07-14'], [undefined, undefined]],
    ['regular month, skip', '06-01', { leapMonth: 'skip' }, ['2025-06-25', '2026-07-14'], [undefined, undefined]],
    ['regular month, regular', '06-01', { leapMonth: 'regular' }, ['2025-06-25', '2026-07-14'], [undefined, undefined]],
    [
      'regular month, both',
      '06-01',
      { leapMonth: 'both' },
      ['2025-06-25', '2025-07-25', '2026-07-14'],
      [undefined, '今年有闰六月，两个月都过', undefined],
    ],
    ['day 30, default', '腊月三十', {}, ['2026-02-16'], ['腊月没有三十，按廿九']],
    ['day 30, 29th', '腊月三十', { day30: '29th' }, ['2026-02-16'], ['腊月没有三十，按廿九']],
    [
      'day 30, next day',
      '腊月三十',
      { day30: 'next-day' },
      ['2025-01-29', '2026-02-17'],
      ['腊月没有三十，按次日正月初一', '腊月没有三十，按次日正月初一'],
    ],
    ['day 30, skip', '腊月三十', { day30: 'skip' }, [], []],
    [
      'a leap day 30 in a year with neither',
      '闰04-30',
      {},
      ['2025-05-26', '2026-06-14'],
      ['今年没有闰四月，按四月三十；四月没有三十，按廿九', '今年没有闰四月，按四月三十；四月没有三十，按廿九'],
    ],
  ])('%s', (_, text, options, days, notes) => {
    const of = rule(text, options);
    const found = daysBetween(of, '2025-01-29', '2027-01-29');
    expect(found).toEqual(days);
    expect(found.map((day) => of.facts?.(parseIsoDate(day)!).note?.zh)).toEqual(notes);
  });

  it('counts lunar years from the first, 周岁 or 虚岁', () => {
    const day = parseIsoDate('2027-01-08')!;
    expect(rule('腊月初一', { since: 1990 }).facts?.(day)).toEqual({ years: 36 });
    expect(rule('腊月初一', { since: 1990, count: 'xusui' }).facts?.(day)).toEqual({ years: 37 });
    expect(rule('腊月初一', { count: 'xusui' }).facts?.(day)).toEqual({});
  });

  it('counts the year whose last day was moved past its end', () => {
    const moved = rule('腊月三十', { day30: 'next-day', since: 2000 });
    expect(moved.facts?.(parseIsoDate('2026-02-17')!).years).toBe(25);
  });

  it('begins one year after the first and ends with the range', () => {
    expect(daysBetween(rule('正月初一', { since: 2025 }), '1950-01-01', '2028-01-01')).toEqual([
      '2026-02-17',
      '2027-02-06',
    ]);
    expect(rule('正月初一').next(toDayNumber(1800, 1, 1))).toBe(toDayNumber(1900, 1, 31));
    expect(rule('正月初一').next(toDayNumber(2100, 2, 10))).toBeUndefined();
  });

  it('says nothing about a day that is not its own', () => {
    expect(rule('正月初一', { since: 2000 }).facts?.(toDayNumber(2026, 2, 18))).toEqual({});
  });
});

describe('against a walk through every day of Temporal’s calendar', () => {
  interface Walked extends LunarShown {
    readonly day: DayNumber;
  }

  function walk(fromYear: number, untilYear: number): Walked[] {
    const walked: Walked[] = [];
    const end = toDayNumber(untilYear, 1, 1);
    for (let day = toDayNumber(fromYear, 1, 1); day < end; day = addDays(day, 1)) {
      walked.push({ day, ...lunarShownOn(day) });
    }
    return walked;
  }

  const days = walk(2019, 2043);
  const anyDate = fc.oneof(
    { weight: 1, arbitrary: fc.constant<LunarDay>({ kind: 'new-years-eve' }) },
    {
      weight: 20,
      arbitrary: fc.record({
        kind: fc.constant('month-day' as const),
        month: fc.integer({ min: 1, max: 12 }),
        leap: fc.boolean(),
        day: fc.oneof(fc.integer({ min: 1, max: 30 }), fc.constant(30)),
      }),
    },
  );
  const anyOptions = fc.record(
    {
      leapMonth: fc.constantFrom('skip' as const, 'regular' as const, 'both' as const),
      day30: fc.constantFrom('29th' as const, 'next-day' as const, 'skip' as const),
    },
    { requiredKeys: [] },
  );

  it('finds the same days', () => {
    fc.assert(
      fc.property(anyDate, anyOptions, (date, options) => {
        const slow = days
          .filter((today, index) => keepsLunarDay(date, options, today, days[index - 1]))
          .map(({ day }) => toIsoDate(day));
        expect(daysBetween(lunarYearly(date, options), '2019-01-01', '2043-01-01')).toEqual(slow);
      }),
      { numRuns: breadth({ quick: 20, long: 500 }) },
    );
  });

  it('answers the same from any day between two of its own', () => {
    const anyDay = fc.integer({ min: toDayNumber(1895, 1, 1), max: toDayNumber(2103, 1, 1) });
    fc.assert(
      fc.property(anyDate, anyOptions, anyDay, fc.nat(700), (date, options, from, skipped) => {
        const of = lunarYearly(date, options);
        const next = of.next(from as DayNumber);
        const later = of.next((from + skipped) as DayNumber);
        if (next === undefined) expect(later).toBeUndefined();
        else if (from + skipped <= next) expect(later).toBe(next);
        else expect(later ?? Infinity).toBeGreaterThan(next);
      }),
    );
  });
});
