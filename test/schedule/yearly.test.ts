import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, type DayNumber, parseIsoDate, toDayNumber, toIsoDate } from '../../src/schedule/civil.ts';
import type { DayRule } from '../../src/schedule/pattern.ts';
import { parseYearlyDate, yearly } from '../../src/schedule/yearly.ts';

describe('parseYearlyDate', () => {
  it.each([
    ['05-20', { month: 5, day: 20 }],
    ['02-29', { month: 2, day: 29 }],
    ['2016-05-20', { month: 5, day: 20, since: 2016 }],
    ['1992-02-29', { month: 2, day: 29, since: 1992 }],
  ])('%s', (text, date) => expect(parseYearlyDate(text)).toEqual(date));

  it.each(['02-30', '13-01', '5-20', '1993-02-29', '20-05-2016', '', '八月十五'])('refuses %j', (text) =>
    expect(parseYearlyDate(text)).toBeUndefined(),
  );
});

describe('yearly', () => {
  it('comes every year', () => {
    expect(days(yearly({ month: 5, day: 20 }), '2026-05-20', 3)).toEqual(['2026-05-20', '2027-05-20', '2028-05-20']);
    expect(days(yearly({ month: 5, day: 20 }), '2026-05-21', 1)).toEqual(['2027-05-20']);
  });

  it('says nothing about years when no first one is known', () => {
    expect(yearly({ month: 5, day: 20 }).facts?.(day('2026-05-20'))).toEqual({});
  });

  it('begins one year after its first date', () => {
    const wedding = yearly({ month: 5, day: 20, since: 2016 });
    expect(days(wedding, '1900-01-01', 2)).toEqual(['2017-05-20', '2018-05-20']);
    expect(wedding.facts?.(day('2017-05-20'))).toEqual({ years: 1 });
  });

  it('counts 虚岁 one more', () => {
    expect(yearly({ month: 5, day: 20, since: 2016 }, { count: 'xusui' }).facts?.(day('2017-05-20'))).toEqual({
      years: 2,
    });
  });

  it.each([
    ['feb-28', ['2026-02-28', '2027-02-28', '2028-02-29', '2029-02-28']],
    ['mar-1', ['2026-03-01', '2027-03-01', '2028-02-29', '2029-03-01']],
    ['skip', ['2028-02-29', '2032-02-29', '2036-02-29', '2040-02-29']],
  ] as const)('keeps Feb 29 in common years: %s', (feb29, expected) => {
    expect(days(yearly({ month: 2, day: 29 }, { feb29 }), '2026-01-01', 4)).toEqual(expected);
  });

  it('waits eight years over 2100', () => {
    expect(days(yearly({ month: 2, day: 29 }, { feb29: 'skip' }), '2096-03-01', 1)).toEqual(['2104-02-29']);
  });

  it.each([
    [
      '2026-02-28',
      'feb-28',
      { years: 34, note: { zh: '今年没有2月29日，按2月28日', en: 'there is no 29 Feb this year: 28 Feb instead' } },
    ],
    [
      '2026-03-01',
      'mar-1',
      { years: 34, note: { zh: '今年没有2月29日，按3月1日', en: 'there is no 29 Feb this year: 1 Mar instead' } },
    ],
    ['2028-02-29', 'feb-28', { years: 36 }],
  ] as const)('says why it is %s (%s)', (date, feb29, facts) => {
    expect(yearly({ month: 2, day: 29, since: 1992 }, { feb29 }).facts?.(day(date))).toEqual(facts);
  });

  it('comes exactly once a year', () => {
    const date = fc.integer({ min: 0, max: 365 }).map((days) => addDays(toDayNumber(2000, 1, 1), days));
    fc.assert(
      fc.property(
        date,
        fc.integer({ min: 1900, max: 2190 }),
        fc.constantFrom('feb-28', 'mar-1'),
        (in2000, year, feb29) => {
          const [, month, dayOfMonth] = toIsoDate(in2000).split('-').map(Number);
          const rule = yearly({ month: month!, day: dayOfMonth! }, { feb29 });
          const found = rule.next(toDayNumber(year, 1, 1))!;
          expect(toIsoDate(found)).toMatch(new RegExp(`^${year}-`));
          expect(rule.next(found)).toBe(found);
          expect(toIsoDate(rule.next(addDays(found, 1))!)).toMatch(new RegExp(`^${year + 1}-`));
        },
      ),
    );
  });
});

function day(text: string): DayNumber {
  return parseIsoDate(text)!;
}

function days(rule: DayRule, from: string, count: number): readonly string[] {
  const found: string[] = [];
  let next = rule.next(day(from));
  while (next !== undefined && found.length < count) {
    found.push(toIsoDate(next));
    next = rule.next(addDays(next, 1));
  }
  return found;
}
