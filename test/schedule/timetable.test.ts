import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DayNumber, parseIsoDate } from '../../src/schedule/civil.ts';
import { parseCron } from '../../src/schedule/cron.ts';
import { cron } from '../../src/schedule/cron-trigger.ts';
import { daily } from '../../src/schedule/daily.ts';
import { daysOfWeek, type Filter, WEEKDAYS } from '../../src/schedule/filter.ts';
import { DAY, type EpochMs, HOUR, MINUTE, toEpochMs } from '../../src/schedule/instant.ts';
import { parseNotice } from '../../src/schedule/notice.ts';
import type { Occurrence, Timetable } from '../../src/schedule/occurrence.ts';
import type { Pattern } from '../../src/schedule/pattern.ts';
import { daySource, type Source } from '../../src/schedule/source.ts';
import { createTimetable } from '../../src/schedule/timetable.ts';
import { parseWallTime } from '../../src/schedule/wall-time.ts';
import { parseYearlyDate, yearly } from '../../src/schedule/yearly.ts';
import { zone } from '../../src/schedule/zone.ts';
import { CLOCK_CHANGES, nightTimes } from './arbitraries.ts';

describe('a timetable', () => {
  it('tells what occurs, with its date in the zone', () => {
    const timetable = make({ sources: [at('08:50')] });
    expect(timetable.next(instant('2026-05-20T00:49:59.999Z'))).toEqual({
      at: instant('2026-05-20T00:50:00Z'),
      occurrences: [{ at: instant('2026-05-20T00:50:00Z'), date: '2026-05-20', daysLeft: 0 }],
    });
    expect(lines(timetable, '2026-05-20T00:50:00Z', 1)).toEqual(['2026-05-21T08:50+08:00 of 2026-05-21']);
  });

  it('says nothing that is not known: no key with undefined', () => {
    const [occurrence] = make({ sources: [at('08:50')] }).next(toEpochMs(0))!.occurrences;
    expect(Object.keys(occurrence)).toEqual(['at', 'date', 'daysLeft']);
  });

  it('keeps the days that its filter keeps', () => {
    const timetable = make({ sources: [at('08:50')], filter: { on: WEEKDAYS } });
    expect(lines(timetable, '2026-05-22T00:00:00Z', 2)).toEqual([
      '2026-05-22T08:50+08:00 of 2026-05-22',
      '2026-05-25T08:50+08:00 of 2026-05-25',
    ]);
  });

  it('is over when no day is left, and when every day is left out', () => {
    const over = make({ sources: [at('08:50')], filter: { active: { until: day('2026-05-20') } } });
    expect(over.next(instant('2026-05-20T00:50:00Z'))).toBeUndefined();
    for (const source of [at('08:50'), every('* * * * * *')]) {
      const never = make({ sources: [source], filter: { on: () => false }, timezone: 'America/New_York' });
      expect(never.next(instant('2026-05-20T00:50:00Z'))).toBeUndefined();
    }
  });

  it('ends with the year 2199', () => {
    expect(make({ sources: [at('08:50')] }).next(instant('2199-12-31T01:00:00Z'))).toBeUndefined();
  });
});

describe('notices', () => {
  it('are days earlier at the same wall time, for what the filter kept', () => {
    // A Monday's occurrence is announced on Friday: the filter judges the Monday.
    const timetable = make({ sources: [at('10:00')], filter: { on: daysOfWeek([1]) }, advance: ['3d', '0d'] });
    expect(lines(timetable, '2026-05-19T00:00:00Z', 3)).toEqual([
      '2026-05-22T10:00+08:00 of 2026-05-25, 3d, 3 left',
      '2026-05-25T10:00+08:00 of 2026-05-25, 0d',
      '2026-05-29T10:00+08:00 of 2026-06-01, 3d, 3 left',
    ]);
  });

  it('are elapsed time earlier, also over midnight', () => {
    const timetable = make({ sources: [at('00:05')], advance: ['10m'] });
    expect(lines(timetable, '2026-05-19T16:00:00Z', 1)).toEqual(['2026-05-20T23:55+08:00 of 2026-05-21, 10m, 1 left']);
  });

  it.each([
    ['days keep the wall time over a change', '08:00', '1d', '2026-03-07T08:00-05:00 of 2026-03-08, 1d, 1 left'],
    ['hours do not', '08:00', '24h', '2026-03-07T07:00-05:00 of 2026-03-08, 24h, 1 left'],
    ['elapsed time before a time moved by a gap', '02:30', '30m', '2026-03-08T01:30-05:00 of 2026-03-08, 30m'],
  ])('%s', (_, time, notice, expected) => {
    const timetable = make({ sources: [at(time)], advance: [notice], timezone: 'America/New_York' });
    expect(lines(timetable, '2026-03-07T11:00:00Z', 1)).toEqual([expected]);
  });

  it.each([
    [
      'a notice in a gap comes after it',
      '02:30',
      '2026-03-08T00:00:00Z',
      '2026-03-08T03:00-04:00 of 2026-03-09, 1d, 1 left',
    ],
    [
      'a notice in a repeated hour comes once',
      '01:30',
      '2026-11-01T04:00:00Z',
      '2026-11-01T01:30-04:00 of 2026-11-02, 1d, 1 left',
    ],
  ])('%s', (_, time, from, expected) => {
    const timetable = make({ sources: [at(time)], advance: ['1d'], timezone: 'America/New_York' });
    const [first, second] = lines(timetable, from, 2);
    expect(first).toBe(expected);
    expect(second).toContain(`T${time}`);
  });

  it('of an hourly pattern come once a day earlier, for each time that exists', () => {
    const timetable = make({ sources: [every('30 * * * *')], advance: ['1d'], timezone: 'America/New_York' });
    expect(lines(timetable, '2026-10-31T04:00:00Z', 3)).toEqual([
      '2026-10-31T00:30-04:00 of 2026-11-01, 1d, 1 left',
      '2026-10-31T01:30-04:00 of 2026-11-01, 1d, 1 left',
      '2026-10-31T02:30-04:00 of 2026-11-01, 1d, 1 left',
    ]);
    expect(lines(timetable, '2026-03-07T06:00:00Z', 2)).toEqual([
      '2026-03-07T01:30-05:00 of 2026-03-08, 1d, 1 left',
      '2026-03-07T03:30-05:00 of 2026-03-08, 1d, 1 left',
    ]);
  });

  it('of zero days are the occurrence itself, in both passes of an hour', () => {
    const timetable = make({ sources: [every('30 * * * *')], advance: ['0d'], timezone: 'America/New_York' });
    expect(lines(timetable, '2026-11-01T05:00:00Z', 2)).toEqual([
      '2026-11-01T01:30-04:00 of 2026-11-01, 0d',
      '2026-11-01T01:30-05:00 of 2026-11-01, 0d',
    ]);
  });
});

describe('several sources', () => {
  it('come together at one instant: first by source, then by notice', () => {
    const timetable = make({
      sources: [birthday('lili', '1992-05-27'), birthday('xiaoming', '1990-05-20'), birthday('a-bao', '2001-05-20')],
      advance: ['7d', '0d'],
    });
    const due = timetable.next(instant('2026-05-19T16:00:00Z'))!;
    expect(due.occurrences.map(({ person, notice, years, daysLeft }) => [person, notice, years, daysLeft])).toEqual([
      ['lili', '7d', 34, 7],
      ['xiaoming', '0d', 36, 0],
      ['a-bao', '0d', 25, 0],
    ]);
    expect(due.occurrences.map((each) => each.at)).toEqual([due.at, due.at, due.at]);
    expect(lines(timetable, '2026-05-20T01:00:00Z', 1)).toEqual(['2026-05-27T09:00+08:00 of 2026-05-27, 0d, lili 34']);
  });

  it('says why a date was moved', () => {
    const timetable = make({ sources: [birthday('lili', '1992-02-29')] });
    expect(timetable.next(instant('2026-01-01T00:00:00Z'))?.occurrences).toMatchObject([
      {
        date: '2026-02-28',
        years: 34,
        person: 'lili',
        note: { zh: '今年没有2月29日，按2月28日', en: 'there is no 29 Feb this year: 28 Feb instead' },
      },
    ]);
  });

  it('come once when a gap makes them say the same, and twice for two persons', () => {
    const filter = { active: { from: day('2026-03-08') } };
    const one = make({ sources: [at('02:00', '02:30')], filter, timezone: 'America/New_York' });
    expect(lines(one, '2026-03-08T00:00:00Z', 2)).toEqual([
      '2026-03-08T03:00-04:00 of 2026-03-08',
      '2026-03-09T02:00-04:00 of 2026-03-09',
    ]);
    const sources = [
      { ...at('02:00'), person: 'lili' },
      { ...at('02:30'), person: 'xiaoming' },
    ];
    const two = make({ sources, filter, timezone: 'America/New_York' });
    expect(two.next(instant('2026-03-08T00:00:00Z'))?.occurrences.map(({ person }) => person)).toEqual([
      'lili',
      'xiaoming',
    ]);
  });

  it('never loses the one whose date is written when a gap moves it past midnight', () => {
    // Pyongyang skipped from Friday 23:30 to Saturday 00:00 on 2018-05-04.
    const timetable = make({ sources: [at('23:45')], filter: { on: WEEKDAYS }, timezone: 'Asia/Pyongyang' });
    expect(lines(timetable, '2018-05-04T00:00:00Z', 2)).toEqual([
      '2018-05-05T00:00+09:00 of 2018-05-04',
      '2018-05-07T23:45+09:00 of 2018-05-07',
    ]);
  });
});

describe('any timetable', () => {
  const anyOptions = fc.record({
    change: fc.constantFrom(...CLOCK_CHANGES),
    sources: fc.array(nightTimes, { minLength: 1, maxLength: 3 }),
    advance: fc.option(
      fc.uniqueArray(fc.constantFrom('2d', '1d', '0d', '90m', '24h'), { minLength: 1, maxLength: 3 }),
      { nil: undefined },
    ),
    kept: fc.subarray([0, 1, 2, 3, 4, 5, 6], { minLength: 1 }),
    offset: fc.integer({ min: -2 * DAY, max: DAY }),
  });

  it('rises strictly, and tells the same to whoever asks', () => {
    fc.assert(
      fc.property(anyOptions, fc.double({ min: 0, max: 1, noNaN: true }), (options, part) => {
        const timetable = anyTimetable(options);
        let after = toEpochMs(Date.parse(options.change[1]) + options.offset);
        for (let count = 0; count < 20; count += 1) {
          const due = timetable.next(after)!;
          expect(due.at).toBeGreaterThan(after);
          expect(due.occurrences.every((each) => each.at === due.at)).toBe(true);
          const between = toEpochMs(Math.min(due.at - 1, Math.floor(after + (due.at - after) * part)));
          expect(timetable.next(between)).toEqual(due);
          after = due.at;
        }
      }),
    );
  });

  it('fires as its cron expressions do when nothing is filtered', () => {
    fc.assert(
      fc.property(anyOptions, ({ change: [timezone, around], sources, offset }) => {
        const timetable = make({ timezone, sources: sources.map((times) => every(`${times} * * *`)) });
        const triggers = sources.map((times) => cron(`${times} * * *`, { timezone }));
        let after = toEpochMs(Date.parse(around) + offset);
        for (let count = 0; count < 20; count += 1) {
          const next = Math.min(...triggers.map((trigger) => trigger.next(after)!));
          after = timetable.next(after)!.at;
          expect(after).toBe(next);
        }
      }),
    );
  });

  it('tells each day that is kept once per notice, or once where notices meet, when the wall clock of that day says', () => {
    const anyTime = fc
      .integer({ min: 0, max: 24 * 60 - 1 })
      .map((minutes) => Temporal.PlainTime.from('00:00').add({ minutes }));
    fc.assert(
      fc.property(anyOptions, anyTime, ({ change: [timezone, around], advance = ['0d'], kept }, time) => {
        const sources = [at(time.toString({ smallestUnit: 'minute' }))];
        const timetable = make({ timezone, sources, advance, filter: { on: daysOfWeek(kept) } });
        const [from, until] = [Date.parse(around) - 4 * DAY, Date.parse(around) + 5 * DAY];
        const dates = datesBetween(from - 4 * DAY, until + 4 * DAY).filter((date) => kept.includes(date.dayOfWeek % 7));
        const expected = advance.flatMap((notice) =>
          dates.map((date) => ({
            notice,
            date: date.toString(),
            at: toldAt(date.toPlainDateTime(time), notice, timezone),
          })),
        );
        expect(
          occurrencesBetween(timetable, from, until)
            .map(({ at, notice, date }) => `${at} ${notice} ${date}`)
            .toSorted(),
        ).toEqual(
          expected
            .filter((each) => each.at > from && each.at < until)
            .filter((each) => !expected.some((other) => saysTheSame(other, each) && other.date < each.date))
            .filter(
              (each, index, all) => all.findIndex(({ at, date }) => at === each.at && date === each.date) === index,
            )
            .map(({ at, notice, date }) => `${at} ${notice} ${date}`)
            .toSorted(),
        );
      }),
    );
  });
});

function make(options: {
  readonly sources: readonly Source[];
  readonly filter?: Filter;
  readonly advance?: readonly string[];
  readonly timezone?: string;
}): TimetableIn {
  const timezone = options.timezone ?? 'Asia/Shanghai';
  const timetable = createTimetable({
    sources: options.sources,
    zone: zone(timezone),
    ...(options.filter && { filter: options.filter }),
    ...(options.advance && { advance: options.advance.map((text) => parseNotice(text)!) }),
  });
  return { next: (after) => timetable.next(after), timezone };
}

interface TimetableIn extends Timetable {
  readonly timezone: string;
}

function anyTimetable(options: {
  readonly change: (typeof CLOCK_CHANGES)[number];
  readonly sources: readonly string[];
  readonly advance?: readonly string[] | undefined;
  readonly kept: readonly number[];
}): Timetable {
  return make({
    timezone: options.change[0],
    sources: options.sources.map((times) => every(`${times} * * *`)),
    filter: { on: daysOfWeek(options.kept) },
    ...(options.advance && { advance: options.advance }),
  });
}

function at(...times: readonly string[]): Source {
  return { pattern: daily(times.map((time) => parseWallTime(time)!)) };
}

function every(expression: string): Source {
  return { pattern: patternOf(expression) };
}

function patternOf(expression: string): Pattern {
  const parsed = parseCron(expression);
  if (parsed.kind !== 'cron') throw new Error(parsed.faults[0].message.en);
  return parsed.pattern;
}

function birthday(person: string, date: string): Source {
  return daySource(yearly(parseYearlyDate(date)!), [9 * 3_600], person);
}

function day(text: string): DayNumber {
  return parseIsoDate(text)!;
}

function instant(text: string): EpochMs {
  return toEpochMs(Date.parse(text));
}

/** What is told, one line per occurrence, with the wall time at which it is told. */
function lines(timetable: TimetableIn, after: string, count: number): readonly string[] {
  const found: string[] = [];
  for (let due = timetable.next(instant(after)); due && found.length < count; due = timetable.next(due.at)) {
    found.push(...due.occurrences.map((each) => line(each, timetable.timezone)));
  }
  return found;
}

function line({ at, date, notice, daysLeft, person, years }: Occurrence, timezone: string): string {
  const told = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timezone);
  const parts = [
    `${told.toString({ timeZoneName: 'never', smallestUnit: 'minute' })} of ${date}`,
    ...(notice === undefined ? [] : [notice]),
    ...(daysLeft === 0 ? [] : [`${daysLeft} left`]),
    ...(person === undefined ? [] : [`${person} ${years}`]),
  ];
  return parts.join(', ');
}

function occurrencesBetween(timetable: Timetable, from: number, until: number): readonly Occurrence[] {
  const found: Occurrence[] = [];
  for (let due = timetable.next(toEpochMs(from)); due && due.at < until; due = timetable.next(due.at)) {
    found.push(...due.occurrences);
  }
  return found;
}

function datesBetween(from: number, until: number): readonly Temporal.PlainDate[] {
  return Array.from({ length: (until - from) / DAY }, (_, days) =>
    Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO('UTC').toPlainDate().add({ days }),
  );
}

function toldAt(occurs: Temporal.PlainDateTime, notice: string, timezone: string): number {
  const amount = Number.parseInt(notice, 10);
  if (notice.endsWith('d')) return firstInstantOf(occurs.subtract({ days: amount }), timezone);
  return firstInstantOf(occurs, timezone) - amount * (notice.endsWith('h') ? HOUR : MINUTE);
}

function firstInstantOf(wall: Temporal.PlainDateTime, timezone: string): number {
  const earlier = wall.toZonedDateTime(timezone, { disambiguation: 'earlier' });
  if (earlier.toPlainDateTime().equals(wall)) return earlier.epochMilliseconds;
  return earlier.getTimeZoneTransition('next')!.epochMilliseconds;
}

interface Told {
  readonly at: number;
  readonly notice: string;
}

function saysTheSame(one: Told, other: Told): boolean {
  return one.at === other.at && one.notice === other.notice;
}
