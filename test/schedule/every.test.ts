import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DAY_SECONDS, dayOf, secondOfDay, toDayNumber, wallAt } from '../../src/schedule/civil.ts';
import type { WallSeconds } from '../../src/schedule/civil.ts';
import { every, parseEvery } from '../../src/schedule/every.ts';
import type { Grid } from '../../src/schedule/every.ts';
import { HOUR, MINUTE, SECOND } from '../../src/schedule/instant.ts';
import { breadth } from '../support/breadth.ts';

const today = toDayNumber(2026, 3, 9);

function grid(everyMs: number, between?: string): Grid {
  const read = parseEvery(everyMs, between);
  if (read.kind === 'fault') throw new Error(read.message.en);
  return read;
}

function timesOfDay(of: Grid): string[] {
  const pattern = every(of);
  const times: string[] = [];
  let wall = pattern.next(wallAt(today, -1));
  while (wall !== undefined && dayOf(wall) === today) {
    const second = secondOfDay(wall);
    const parts = [Math.floor(second / 3_600), Math.floor(second / 60) % 60, second % 60];
    times.push(parts.map((part) => String(part).padStart(2, '0')).join(':'));
    wall = pattern.next(wall);
  }
  return times;
}

describe('every', () => {
  it.each<[string, number, string | undefined, string]>([
    ['the end is inclusive', 3 * HOUR, '09:00-18:00', '09:00:00 12:00:00 15:00:00 18:00:00'],
    ['counted from the window’s start', 4 * HOUR, '09:30-18:00', '09:30:00 13:30:00 17:30:00'],
    ['without a window from midnight', 7 * HOUR, undefined, '00:00:00 07:00:00 14:00:00 21:00:00'],
    ['an interval longer than the window', 2 * HOUR, '09:00-10:00', '09:00:00'],
    ['a whole day', 24 * HOUR, '09:00-10:00', '09:00:00'],
    ['seconds', 20 * SECOND, '23:59:00-23:59:59', '23:59:00 23:59:20 23:59:40'],
    ['over midnight', 3 * HOUR, '22:00-06:00', '01:00:00 04:00:00 22:00:00'],
    ['over midnight, the end is inclusive', 4 * HOUR, '22:00-06:00', '02:00:00 06:00:00 22:00:00'],
    ['just over midnight', 30 * MINUTE, '23:30-00:00', '00:00:00 23:30:00'],
    ['until the end of the day', 3 * HOUR, '18:00-24:00', '00:00:00 18:00:00 21:00:00'],
    ['the whole day, written out', 7 * HOUR, '00:00-24:00', '00:00:00 07:00:00 14:00:00 21:00:00'],
    ['spaces in the window', 5 * HOUR, ' 08:00 - 13:00:00 ', '08:00:00 13:00:00'],
  ])('%s', (_, everyMs, between, times) => {
    expect(timesOfDay(grid(everyMs, between)).join(' ')).toBe(times);
  });

  it('starts anew the next day, whatever is left of the interval', () => {
    const pattern = every(grid(50 * MINUTE, '09:30-18:00'));
    expect(pattern.next(wallAt(today, 17.9 * 3_600))).toBe(wallAt(toDayNumber(2026, 3, 10), 9.5 * 3_600));
  });

  it('fires whenever the clock shows the time', () => {
    expect(every(grid(HOUR)).clockChange).toBe('hourly');
  });

  it.each<[string, number, string | undefined, string]>([
    ['nothing', 0, undefined, 'bad-interval'],
    ['less than nothing', -HOUR, undefined, 'bad-interval'],
    ['half a second', 500, undefined, 'bad-interval'],
    ['a second and a half', 1_500, undefined, 'bad-interval'],
    ['no number', Number.NaN, undefined, 'bad-interval'],
    ['more than a day', 25 * HOUR, undefined, 'bad-interval'],
    ['an empty window', HOUR, '09:00-09:00', 'empty-window'],
    ['hour 24 and more', HOUR, '09:00-24:30', 'unknown-window'],
    ['half a window', HOUR, '09:00-', 'unknown-window'],
    ['words', HOUR, 'working hours', 'unknown-window'],
  ])('refuses %s', (_, everyMs, between, code) => {
    expect(parseEvery(everyMs, between)).toMatchObject({ kind: 'fault', code });
  });

  it('agrees with stepping through the seconds of two days', () => {
    const anyGrid = fc.tuple(fc.integer({ min: 1, max: 86_400 }), fc.nat(86_399), fc.nat(86_399)).map(
      ([everySeconds, a, b]): Grid => ({
        kind: 'grid',
        everySeconds,
        fromSecond: Math.min(a, b),
        untilSecond: Math.max(a, b),
      }),
    );
    fc.assert(
      fc.property(anyGrid, fc.nat(86_399), (of, second) => {
        const after = wallAt(today, second);
        expect(every(of).next(after)).toBe(stepToNext(of, after));
      }),
      { numRuns: breadth({ quick: 50, long: 1_000 }) },
    );
  });
});

function stepToNext({ everySeconds, fromSecond, untilSecond }: Grid, after: WallSeconds): number | undefined {
  for (let wall = after + 1; wall <= after + 2 * DAY_SECONDS; wall += 1) {
    const second = secondOfDay(wall as WallSeconds);
    if (second >= fromSecond && second <= untilSecond && (second - fromSecond) % everySeconds === 0) return wall;
  }
  return undefined;
}
