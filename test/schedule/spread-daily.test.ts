import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { daily } from '../../src/schedule/daily.ts';
import { DAY, type EpochMs, HOUR, MINUTE, toEpochMs } from '../../src/schedule/instant.ts';
import type { Timetable } from '../../src/schedule/occurrence.ts';
import { plan } from '../../src/schedule/plan.ts';
import { spreadDaily } from '../../src/schedule/spread-daily.ts';
import { createTimetable } from '../../src/schedule/timetable.ts';
import { zone } from '../../src/schedule/zone.ts';
import { timesOf } from '../support/dates-of.ts';
import { CLOCK_CHANGES } from './arbitraries.ts';

const SHANGHAI = zone('Asia/Shanghai');

describe('spread anew each day', () => {
  it('comes within the window, at another minute most days, over all of it', async () => {
    const times = await timesOf('at: "15:00", spread: { within: 30m, each: day }', '2026-01-01', '2026-12-31');
    const minutes = times.map((time) => Number(time.slice(-2)));
    expect(times.every((time) => time.slice(11, 14) === '15:')).toBe(true);
    expect(new Set(minutes)).toEqual(new Set(Array.from({ length: 30 }, (_, minute) => minute)));
    // Two days in a row have the same minute once in 30.
    expect(minutes.filter((minute, day) => minute === minutes[day - 1]).length).toBeLessThan(30);
  });

  it('moves all of one day by as much', async () => {
    const times = await timesOf(
      'at: ["09:00", "15:00"], spread: { within: 30m, each: day }',
      '2026-12-01',
      '2026-12-01',
    );
    expect(times[0]?.slice(-2)).toBe(times[1]?.slice(-2));
  });

  it('says the same whoever asks, and another time for another id', () => {
    const nine = createTimetable({ sources: [{ pattern: daily([9 * 3_600]) }], zone: SHANGHAI });
    const from = toEpochMs(Date.UTC(2026, 11, 1));
    const first = spreadDaily(nine, 'a', HOUR, SHANGHAI).next(from);
    expect(spreadDaily(nine, 'a', HOUR, SHANGHAI).next(toEpochMs((first?.at ?? 0) - 1))).toEqual(first);
    expect(spreadDaily(nine, 'b', HOUR, SHANGHAI).next(from)?.at).not.toBe(first?.at);
    expect(first?.occurrences).toMatchObject([{ date: '2026-12-01', event: Date.UTC(2026, 11, 1, 1) }]);
  });

  const arbitrary = fc.record({
    change: fc.constantFrom(...CLOCK_CHANGES),
    times: fc.uniqueArray(fc.integer({ min: 0, max: 86_399 }), { minLength: 1, maxLength: 5 }),
    // So short a window that days meet at one instant, and as long as it may be.
    windowMs: fc.oneof(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: DAY })),
  });

  it('tells what a slow look at each occurrence tells, strictly increasing', () => {
    fc.assert(
      fc.property(arbitrary, ({ change: [timezone, around], times, windowMs }) => {
        const inZone = zone(timezone);
        const plain = createTimetable({ sources: [{ pattern: daily(times) }], zone: inZone });
        const [from, until] = [Date.parse(around) - 3 * DAY, Date.parse(around) + 3 * DAY];
        // Of one occurrence alone nothing can come before it.
        const alone = instantsOf(plain, toEpochMs(from - DAY), until).map((at) =>
          spreadDaily(only(toEpochMs(at), plain), 'a', windowMs, inZone).next(toEpochMs(at - 1)),
        );
        const expected = alone.map((due) => due?.at ?? 0).filter((at) => at > from && at <= until);
        const found = instantsOf(spreadDaily(plain, 'a', windowMs, inZone), toEpochMs(from), until);
        expect(found).toEqual([...new Set(expected)].toSorted((a, b) => a - b));
      }),
    );
  });

  it('planned in two steps it is what it is planned in one', () => {
    const policy = { lateMs: DAY, catchUp: 'all' } as const;
    const range = fc.integer({ min: 0, max: 5 * 24 * 60 }).map((minutes) => minutes * MINUTE);
    fc.assert(
      fc.property(arbitrary, range, range, ({ change: [timezone, around], times, windowMs }, first, second) => {
        const inZone = zone(timezone);
        const plain = createTimetable({ sources: [{ pattern: daily(times) }], zone: inZone });
        const spread = spreadDaily(plain, 'a', windowMs, inZone);
        const cursor = toEpochMs(Date.parse(around) - 2 * DAY);
        const middle = toEpochMs(cursor + first);
        const now = toEpochMs(middle + second);
        const planned = (from: EpochMs, until: EpochMs) =>
          plan(spread, { cursor: from, now: until }, policy).planned.map(({ occurrence }) => occurrence);
        expect([...planned(cursor, middle), ...planned(middle, now)]).toEqual(planned(cursor, now));
      }),
    );
  });
});

function only(at: EpochMs, timetable: Timetable): Timetable {
  return { next: (after) => (after < at ? timetable.next(toEpochMs(at - 1)) : undefined) };
}

function instantsOf(timetable: Timetable, after: EpochMs, until: number): readonly number[] {
  const instants: number[] = [];
  for (let due = timetable.next(after); due && due.at <= until; due = timetable.next(due.at)) instants.push(due.at);
  return instants;
}
