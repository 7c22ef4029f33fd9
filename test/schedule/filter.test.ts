import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, type DayNumber, dayOf, parseIsoDate, toIsoDate, wallAt } from '../../src/schedule/civil.ts';
import { daily } from '../../src/schedule/daily.ts';
import {
  daysOfWeek,
  type Filter,
  filtered,
  LAST_DAY,
  parseDayOfWeek,
  parseDayRange,
  WEEKDAYS,
  WEEKENDS,
} from '../../src/schedule/filter.ts';

describe('parseDayOfWeek', () => {
  it.each([
    ['sun', 0],
    ['mon', 1],
    ['Wed', 3],
    ['Saturday', 6],
  ])('%s is %i', (text, index) => expect(parseDayOfWeek(text)).toBe(index));

  it.each(['', 'm', 'monda', 'moon', '1', '周一'])('refuses %j', (text) =>
    expect(parseDayOfWeek(text)).toBeUndefined(),
  );
});

describe('parseDayRange', () => {
  it.each([
    ['2026-12-24', '2026-12-24', '2026-12-24'],
    ['2026-02-16..2026-02-22', '2026-02-16', '2026-02-22'],
    ['2026-02-16 .. 2026-02-22', '2026-02-16', '2026-02-22'],
  ])('%s', (text, from, until) => expect(parseDayRange(text)).toEqual({ from: day(from), until: day(until) }));

  it.each([
    '',
    '2026-02-30',
    '2026-02-22..2026-02-16',
    '2026-02-16..',
    '..2026-02-16',
    '2026-02-16...2026-02-22',
    '2026-02-16..2026-02-17..2026-02-18',
  ])('refuses %j', (text) => expect(parseDayRange(text)).toBeUndefined());
});

describe('filtered', () => {
  it.each<[string, Filter, readonly string[]]>([
    ['nothing left out', {}, ['2026-05-20', '2026-05-21', '2026-05-22']],
    ['weekdays', { on: WEEKDAYS }, ['2026-05-20', '2026-05-21', '2026-05-22', '2026-05-25']],
    ['weekends', { on: WEEKENDS }, ['2026-05-23', '2026-05-24', '2026-05-30']],
    ['days of the week', { on: daysOfWeek([1, 3]) }, ['2026-05-20', '2026-05-25', '2026-05-27']],
    ['one date', { skip: [range('2026-05-21')] }, ['2026-05-20', '2026-05-22', '2026-05-23']],
    ['a range, inclusive', { skip: [range('2026-05-21..2026-05-30')] }, ['2026-05-20', '2026-05-31']],
    ['before it is active', { active: { from: day('2027-01-01') } }, ['2027-01-01', '2027-01-02']],
    ['after it was active', { active: { until: day('2026-05-21') } }, ['2026-05-20', '2026-05-21']],
    ['never active', { active: { from: day('2026-05-22'), until: day('2026-05-21') } }, []],
    [
      'all at once',
      { on: WEEKDAYS, skip: [range('2026-05-25')], active: { from: day('2026-05-22'), until: day('2026-05-26') } },
      ['2026-05-22', '2026-05-26'],
    ],
  ])('%s', (_, filter, dates) => {
    const expected = [...dates, ...(filter.active?.until === undefined ? [] : ['never again'])];
    expect(datesFrom('2026-05-20', filter, expected.length)).toEqual(expected);
  });

  it('gives up at the end of time when every day is left out', () => {
    expect(datesFrom('2026-05-20', { on: () => false }, 1)).toEqual(['never again']);
  });

  it('keeps nothing after the last day', () => {
    expect(datesFrom(toIsoDate(LAST_DAY), {}, 2)).toEqual(['2199-12-31', 'never again']);
  });

  it('keeps what its parts keep, each time of those days', () => {
    const anyDay = fc.integer({ min: 0, max: 30 }).map((days) => addDays(day('2026-05-20'), days));
    const anyRange = fc
      .tuple(anyDay, fc.integer({ min: 0, max: 6 }))
      .map(([from, days]) => ({ from, until: addDays(from, days) }));
    fc.assert(
      fc.property(
        fc.subarray([0, 1, 2, 3, 4, 5, 6]),
        fc.array(anyRange, { maxLength: 3 }),
        anyDay,
        (kept, skip, until) => {
          const pattern = filtered(daily([0, 43_200]), { on: daysOfWeek(kept), skip, active: { until } });
          const found: number[] = [];
          for (let wall = pattern.next(wallAt(day('2026-05-20'), -1)); wall !== undefined; wall = pattern.next(wall)) {
            found.push(wall);
          }
          const days = Array.from({ length: 31 }, (_, index) => addDays(day('2026-05-20'), index));
          const expected = days
            .filter((each) => each <= until && kept.includes(new Date(each * 86_400_000).getUTCDay()))
            .filter((each) => skip.every((range) => each < range.from || each > range.until));
          expect(found).toEqual(expected.flatMap((each) => [wallAt(each, 0), wallAt(each, 43_200)]));
        },
      ),
    );
  });
});

function day(text: string): DayNumber {
  return parseIsoDate(text)!;
}

function range(text: string): NonNullable<ReturnType<typeof parseDayRange>> {
  return parseDayRange(text)!;
}

function datesFrom(from: string, filter: Filter, count: number): readonly string[] {
  const pattern = filtered(daily([32_400]), filter);
  const found: string[] = [];
  let wall = pattern.next(wallAt(day(from), 0));
  while (found.length < count) {
    found.push(wall === undefined ? 'never again' : toIsoDate(dayOf(wall)));
    if (wall === undefined) return found;
    wall = pattern.next(wall);
  }
  return found;
}
