import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type WallSeconds } from '../../src/schedule/civil.ts';
import { daily } from '../../src/schedule/daily.ts';
import { every } from '../../src/schedule/every.ts';
import { DAY, HOUR, toEpochMs } from '../../src/schedule/instant.ts';
import { unclearTimes } from '../../src/schedule/unclear-times.ts';
import { nextAnchored } from '../../src/schedule/wall-trigger.ts';
import { zone } from '../../src/schedule/zone.ts';
import { CLOCK_CHANGES } from './arbitraries.ts';

const START = toEpochMs(Date.UTC(2026, 0, 1));
const END = toEpochMs(Date.UTC(2027, 0, 1));

function written(wall: WallSeconds): string {
  return Temporal.Instant.fromEpochMilliseconds(wall * 1000)
    .toString({ smallestUnit: 'minute' })
    .slice(0, -1);
}

function found(timezone: string, hours: number): readonly string[] {
  return unclearTimes(daily([hours * 3600]), zone(timezone), START, END).map(
    ({ kind, wall, fires }) => `${kind} ${written(wall)} ${written(fires)}`,
  );
}

describe('unclear times of 2026', () => {
  it.each([
    ['America/New_York', 2.5, ['gap 2026-03-08T02:30 2026-03-08T03:00']],
    ['America/New_York', 1.5, ['repeated 2026-11-01T01:30 2026-11-01T01:30']],
    ['America/New_York', 2, ['gap 2026-03-08T02:00 2026-03-08T03:00']],
    ['America/New_York', 1, ['repeated 2026-11-01T01:00 2026-11-01T01:00']],
    ['America/New_York', 3, []],
    ['America/New_York', 0.5, []],
    ['Europe/Berlin', 2.5, ['gap 2026-03-29T02:30 2026-03-29T03:00', 'repeated 2026-10-25T02:30 2026-10-25T02:30']],
    ['Australia/Lord_Howe', 1.75, ['repeated 2026-04-05T01:45 2026-04-05T01:45']],
    ['Australia/Lord_Howe', 2.25, ['gap 2026-10-04T02:15 2026-10-04T02:30']],
    ['America/Santiago', 0, ['gap 2026-09-06T00:00 2026-09-06T01:00']],
    ['America/Santiago', 23.5, ['repeated 2026-04-04T23:30 2026-04-04T23:30']],
    ['Asia/Shanghai', 2.5, []],
    ['UTC', 2.5, []],
  ])('%s at %d', (timezone, hours, expected) => {
    expect(found(timezone, hours)).toEqual(expected);
  });

  it('are none where the pattern follows the clock', () => {
    const pattern = every({ kind: 'grid', everySeconds: 900, fromSecond: 0, untilSecond: 86_399 });
    expect(pattern.clockChange).toBe('hourly');
    expect(unclearTimes(pattern, zone('America/New_York'), START, END)).toEqual([]);
  });

  it('are just those that fire at another time than written, or come again', () => {
    const secondOfDay = fc.integer({ min: 0, max: 86_399 });
    fc.assert(
      fc.property(fc.constantFrom(...CLOCK_CHANGES), secondOfDay, ([timezone, around], second) => {
        const inZone = zone(timezone);
        const from = toEpochMs(Date.parse(around) - 2 * DAY);
        const until = toEpochMs(Date.parse(around) + 3 * DAY);
        const pattern = daily([second]);
        const slow: string[] = [];
        let at = from;
        for (
          let wall = nextAnchored(pattern, inZone, at);
          wall !== undefined;
          wall = nextAnchored(pattern, inZone, at)
        ) {
          at = inZone.instantOf(wall);
          if (at > until) break;
          if (inZone.wallAt(at) !== wall) slow.push(`gap ${wall}`);
          const passes = Array.from({ length: 4 * 4 }, (_, quarter) => toEpochMs(at + ((quarter + 1) * HOUR) / 4));
          if (passes.some((later) => inZone.wallAt(later) === wall)) slow.push(`repeated ${wall}`);
        }
        const quick = unclearTimes(pattern, inZone, from, until).map(({ kind, wall }) => `${kind} ${wall}`);
        expect(quick).toEqual(slow);
      }),
    );
  });
});
