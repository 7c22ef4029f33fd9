import * as fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import type { Reminder } from '../../src/config/config.ts';
import { nextOfEach, type Upcoming, upcoming, upcomingInTurns } from '../../src/daemon/upcoming.ts';
import { daily } from '../../src/schedule/daily.ts';
import { DAY, type EpochMs, HOUR, toEpochMs } from '../../src/schedule/instant.ts';
import type { Due } from '../../src/schedule/occurrence.ts';
import { parseNotice } from '../../src/schedule/notice.ts';
import type { Override } from '../../src/schedule/override.ts';
import { createTimetable } from '../../src/schedule/timetable.ts';
import { zone } from '../../src/schedule/zone.ts';
import { breadth } from '../support/breadth.ts';
import { reminder } from './reminder.ts';

const NOON = toEpochMs(Date.parse('2026-11-24T12:00:00Z'));
const REMINDERS = [reminder('a'), reminder('b', { robots: ['ops'] })];
const PAUSE: Override = { kind: 'pause', reminder: 'a', until: toEpochMs(NOON + 2 * HOUR) };
const FOR_EVER: Override = { kind: 'pause', reminder: 'a' };
const SKIP: Override = { kind: 'skip', reminder: 'b', date: '2026-11-24' };

describe('upcoming', () => {
  it.each<[string, Parameters<typeof upcoming>[1], readonly string[]]>([
    ['from inclusive, until exclusive, by time, then id', { from: NOON, until: at(13) }, ['12 a', '12 b']],
    ['so many', { from: NOON, count: 3 }, ['12 a', '12 b', '13 a']],
    ['none', { from: NOON, count: 0 }, []],
    ['of one reminder', { from: NOON, count: 2, reminder: 'b' }, ['12 b', '13 b']],
    ['so many of each', { from: NOON, count: 9, mostOfEach: 2 }, ['12 a', '12 b', '13 a', '13 b']],
    [
      'so many of each that fire',
      { from: NOON, count: 9, mostOfEach: 1, overrides: [PAUSE], skipped: 'left-out' },
      ['12 b', '14 a'],
    ],
    ['of one robot', { from: NOON, count: 2, robot: 'team' }, ['12 a', '13 a']],
    [
      'marked with what skips them, which counts',
      { from: NOON, count: 6, overrides: [PAUSE, SKIP] },
      ['12 a (pause)', '12 b (skip)', '13 a (pause)', '13 b (skip)', '14 a', '14 b (skip)'],
    ],
    ['without those', { from: NOON, count: 2, overrides: [PAUSE, SKIP], skipped: 'left-out' }, ['14 a', '15 a']],
    [
      'over a pause without end',
      { from: NOON, count: 2, overrides: [FOR_EVER], skipped: 'left-out' },
      ['12 b', '13 b'],
    ],
    ['nothing left', { from: NOON, count: 1, reminder: 'a', overrides: [FOR_EVER], skipped: 'left-out' }, []],
    ['a pause of the past', { from: at(15), count: 1, overrides: [PAUSE], skipped: 'left-out' }, ['15 a']],
  ])('%s', (_name, query, expected) => {
    expect([...upcoming(REMINDERS, query)].map(line)).toEqual(expected);
  });

  it('finds nothing at once when it is asked for none', async () => {
    const [one] = REMINDERS;
    const next = vi.fn<(after: EpochMs) => Due | undefined>((after) => one!.timetable.next(after));
    const asked = [{ ...one!, timetable: { next } }];
    for (const count of [0, -1]) {
      expect([...upcoming(asked, { from: NOON, count })]).toEqual([]);
      expect(await upcomingInTurns(asked, { from: NOON, count })).toEqual([]);
    }
    expect(next).not.toHaveBeenCalled();
  });

  it('hands over the override itself, so that each reader is told in his language', () => {
    const [first] = upcoming(REMINDERS, { from: NOON, count: 1, overrides: [PAUSE] });
    expect(first?.skipped).toBe(PAUSE);
  });

  it('passes over a reminder that is paused in YAML', () => {
    const paused = [reminder('a', { paused: true }), reminder('b')];
    expect([...upcoming(paused, { from: NOON, count: 2 })].map(line)).toEqual(['12 b', '13 b']);
  });

  it('leaves a crowded day for the next, so that one reminder leaves room for others', () => {
    const busy = reminder('a', { pattern: daily(Array.from({ length: 1_440 }, (_, minute) => minute * 60)) });
    const rare = reminder('b', { pattern: daily([23 * 3_600]) });
    const query = { from: at(22), until: toEpochMs(at(22) + 2 * DAY), mostADay: { count: 2, zone: 'Asia/Shanghai' } };
    // In Shanghai it is six in the morning; the next day begins at 16 o'clock.
    expect(
      [...upcoming([busy, rare], query)].map(
        ({ reminder: { id }, occurrence }) => `${id} ${new Date(occurrence.at).toISOString().slice(8, 16)}`,
      ),
    ).toEqual([
      'a 24T22:00',
      'a 24T22:01',
      'b 24T23:00',
      'a 25T16:00',
      'a 25T16:01',
      'b 25T23:00',
      'a 26T16:00',
      'a 26T16:01',
    ]);
  });

  it('leads over a year of seconds in a pause in one step', () => {
    const busy = reminder('a', { pattern: daily(Array.from({ length: 86_400 }, (_, second) => second)) });
    const overrides: readonly Override[] = [{ ...PAUSE, until: toEpochMs(NOON + 365 * DAY) }];
    const [first] = upcoming([busy], { from: NOON, count: 1, overrides, skipped: 'left-out' });
    expect(first?.occurrence.at).toBe(NOON + 365 * DAY);
  });

  it('leads over years of a vacation of everybody in a few steps', () => {
    const busy = reminder('a', { pattern: daily(Array.from({ length: 1_440 }, (_, minute) => minute * 60)) });
    let steps = 0;
    const next = (after: EpochMs) => {
      steps += 1;
      return busy.timetable.next(after);
    };
    const counted = { ...busy, timetable: { next } };
    const overrides: readonly Override[] = [{ kind: 'vacation', from: '2026-01-01', until: '2046-12-31' }];
    const [first] = upcoming([counted], { from: NOON, count: 1, overrides, skipped: 'left-out' });
    expect(first?.occurrence.at).toBe(Date.UTC(2047, 0, 1));
    expect(steps).toBeLessThan(3 * 1_440);
  });

  it('leaves out exactly what it would mark, in every zone, with notices and vacations that overlap', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('UTC', 'Pacific/Kiritimati', 'Pacific/Niue', 'America/Sao_Paulo', 'Asia/Shanghai'),
        fc.array(vacation, { minLength: 1, maxLength: 4 }),
        fc.option(fc.constantFrom('3d', '0d', '36h'), { nil: undefined }),
        fc.integer({ min: 0, max: 40 }),
        (timezone, overrides, notice, days) => {
          const pattern = daily([0, 8 * 3_600, 23 * 3_600 + 3_540]);
          const advance = notice === undefined ? [] : [parseNotice(notice)].filter((each) => each !== undefined);
          const timetable = createTimetable({
            sources: [{ pattern }],
            zone: zone(timezone),
            ...(advance.length > 0 && { advance }),
          });
          const reminders = [{ ...reminder('a', { timezone }), timetable }];
          const from = toEpochMs(Date.UTC(2018, 9, 1) + days * DAY);
          const query = { from, until: toEpochMs(from + 60 * DAY), overrides };
          const left = [...upcoming(reminders, { ...query, skipped: 'left-out' })];
          const marked = [...upcoming(reminders, query)].filter(({ skipped }) => skipped === undefined);
          expect(left).toEqual(marked);
        },
      ),
      { numRuns: breadth({ quick: 50, long: 1_000 }) },
    );
  });
});

/** Mostly of everybody, in the weeks around a clock change of São Paulo at midnight. */
const vacation = fc
  .record({
    from: fc.integer({ min: 0, max: 60 }),
    length: fc.integer({ min: 0, max: 40 }),
    person: fc.constantFrom(undefined, undefined, undefined, 'lili'),
  })
  .map(({ from, length, person }): Override => {
    const date = (day: number): string => new Date(Date.UTC(2018, 9, 1) + day * DAY).toISOString().slice(0, 10);
    return { kind: 'vacation', from: date(from), until: date(from + length), ...(person && { person }) };
  });

describe('nextOfEach', () => {
  it('names each reminder that fires once, the soonest first', () => {
    const daily9: Reminder = reminder('c', { pattern: daily([9 * 3_600]) });
    expect(nextOfEach([daily9, ...REMINDERS], NOON).map(line)).toEqual(['12 a', '12 b', '09 c']);
    expect(nextOfEach([daily9, ...REMINDERS], NOON, [FOR_EVER, SKIP]).map(line)).toEqual(['00 b', '09 c']);
  });
});

function at(hour: number): Upcoming['occurrence']['at'] {
  return toEpochMs(NOON + (hour - 12) * HOUR);
}

function line({ reminder: { id }, occurrence, skipped }: Upcoming): string {
  return `${new Date(occurrence.at).toISOString().slice(11, 13)} ${id}${skipped ? ` (${skipped.kind})` : ''}`;
}
