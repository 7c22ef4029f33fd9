import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { WallSeconds } from '../../src/schedule/civil.ts';
import { DAY, type EpochMs, HOUR, MINUTE, toEpochMs } from '../../src/schedule/instant.ts';
import { isTimeZone, zone } from '../../src/schedule/zone.ts';
import { breadth } from '../support/breadth.ts';

describe('isTimeZone', () => {
  it.each(['Asia/Shanghai', 'asia/shanghai', 'UTC', 'Etc/GMT-8', 'PRC', 'America/Argentina/Buenos_Aires'])(
    'knows %s',
    (id) => expect(isTimeZone(id)).toBe(true),
  );

  it.each(['+08:00', '-0500', 'Asia/Beijing', 'UTC+8', 'GMT+8', 'Z', '', ' Asia/Shanghai', '上海', '2026-01-01[UTC]'])(
    'refuses %j',
    (id) => {
      expect(isTimeZone(id)).toBe(false);
      expect(() => zone(id)).toThrow(RangeError);
    },
  );
});

describe('zone', () => {
  it('is one and the same for every spelling', () => {
    expect(zone('asia/shanghai')).toBe(zone('Asia/Shanghai'));
    expect(zone('asia/shanghai').id).toBe('Asia/Shanghai');
  });

  it('has stretches of one offset that follow on each other', () => {
    const stretch = zone('America/New_York').stretchAt(at('2026-07-01T00:00Z'));
    expect(stretch).toEqual({ start: at('2026-03-08T07:00Z'), end: at('2026-11-01T06:00Z'), offset: -4 * HOUR });
    expect(zone('America/New_York').stretchAt(stretch.end as EpochMs)).toMatchObject({
      start: stretch.end,
      offset: -5 * HOUR,
    });
  });

  it('keeps the seconds of local mean time', () => {
    expect(zone('Asia/Shanghai').stretchAt(at('1900-01-01T00:00Z'))).toEqual({
      start: Number.NEGATIVE_INFINITY,
      end: at('1900-12-31T15:54:17Z'),
      offset: (8 * 60 + 5) * MINUTE + 43_000,
    });
  });

  it('ends where a zone has settled', () => {
    expect(zone('Asia/Shanghai').stretchAt(at('2026-01-01T00:00Z')).end).toBe(Number.POSITIVE_INFINITY);
  });

  it('follows the last rule in far years, and stands still after 9999', () => {
    expect(zone('Europe/Paris').stretchAt(at('9000-07-01T00:00Z')).offset).toBe(2 * HOUR);
    expect(zone('Europe/Paris').stretchAt(Number.MAX_SAFE_INTEGER as EpochMs).end).toBe(Number.POSITIVE_INFINITY);
  });

  it('shows the wall time that Temporal shows, in every zone', () => {
    const instant = fc.integer({ min: Date.UTC(1850, 0, 1), max: Date.UTC(2150, 0, 1) });
    const anyZone = fc.constantFrom('UTC', ...Intl.supportedValuesOf('timeZone'));
    fc.assert(
      fc.property(anyZone, instant, (id, ms) => {
        const shown = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(id);
        const offset = shown.offsetNanoseconds / 1_000_000;
        expect(zone(id).stretchAt(toEpochMs(ms)).offset).toBe(offset);
        expect(zone(id).wallAt(toEpochMs(ms))).toBe(Math.floor((ms + offset) / 1_000));
      }),
      { numRuns: breadth({ quick: 200, long: 10_000 }) },
    );
  });

  it('finds the instant of a wall time as Temporal does, taking the end of a gap', () => {
    const wallSeconds = fc.integer({ min: Date.UTC(1950, 0, 1) / 1_000, max: Date.UTC(2100, 0, 1) / 1_000 });
    const anyZone = fc.constantFrom('UTC', ...Intl.supportedValuesOf('timeZone'));
    fc.assert(
      fc.property(anyZone, wallSeconds, (id, wall) => {
        expect(zone(id).instantOf(wall as WallSeconds)).toBe(instantByTemporal(id, wall));
      }),
      { numRuns: breadth({ quick: 200, long: 10_000 }) },
    );
  });

  it.each([
    ['America/New_York', '2026-03-08T02:30', '2026-03-08T07:00Z'],
    ['America/New_York', '2026-03-08T03:00', '2026-03-08T07:00Z'],
    ['America/New_York', '2026-11-01T01:30', '2026-11-01T05:30Z'],
    ['America/New_York', '2026-11-01T02:00', '2026-11-01T07:00Z'],
    ['Australia/Lord_Howe', '2026-10-04T02:15', '2026-10-03T15:30Z'],
    ['America/Havana', '2026-03-08T00:00', '2026-03-08T05:00Z'],
    ['Pacific/Apia', '2011-12-30T09:00', '2011-12-30T10:00Z'],
    ['Asia/Shanghai', '2026-05-20T08:00', '2026-05-20T00:00Z'],
  ])('%s: %s begins at %s', (id, wall, instant) => {
    expect(zone(id).instantOf((at(`${wall}Z`) / 1_000) as WallSeconds)).toBe(at(instant));
  });

  it('never goes back: what is reached holds through the second pass of an hour', () => {
    const newYork = zone('America/New_York');
    const lastOfFirstPass = at('2026-11-01T01:59:59Z') / 1_000;
    expect(newYork.reachedAt(at('2026-11-01T05:59:59Z'))).toBe(lastOfFirstPass);
    expect(newYork.reachedAt(at('2026-11-01T06:00Z'))).toBe(lastOfFirstPass);
    expect(newYork.reachedAt(at('2026-11-01T06:59:59.999Z'))).toBe(lastOfFirstPass);
    expect(newYork.reachedAt(at('2026-11-01T07:00Z'))).toBe(lastOfFirstPass + 1);
  });

  it('reaches exactly the wall times that have begun', () => {
    const changes = ['America/New_York', 'Pacific/Apia', 'Asia/Beirut', 'Antarctica/Troll', 'Africa/Monrovia'];
    const instant = fc.integer({ min: Date.UTC(1960, 0, 1), max: Date.UTC(2040, 0, 1) });
    fc.assert(
      fc.property(fc.constantFrom(...changes), instant, fc.integer({ min: -DAY, max: DAY }), (id, base, near) => {
        const transition = zone(id).stretchAt(toEpochMs(base)).end;
        const moment = toEpochMs(Number.isFinite(transition) ? transition + near : base);
        const reached = zone(id).reachedAt(moment);
        expect(zone(id).instantOf(reached)).toBeLessThanOrEqual(moment);
        expect(zone(id).instantOf((reached + 1) as WallSeconds)).toBeGreaterThan(moment);
      }),
      { numRuns: breadth({ quick: 200, long: 10_000 }) },
    );
  });
});

function at(text: string): EpochMs {
  return toEpochMs(Temporal.Instant.from(text.replace(/T(\d\d):(\d\d)Z/, 'T$1:$2:00Z')).epochMilliseconds);
}

function instantByTemporal(id: string, wall: number): number {
  const plain = Temporal.Instant.fromEpochMilliseconds(wall * 1_000)
    .toZonedDateTimeISO('UTC')
    .toPlainDateTime();
  const earlier = plain.toZonedDateTime(id, { disambiguation: 'earlier' });
  if (earlier.toPlainDateTime().equals(plain)) return earlier.epochMilliseconds;
  return earlier.getTimeZoneTransition('next')!.epochMilliseconds;
}
