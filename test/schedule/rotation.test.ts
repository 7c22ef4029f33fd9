import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, type DayNumber, parseIsoDate, toDayNumber, toIsoDate } from '../../src/schedule/civil.ts';
import { createCalendar } from '../../src/schedule/calendar/calendar.ts';
import { daily } from '../../src/schedule/daily.ts';
import { WEEKDAYS } from '../../src/schedule/filter.ts';
import { DAY, HOUR, toEpochMs } from '../../src/schedule/instant.ts';
import { parseNotice } from '../../src/schedule/notice.ts';
import type { Timetable } from '../../src/schedule/occurrence.ts';
import { parseRotation, type WrittenRotation } from '../../src/schedule/parse-rotation.ts';
import { isByDate, type Rotation, rotation, type RotationByDate, withRotation } from '../../src/schedule/rotation.ts';
import { createTimetable } from '../../src/schedule/timetable.ts';
import { zone } from '../../src/schedule/zone.ts';
import { breadth } from '../support/breadth.ts';

const ABC = ['a', 'b', 'c'];
const MONDAY = '2026-11-02';

describe('reading rotate', () => {
  it.each([
    [undefined, 1, 'week'],
    ['1 week', 1, 'week'],
    ['week', 1, 'week'],
    ['2 weeks', 2, 'week'],
    [' 2 Weeks ', 2, 'week'],
    ['1 day', 1, 'day'],
    ['7d', 7, 'day'],
    ['10 days', 10, 'day'],
    ['1 month', 1, 'month'],
    ['3 months', 3, 'month'],
    ['1 workday', 1, 'workday'],
    ['5workdays', 5, 'workday'],
  ])('every: %j', (every, count, unit) => {
    const written = { people: ABC, from: MONDAY, ...(every !== undefined && { every }) };
    expect(parseRotation(written)).toEqual({
      kind: 'rotation',
      people: ABC.map((person) => [person]),
      turn: { count, unit },
      from: toDayNumber(2026, 11, 2),
    });
  });

  it.each<[string, Partial<WrittenRotation>]>([
    ['empty-rotation', { people: [] }],
    ['unknown-turn', { every: '0 weeks' }],
    ['unknown-turn', { every: '' }],
    ['unknown-turn', { every: 'd' }],
    ['unknown-turn', { every: '2h' }],
    ['unknown-turn', { every: '1.5 weeks' }],
    ['unknown-turn', { every: '-1 week' }],
    ['unknown-turn', { every: '1000 days' }],
    ['unknown-turn', { every: '每周' }],
    ['unknown-start', { from: '2026-02-30' }],
    ['unknown-start', { from: '11-02' }],
    ['unknown-start', { from: '2026-11-02T09:00' }],
  ])('%s: %j', (code, broken) => {
    expect(parseRotation({ people: ABC, every: '1 week', from: MONDAY, ...broken })).toMatchObject({
      kind: 'fault',
      code,
      hint: { zh: expect.any(String) as string, en: expect.any(String) as string },
    });
  });
});

it('only turns of single times can do without a first date', () => {
  expect(parseRotation({ people: ABC, every: '1 time' })).not.toHaveProperty('from');
  for (const every of ['1 week', '2 days', '1 workday', undefined]) {
    expect(parseRotation({ people: ABC, ...(every !== undefined && { every }) })).toMatchObject({ code: 'no-start' });
  }
});

describe('whose turn it is', () => {
  it.each<[string, string, Record<string, string>]>([
    [
      '1 week',
      MONDAY,
      { '2026-11-01': 'c', '2026-11-02': 'a', '2026-11-08': 'a', '2026-11-09': 'b', '2026-11-23': 'a' },
    ],
    ['2 weeks', MONDAY, { '2026-10-19': 'c', '2026-11-15': 'a', '2026-11-16': 'b', '2026-12-14': 'a' }],
    [
      '1 day',
      MONDAY,
      { '2026-11-02': 'a', '2026-11-03': 'b', '2026-11-04': 'c', '2026-11-05': 'a', '2026-10-31': 'b' },
    ],
    // From the 31st: a month begins on its last day where there is no 31st.
    [
      '1 month',
      '2026-01-31',
      {
        '2026-01-30': 'c',
        '2026-01-31': 'a',
        '2026-02-27': 'a',
        '2026-02-28': 'b',
        '2026-03-30': 'b',
        '2026-03-31': 'c',
        '2026-04-30': 'a',
        '2025-12-31': 'c',
        '2025-12-30': 'b',
      },
    ],
    ['3 months', '2026-01-01', { '2026-03-31': 'a', '2026-04-01': 'b', '2026-12-31': 'a', '2025-12-31': 'c' }],
    // Weekends belong to the Friday before.
    [
      '1 workday',
      MONDAY,
      {
        '2026-11-02': 'a',
        '2026-11-06': 'b',
        '2026-11-07': 'b',
        '2026-11-08': 'b',
        '2026-11-09': 'c',
        '2026-11-01': 'c',
        '2026-10-30': 'c',
        '2026-10-29': 'b',
      },
    ],
    // The first turn begins on the first workday.
    ['1 workday', '2026-10-31', { '2026-10-31': 'c', '2026-11-01': 'c', '2026-11-02': 'a', '2026-11-03': 'b' }],
    ['5 workdays', MONDAY, { '2026-11-02': 'a', '2026-11-08': 'a', '2026-11-09': 'b', '2026-10-30': 'c' }],
  ])('%s from %s', (every, from, expected) => {
    const personOn = whoOn(rotation(read({ every, from })));
    expect(Object.fromEntries(Object.keys(expected).map((date) => [date, personOn(dayOf(date))]))).toEqual(expected);
  });

  it('counts the workdays of a calendar: no turn is spent on the National Day holiday, one is on a make-up Saturday', () => {
    const { isWorkday } = createCalendar();
    const personOn = whoOn(rotation(read({ every: '1 workday', from: '2026-09-30' }), isWorkday));
    const dates = ['2026-09-30', '2026-10-01', '2026-10-07', '2026-10-08', '2026-10-09', '2026-10-10', '2026-10-12'];
    expect(dates.map((date) => personOn(dayOf(date)))).toEqual(['a', 'a', 'a', 'b', 'c', 'a', 'b']);
  });

  it('a calendar without any workday leaves it to the first', () => {
    const personOn = whoOn(rotation(read({ every: '1 workday', from: MONDAY }), () => false));
    expect([dayOf('2026-10-01'), dayOf('2027-10-01')].map((day) => personOn(day))).toEqual(['a', 'a']);
  });

  it.each<[string, readonly string[], string]>([
    ['nobody away', [], 'b'],
    ['somebody else away', ['c'], 'b'],
    ['the one away: the next', ['b'], 'c'],
    ['the next away too: the one after', ['b', 'c'], 'a'],
    ['all away: whose turn it would be', ['a', 'b', 'c'], 'b'],
    ['somebody who takes no turns away', ['z'], 'b'],
  ])('%s', (_name, away, expected) => {
    expect(whoOn(rotation(read({})))(dayOf('2026-11-09'), new Set(away))).toBe(expected);
  });
});

describe('any rotation', () => {
  const turns = fc.record({
    count: fc.integer({ min: 1, max: 20 }),
    unit: fc.constantFrom('day' as const, 'week' as const, 'month' as const, 'workday' as const),
  });
  const people = fc.uniqueArray(fc.constantFrom<string[]>('a', 'b', 'c', 'd', 'e'), { minLength: 1, maxLength: 5 });
  const day = fc.integer({ min: toDayNumber(2020, 1, 1), max: toDayNumber(2032, 12, 31) }).map((n) => n as DayNumber);
  const texts: fc.Arbitrary<RotationByDate> = fc
    .record({ people, turn: turns, from: day })
    .map(({ people: [first = 'a', ...others], ...rest }) => ({
      kind: 'rotation',
      people: [[first], ...others.map((each): [string] => [each])],
      ...rest,
    }));

  it('lets people follow each other in their order, in stretches that never come back too early', () => {
    fc.assert(
      fc.property(texts, day, (text, start) => {
        const [personOn, people] = [whoOn(rotation(text)), text.people.flat()];
        for (let days = 0; days < 200; days += 1) {
          const [today, tomorrow] = [personOn(addDays(start, days)), personOn(addDays(start, days + 1))];
          const next = people[(people.indexOf(today) + 1) % people.length];
          expect([today, next]).toContain(tomorrow);
        }
      }),
      { numRuns: breadth({ quick: 20, long: 500 }) },
    );
  });

  it('gives each of them the same share of a whole round, wherever the round begins', () => {
    const counted = texts.filter(({ turn }) => turn.unit === 'day' || turn.unit === 'week');
    fc.assert(
      fc.property(counted, day, (text, start) => {
        const personOn = whoOn(rotation(text));
        const share = text.turn.count * (text.turn.unit === 'week' ? 7 : 1);
        const round = Array.from({ length: share * text.people.length }, (_, days) => personOn(addDays(start, days)));
        const shares = Map.groupBy(round, (person) => person);
        expect([...shares.values()].map(({ length }) => length)).toEqual(text.people.map(() => share));
      }),
      { numRuns: breadth({ quick: 20, long: 500 }) },
    );
  });

  it('gives each of them as many workdays, where turns are counted by them', () => {
    fc.assert(
      fc.property(texts, day, fc.integer({ min: 1, max: 4 }), (text, start, count) => {
        const personOn = whoOn(rotation({ ...text, turn: { unit: 'workday', count } }));
        const workdays = Array.from({ length: 60 }, (_, days) => addDays(start, days)).filter(WEEKDAYS);
        const round = workdays.slice(0, count * text.people.length).map((each) => personOn(each));
        const shares = Map.groupBy(round, (person) => person);
        expect([...shares.values()].map(({ length }) => length)).toEqual(text.people.map(() => count));
      }),
    );
  });

  it('begins with the first person, and decides by the date alone, whatever was asked before', () => {
    fc.assert(
      fc.property(texts, fc.array(day, { maxLength: 20 }), day, (text, before, asked) => {
        const used = rotation(text);
        for (const each of before) whoOn(used)(each);
        expect(whoOn(used)(asked)).toBe(whoOn(rotation(text))(asked));
        const begin = Array.from({ length: 7 }, (_, days) => addDays(text.from, days)).find(
          (each) => text.turn.unit !== 'workday' || WEEKDAYS(each),
        );
        expect(whoOn(used)(begin!)).toBe(text.people[0][0]);
      }),
    );
  });

  it('changes nothing for the others when somebody is away', () => {
    fc.assert(
      fc.property(texts, day, people, (text, asked, absent) => {
        const personOn = whoOn(rotation(text));
        const away = new Set(absent);
        const [usual, now] = [personOn(asked), personOn(asked, away)];
        if (!away.has(usual)) expect(now).toBe(usual);
        else if (text.people.flat().some((person) => !away.has(person))) expect(away.has(now)).toBe(false);
        else expect(now).toBe(usual);
      }),
    );
  });
});

describe('a timetable with turns', () => {
  const START = toEpochMs(Date.parse('2026-11-07T00:00:00Z'));
  const nine = createTimetable({
    sources: [{ pattern: daily([9 * 3_600]) }],
    zone: zone('Asia/Shanghai'),
    advance: [parseNotice('3d')!, parseNotice('0d')!],
  });
  const turns = rotation(read({}));

  it("names whose turn it is on the occurrence's date, in each of its notices", () => {
    expect(listed(withRotation(nine, turns), 2)).toEqual([
      '11-07T01:00 3d 2026-11-10 b',
      '11-07T01:00 0d 2026-11-07 a',
      '11-08T01:00 3d 2026-11-11 b',
      '11-08T01:00 0d 2026-11-08 a',
    ]);
  });

  it('passes over who is away on that date, at the same instants', () => {
    const onVacation = withRotation(nine, turns).whileAway?.((date) => new Set(date === '2026-11-10' ? ['b'] : []));
    expect(listed(onVacation!, 1)).toEqual(['11-07T01:00 3d 2026-11-10 c', '11-07T01:00 0d 2026-11-07 a']);
  });

  it('leaves an occurrence alone that is about somebody', () => {
    const birthday = createTimetable({
      sources: [{ pattern: daily([0]), person: 'z' }],
      zone: zone('UTC'),
    });
    expect(listed(withRotation(birthday, turns), 1)).toEqual(['11-08T00:00 - 2026-11-08 z']);
  });

  it('ends where the timetable ends', () => {
    const never: Timetable = { next: () => undefined };
    expect(withRotation(never, turns).next(START)).toBeUndefined();
  });

  function listed(timetable: Timetable, count: number): readonly string[] {
    const lines: string[] = [];
    let due = timetable.next(START);
    for (let left = count; due && left > 0; left -= 1) {
      for (const { at, notice, date, person } of due.occurrences) {
        lines.push(`${new Date(at).toISOString().slice(5, 16)} ${notice ?? '-'} ${date} ${person ?? '-'}`);
      }
      due = timetable.next(toEpochMs(due.at + DAY / 2 - 11 * HOUR));
    }
    return lines;
  }
});

function read(written: Partial<WrittenRotation>): RotationByDate {
  const text = parseRotation({ people: ABC, every: '1 week', from: MONDAY, ...written });
  if (text.kind === 'fault' || !isByDate(text)) throw new Error('not understood');
  return text;
}

function dayOf(date: string): DayNumber {
  const day = parseIsoDate(date);
  if (day === undefined) throw new Error(`not a date: ${date}`);
  expect(toIsoDate(day)).toBe(date);
  return day;
}

/** The one whose turn it is, where nobody takes turns together. */
function whoOn({ teamOn }: Rotation) {
  return (day: DayNumber, away?: ReadonlySet<string>): string => teamOn(day, away)[0];
}
