import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { addDays, type DayNumber, parseIsoDate, toDayNumber } from '../../src/schedule/civil.ts';
import { daily } from '../../src/schedule/daily.ts';
import { toEpochMs } from '../../src/schedule/instant.ts';
import { parseRotation } from '../../src/schedule/parse-rotation.ts';
import { isByDate, type Rotation, rotation, withRotation } from '../../src/schedule/rotation.ts';
import { createTimetable } from '../../src/schedule/timetable.ts';
import { turnsByTime } from '../../src/schedule/turns-by-time.ts';
import { zone } from '../../src/schedule/zone.ts';

const PEOPLE = ['lili', 'xiaoming', 'wang'];

function roster(every: string): Rotation {
  const parsed = parseRotation({ people: PEOPLE, every, from: '2026-11-02' });
  if (parsed.kind === 'fault' || !isByDate(parsed)) throw new Error('not understood');
  return rotation(parsed);
}

it('the next turn begins on the first day that is another’s', () => {
  const every = fc.tuple(fc.integer({ min: 1, max: 9 }), fc.constantFrom('day', 'week', 'month', 'workday'));
  fc.assert(
    fc.property(every, fc.integer({ min: -800, max: 800 }), ([count, unit], offset) => {
      const turns = roster(`${count} ${unit}s`);
      const day = addDays(toDayNumber(2026, 11, 2), offset);
      const next = turns.nextTurn(day);
      expect(next).toBeGreaterThan(day);
      for (let each = day; each < next; each = addDays(each, 1)) expect(whoOn(turns)(each)).toBe(whoOn(turns)(day));
      expect(whoOn(turns)(next)).toBe(PEOPLE[(PEOPLE.indexOf(whoOn(turns)(day)) + 1) % PEOPLE.length]);
    }),
  );
});

it('who is away when the next turn begins is passed over', () => {
  const plain = createTimetable({ sources: [{ pattern: daily([36_000]) }], zone: zone('UTC') });
  const timetable = withRotation(plain, roster('1 week')).whileAway?.(
    (date) =>
      // xiaoming is away in the week of her turn alone.
      new Set(date >= '2026-11-09' && date < '2026-11-16' ? ['xiaoming'] : []),
  );
  const due = timetable?.next(toEpochMs((parseIsoDate('2026-11-02') ?? 0) * 86_400_000));
  expect(due?.occurrences[0]).toMatchObject({ person: 'lili', next: ['wang'] });
});

it.each([
  // From 12-03 on two meetings each: xiaoming's begin on 12-05.
  ['2026-12-01', '2026-12-05', 'wang'],
  ['2026-12-01', '2026-12-03', 'xiaoming'],
  ['2026-12-03', '2026-12-05', 'wang'],
  ['2026-12-04', '2026-12-03', 'xiaoming'],
])('a meeting of %s, xiaoming away on %s: then %s', (meeting, awayOn, expected) => {
  const text = parseRotation({ people: PEOPLE, every: '2 times', from: '2026-12-03' });
  if (text.kind === 'fault') throw new Error('not understood');
  const meetings = createTimetable({ sources: [{ pattern: daily([36_000]) }], zone: zone('UTC') });
  const turns = turnsByTime(text, meetings, zone('UTC'));
  const [occurrence] = meetings.next(toEpochMs((parseIsoDate(meeting) ?? 0) * 86_400_000))?.occurrences ?? [];
  if (!occurrence) throw new Error('no meeting');
  const away = (date: string): ReadonlySet<string> => new Set(date === awayOn ? ['xiaoming'] : []);
  expect(turns.nextOf(occurrence, away)?.team).toEqual([expected]);
});

it('a swap changes the turn of its date, and nobody else’s, also in what comes next', () => {
  const plain = createTimetable({ sources: [{ pattern: daily([36_000]) }], zone: zone('UTC') });
  // Whoever is away on that date takes nobody's turn.
  const swaps: Readonly<Record<string, [string, ...string[]]>> = {
    '2026-11-03': ['wang', 'lili'],
    '2026-11-05': ['xiaoming'],
  };
  const timetable = withRotation(plain, roster('1 day')).whileAway?.(
    (date) => new Set(date === '2026-11-05' ? ['xiaoming'] : []),
    (date) => swaps[date],
  );
  const told: string[] = [];
  let due = timetable?.next(toEpochMs((parseIsoDate('2026-11-02') ?? 0) * 86_400_000));
  for (; due && told.length < 5; due = timetable?.next(due.at)) {
    const [{ date, person, others = [], next = [] }] = due.occurrences;
    told.push(`${date} ${[person, ...others].join('+')}, ${next.join('+')}`);
  }
  expect(told).toEqual([
    '2026-11-02 lili, wang+lili',
    '2026-11-03 wang+lili, wang',
    '2026-11-04 wang, lili',
    '2026-11-05 lili, xiaoming',
    '2026-11-06 xiaoming, wang',
  ]);
});

/** The one whose turn it is, where nobody takes turns together. */
function whoOn({ teamOn }: Rotation) {
  return (day: DayNumber, away?: ReadonlySet<string>): string => teamOn(day, away)[0];
}
