import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCalendar } from '../../src/schedule/calendar/calendar.ts';
import {
  addDays,
  monthLength,
  parseIsoDate,
  toCivilDate,
  toDayNumber,
  toIsoDate,
  weekday,
} from '../../src/schedule/civil.ts';
import type { DayNumber } from '../../src/schedule/civil.ts';
import { monthly } from '../../src/schedule/monthly.ts';
import type { MonthlyOptions } from '../../src/schedule/monthly.ts';
import { parseMonthlyDay } from '../../src/schedule/parse-monthly-day.ts';
import type { MonthlyDay } from '../../src/schedule/parse-monthly-day.ts';
import type { DayRule } from '../../src/schedule/pattern.ts';
import { breadth } from '../support/breadth.ts';

const china = createCalendar();
const day = (iso: string): DayNumber => parseIsoDate(iso)!;

function rule(text: number | string, shift?: MonthlyOptions['shift']): DayRule {
  const read = parseMonthlyDay(text);
  if (read.kind === 'fault') throw new Error(read.message.en);
  return monthly(read.day, { isWorkday: china.isWorkday, ...(shift ? { shift } : {}) });
}

function daysBetween(of: DayRule, from: DayNumber, end: DayNumber): DayNumber[] {
  const days: DayNumber[] = [];
  for (let next = of.next(from); next !== undefined && next < end; next = of.next(addDays(next, 1))) days.push(next);
  return days;
}

function in2026(of: DayRule): string {
  return daysBetween(of, day('2026-01-01'), day('2027-01-01'))
    .map((each) => toIsoDate(each).slice(5))
    .join(' ');
}

describe('monthly, in 2026', () => {
  it.each<[number | string, MonthlyOptions['shift'], string]>([
    [15, undefined, '01-15 02-15 03-15 04-15 05-15 06-15 07-15 08-15 09-15 10-15 11-15 12-15'],
    [15, 'previous-workday', '01-15 02-14 03-13 04-15 05-15 06-15 07-15 08-14 09-15 10-15 11-13 12-15'],
    [15, 'next-workday', '01-15 02-24 03-16 04-15 05-15 06-15 07-15 08-17 09-15 10-15 11-16 12-15'],
    [15, 'skip', '01-15 04-15 05-15 06-15 07-15 09-15 10-15 12-15'],
    [31, undefined, '01-31 03-31 05-31 07-31 08-31 10-31 12-31'],
    [31, 'next-workday', '02-02 03-31 06-01 07-31 08-31 11-02 12-31'],
    ['last', undefined, '01-31 02-28 03-31 04-30 05-31 06-30 07-31 08-31 09-30 10-31 11-30 12-31'],
    ['last workday', undefined, '01-30 02-28 03-31 04-30 05-29 06-30 07-31 08-31 09-30 10-30 11-30 12-31'],
    ['first workday', undefined, '01-04 02-02 03-02 04-01 05-06 06-01 07-01 08-03 09-01 10-08 11-02 12-01'],
    ['2nd workday', undefined, '01-05 02-03 03-03 04-02 05-07 06-02 07-02 08-04 09-02 10-09 11-03 12-02'],
    ['2nd friday', undefined, '01-09 02-13 03-13 04-10 05-08 06-12 07-10 08-14 09-11 10-09 11-13 12-11'],
    ['last friday', undefined, '01-30 02-27 03-27 04-24 05-29 06-26 07-31 08-28 09-25 10-30 11-27 12-25'],
    ['last friday', 'previous-workday', '01-30 02-27 03-27 04-24 05-29 06-26 07-31 08-28 09-24 10-30 11-27 12-25'],
    ['fifth friday', undefined, '01-30 05-29 07-31 10-30'],
  ])('%s, shift %s', (text, shift, days) => {
    expect(in2026(rule(text, shift))).toBe(days);
  });

  it.each<[number | string, NonNullable<MonthlyOptions['shift']>, string, string | undefined]>([
    [15, 'previous-workday', '2026-03-13', '15日是休息日，提前到13日'],
    [15, 'previous-workday', '2026-02-14', '15日是休息日，提前到14日'],
    [15, 'next-workday', '2026-02-24', '15日是休息日，推迟到24日'],
    [1, 'previous-workday', '2026-02-28', '3月1日是休息日，提前到2月28日'],
    [31, 'next-workday', '2026-06-01', '5月31日是休息日，推迟到6月1日'],
    [15, 'previous-workday', '2026-01-15', undefined],
  ])('%s, %s: %s says %s', (text, shift, iso, note) => {
    const of = rule(text, shift);
    expect(of.next(day(iso))).toBe(day(iso));
    expect(of.facts?.(day(iso)).note?.zh).toBe(note);
  });

  it('pays before the turn of the year when the first is a holiday', () => {
    expect(rule(1, 'previous-workday').next(day('2025-12-30'))).toBe(day('2025-12-31'));
  });
});

/** Everybody is away from one date through the other. */
function shutdown(from: string, until: string): MonthlyOptions['isWorkday'] {
  return (each) => each < day(from) || each > day(until);
}

describe('days without work', () => {
  it('makes one day of two that shift to the same', () => {
    const of = monthly(
      { kind: 'date', day: 15 },
      { shift: 'next-workday', isWorkday: shutdown('2026-03-10', '2026-04-20') },
    );
    expect(daysBetween(of, day('2026-02-01'), day('2026-06-01')).map(toIsoDate)).toEqual([
      '2026-02-15',
      '2026-04-21',
      '2026-05-15',
    ]);
    expect(of.facts?.(day('2026-04-21')).note).toEqual({
      zh: '3月15日是休息日，推迟到4月21日',
      en: '15 Mar is a day off: moved to 21 Apr',
    });
  });

  it('says nothing when one of them is the day as written', () => {
    const of = monthly(
      { kind: 'date', day: 15 },
      { shift: 'next-workday', isWorkday: shutdown('2026-03-10', '2026-04-14') },
    );
    expect(of.facts?.(day('2026-04-15'))).toEqual({});
  });

  it('leaves a month out when there is no workday within 60 days', () => {
    const of = monthly(
      { kind: 'date', day: 15 },
      { shift: 'next-workday', isWorkday: shutdown('2026-03-10', '2026-05-20') },
    );
    expect(daysBetween(of, day('2026-02-16'), day('2026-07-01')).map(toIsoDate)).toEqual(['2026-05-21', '2026-06-15']);
  });

  it.each<MonthlyDay>([
    { kind: 'workday', nth: 1 },
    { kind: 'workday', nth: -1 },
  ])('ends when nobody ever works: %j', (never) => {
    expect(monthly(never, { isWorkday: () => false }).next(day('2026-01-01'))).toBeUndefined();
  });
});

describe('against a walk through every day', () => {
  const anyNth = fc.integer({ min: -5, max: 5 }).filter((nth) => nth !== 0);
  const anyMonths = fc.option(fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { minLength: 1 }), { nil: undefined });
  const anyShort = fc.constantFrom('last' as const, 'skip' as const, undefined);
  const anyMonthly: fc.Arbitrary<MonthlyDay> = fc.oneof(
    fc.record({ kind: fc.constant('date' as const), day: fc.integer({ min: 1, max: 31 }) }),
    fc.record({ kind: fc.constant('date' as const), day: fc.integer({ min: -28, max: -1 }) }),
    fc.record({ kind: fc.constant('weekday' as const), weekday: fc.integer({ min: 0, max: 6 }), nth: anyNth }),
    fc.record({ kind: fc.constant('workday' as const), nth: anyNth }),
  );
  const anyShift = fc.constantFrom('next-workday' as const, 'previous-workday' as const, 'skip' as const, undefined);
  /** Weekends and random stretches off. */
  const anyOff = fc
    .array(fc.tuple(fc.integer({ min: 0, max: 1_000 }), fc.integer({ min: 1, max: 45 })), { maxLength: 8 })
    .map(
      (stretches) =>
        new Set(stretches.flatMap(([at, length]) => Array.from({ length }, (_, index) => START + at + index))),
    );
  const START = toDayNumber(2025, 1, 1);
  const END = toDayNumber(2028, 1, 1);

  function slowDays(wanted: MonthlyDay, options: MonthlyOptions): DayNumber[] {
    const { shift, isWorkday } = options;
    const found = new Set<DayNumber>();
    for (let nominal = addDays(START, -70); nominal < END + 70; nominal = addDays(nominal, 1)) {
      if (!isNominal(nominal, wanted, options)) continue;
      if (shift === 'skip' && !isWorkday(nominal)) continue;
      const step = shift === 'next-workday' ? 1 : -1;
      let actual = nominal;
      if (shift) while (!isWorkday(actual)) actual = addDays(actual, step);
      if (Math.abs(actual - nominal) <= 60 && actual >= START && actual < END) found.add(actual);
    }
    return [...found].toSorted((a, b) => a - b);
  }

  it('finds the same days, in order, none twice', () => {
    fc.assert(
      fc.property(anyMonthly, anyShift, anyOff, anyMonths, anyShort, (wanted, shift, off, months, short) => {
        const isWorkday = (each: DayNumber) => weekday(each) !== 0 && weekday(each) !== 6 && !off.has(each);
        const options = {
          isWorkday,
          ...(shift && { shift }),
          ...(months && { months: new Set(months) }),
          ...(short && { short }),
        };
        expect(daysBetween(monthly(wanted, options), START, END)).toEqual(slowDays(wanted, options));
      }),
      { numRuns: breadth({ quick: 50, long: 1_000 }) },
    );
  });
});

function isNominal(asked: DayNumber, wanted: MonthlyDay, { isWorkday, months, short }: MonthlyOptions): boolean {
  const { year, month, day: dayOfMonth } = toCivilDate(asked);
  const length = monthLength(year, month);
  if (months && !months.has(month)) return false;
  if (wanted.kind === 'date') {
    const isStandIn = short === 'last' && wanted.day > length && dayOfMonth === length;
    return dayOfMonth === wanted.day || isStandIn || dayOfMonth - length - 1 === wanted.day;
  }
  const matches = (each: DayNumber) => (wanted.kind === 'workday' ? isWorkday(each) : weekday(each) === wanted.weekday);
  if (!matches(asked)) return false;
  const [first, last] = [toDayNumber(year, month, 1), toDayNumber(year, month, length)];
  let before = 0;
  for (let each = first; each <= asked; each = addDays(each, 1)) before += matches(each) ? 1 : 0;
  let behind = 0;
  for (let each = asked; each <= last; each = addDays(each, 1)) behind += matches(each) ? 1 : 0;
  return before === wanted.nth || -behind === wanted.nth;
}
