import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { daily } from '../../src/schedule/daily.ts';
import { type EpochMs, MINUTE, toEpochMs } from '../../src/schedule/instant.ts';
import { parseNotice } from '../../src/schedule/notice.ts';
import type { Timetable } from '../../src/schedule/occurrence.ts';
import { plan } from '../../src/schedule/plan.ts';
import { spreadTimetable } from '../../src/schedule/spread-timetable.ts';
import { createTimetable } from '../../src/schedule/timetable.ts';
import { zone } from '../../src/schedule/zone.ts';
import { CLOCK_CHANGES } from './arbitraries.ts';

const SHANGHAI = zone('Asia/Shanghai');
const lateEvening = createTimetable({
  sources: [{ pattern: daily([23 * 3600 + 59 * 60]) }],
  zone: SHANGHAI,
  advance: ['1d', '0d'].map((text) => parseNotice(text)!),
});

describe('spread', () => {
  it('tells later, and the date stays', () => {
    const spread = spreadTimetable(lateEvening, 30_000, SHANGHAI);
    const due = spread.next(toEpochMs(Date.UTC(2026, 2, 1)));
    expect(due?.at).toBe(Date.UTC(2026, 2, 1, 15, 59, 30));
    expect(due?.occurrences.map(({ date, daysLeft, at }) => [date, daysLeft, at - due.at])).toEqual([
      ['2026-03-02', 1, 0],
      ['2026-03-01', 0, 0],
    ]);
  });

  it('past midnight there is one day less left', () => {
    const due = spreadTimetable(lateEvening, 2 * MINUTE, SHANGHAI).next(toEpochMs(Date.UTC(2026, 2, 1)));
    expect(due?.at).toBe(Date.UTC(2026, 2, 1, 16, 1));
    expect(due?.occurrences.map(({ date, daysLeft }) => [date, daysLeft])).toEqual([
      ['2026-03-02', 0],
      ['2026-03-01', 0],
    ]);
  });

  it('is told later also while somebody is away', () => {
    const awayFrom = (person: string): Timetable => ({
      next: (after) =>
        lateEvening.next(after) && { at: after, occurrences: [{ at: after, date: '', daysLeft: 0, person }] },
      whileAway: (away) => awayFrom([...away('2026-03-01')].join()),
    });
    const after = toEpochMs(Date.UTC(2026, 2, 1));
    const spread = spreadTimetable(awayFrom('lili'), 1_000, SHANGHAI);
    const instead = spread.whileAway?.(() => new Set(['wang']));
    expect(instead?.next(after)).toMatchObject({ at: after, occurrences: [{ at: after, person: 'wang' }] });
  });

  const arbitrary = fc.record({
    change: fc.constantFrom(...CLOCK_CHANGES),
    times: fc.uniqueArray(fc.integer({ min: 0, max: 86_399 }), { minLength: 1, maxLength: 5 }),
    offset: fc.integer({ min: 0, max: 24 * 60 * MINUTE }),
  });

  it('strictly increases, the same instants for whoever asks, each so much later', () => {
    fc.assert(
      fc.property(arbitrary, ({ change: [timezone, around], times, offset }) => {
        const inZone = zone(timezone);
        const plain = createTimetable({ sources: [{ pattern: daily(times) }], zone: inZone });
        const start = toEpochMs(Date.parse(around) - 2 * 24 * 60 * MINUTE);
        const instants = instantsOf(spreadTimetable(plain, offset, inZone), toEpochMs(start + offset), 20);
        expect(instants).toEqual(instantsOf(plain, start, 20).map((at) => at + offset));
        expect(instants).toEqual([...new Set(instants)].toSorted((a, b) => a - b));
      }),
    );
  });

  it('planned in two steps it is what it is planned in one', () => {
    const policy = { lateMs: 24 * 60 * MINUTE, catchUp: 'all' } as const;
    const range = fc.integer({ min: 0, max: 5 * 24 * 60 }).map((minutes) => minutes * MINUTE);
    fc.assert(
      fc.property(arbitrary, range, range, ({ change: [timezone, around], times, offset }, first, second) => {
        const inZone = zone(timezone);
        const plain = createTimetable({ sources: [{ pattern: daily(times) }], zone: inZone });
        const spread = spreadTimetable(plain, offset, inZone);
        const cursor = toEpochMs(Date.parse(around) - 2 * 24 * 60 * MINUTE);
        const middle = toEpochMs(cursor + first);
        const now = toEpochMs(middle + second);
        const ats = (from: EpochMs, until: EpochMs) =>
          plan(spread, { cursor: from, now: until }, policy).planned.map(({ occurrence }) => occurrence);
        expect([...ats(cursor, middle), ...ats(middle, now)]).toEqual(ats(cursor, now));
      }),
    );
  });
});

function instantsOf(timetable: Timetable, after: EpochMs, count: number): readonly number[] {
  const instants: number[] = [];
  for (let due = timetable.next(after); due && instants.length < count; due = timetable.next(due.at)) {
    instants.push(due.at);
  }
  return instants;
}
