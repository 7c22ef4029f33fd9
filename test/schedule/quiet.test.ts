import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DAY_SECONDS, type DayNumber, weekday } from '../../src/schedule/civil.ts';
import { DAY, MINUTE, toEpochMs } from '../../src/schedule/instant.ts';
import { type Quiet, quietUntil } from '../../src/schedule/quiet.ts';
import { parseWindow, type Window } from '../../src/schedule/window.ts';
import { zone } from '../../src/schedule/zone.ts';
import { breadth } from '../support/breadth.ts';
import { CLOCK_CHANGES } from './arbitraries.ts';
import { type Tick, walk } from './wall-clock-oracle.ts';

const WEEKEND = (day: DayNumber) => [0, 6].includes(weekday(day));

function windowOf(between: string): Window {
  const window = parseWindow(between);
  if (window.kind === 'fault') throw new Error(window.message.en);
  return window;
}

/** `2026-11-30 22:13` in the zone, or nothing: when it ends for whoever asks at `at`. */
function endOf(timezone: string, at: string, quiet: Omit<Quiet, 'zone'>): string | undefined {
  const asked = Temporal.Instant.from(at).epochMilliseconds;
  const end = quietUntil({ zone: zone(timezone), ...quiet }, toEpochMs(asked));
  return end === undefined
    ? undefined
    : Temporal.Instant.fromEpochMilliseconds(end).toZonedDateTimeISO(timezone).toString({ timeZoneName: 'never' });
}

describe('quiet hours', () => {
  const night = { window: windowOf('22:00-08:30') };

  it.each([
    ['begin at their first second', '2026-11-30T22:00:00+08:00', '2026-12-01T08:30:00+08:00'],
    ['go on after midnight', '2026-12-01T03:00:00+08:00', '2026-12-01T08:30:00+08:00'],
    ['hold until their last', '2026-12-01T08:29:59.999+08:00', '2026-12-01T08:30:00+08:00'],
    ['end at their end', '2026-12-01T08:30:00+08:00', undefined],
    ['have not begun before', '2026-11-30T21:59:59+08:00', undefined],
  ])('%s', (_, at, until) => {
    expect(endOf('Asia/Shanghai', at, night)).toBe(until);
  });

  it('of a part of the day end on that day, and those that end at midnight at midnight', () => {
    expect(endOf('UTC', '2026-11-30T12:10:00Z', { window: windowOf('12:00-13:30') })).toBe('2026-11-30T13:30:00+00:00');
    expect(endOf('UTC', '2026-11-30T23:10:00Z', { window: windowOf('20:00-24:00') })).toBe('2026-12-01T00:00:00+00:00');
  });

  it('of days off last until the first workday, and through its morning where that is quiet', () => {
    // Friday the 4th; Monday the 7th.
    const friday = '2026-12-04T23:00:00+08:00';
    expect(endOf('Asia/Shanghai', friday, { ...night, isDayOff: WEEKEND })).toBe('2026-12-07T08:30:00+08:00');
    const saturday = '2026-12-05T12:00:00+08:00';
    expect(endOf('Asia/Shanghai', saturday, { isDayOff: WEEKEND })).toBe('2026-12-07T00:00:00+08:00');
    expect(endOf('Asia/Shanghai', '2026-12-04T12:00:00+08:00', { isDayOff: WEEKEND })).toBe(undefined);
  });

  it('that would never end hold nothing', () => {
    expect(endOf('UTC', '2026-11-30T12:00:00Z', { isDayOff: () => true })).toBe(undefined);
  });

  it('end after a gap that swallows their end, and do not come again in an hour that does', () => {
    const dawn = { window: windowOf('22:00-02:30') };
    // New York: 2:00 becomes 3:00 on 8 March; 2:00 becomes 1:00 on 1 November.
    expect(endOf('America/New_York', '2026-03-08T05:00:00Z', dawn)).toBe('2026-03-08T03:00:00-04:00');
    const early = { window: windowOf('22:00-01:30') };
    expect(endOf('America/New_York', '2026-11-01T05:00:00Z', early)).toBe('2026-11-01T01:30:00-04:00');
    // 1:10, for the second time.
    expect(endOf('America/New_York', '2026-11-01T06:10:00Z', early)).toBe(undefined);
  });
});

const STEP = breadth({ quick: 5 * MINUTE, long: MINUTE });

/** What the clock of a zone has shown at most, from two days before one of its changes until five days after it. */
const WALKS = CLOCK_CHANGES.map(([timezone, around]) => {
  const from = Date.parse(`${around}T00:00:00Z`) - 2 * DAY;
  let highest = Number.NEGATIVE_INFINITY;
  const reached = walk(timezone, from, from + 7 * DAY, STEP).map(({ at, wall }) => {
    highest = Math.max(highest, wall);
    return { at, wall: highest };
  });
  return { timezone, reached };
});

/** By definition: step by step, until it is quiet no more. */
function slowUntil(ticks: readonly Tick[], isQuiet: (wall: number) => boolean): number | undefined {
  const [first, ...later] = ticks;
  return first && isQuiet(first.wall) ? later.find(({ wall }) => !isQuiet(wall))?.at : undefined;
}

it('quiet hours are found as whoever watches the clock finds them, around every strange change of a clock', () => {
  const minutes = (most: number) => fc.integer({ min: 0, max: most / (STEP / MINUTE) }).map((n) => n * STEP);
  const windows = fc.tuple(minutes(24 * 60 - 5), minutes(24 * 60 - 5)).filter(([from, until]) => from !== until);
  fc.assert(
    fc.property(
      fc.constantFrom(...WALKS),
      fc.option(windows, { nil: undefined }),
      fc.option(fc.integer({ min: 2, max: 4 }), { nil: undefined }),
      fc.double({ min: 0, max: 0.5, noNaN: true }),
      ({ timezone, reached }, window, everyNth, where) => {
        const isDayOff = (day: number) => everyNth !== undefined && day % everyNth === 0;
        const isInWindow = (ofDay: number) => {
          if (window === undefined) return false;
          const [from, until] = window;
          return from < until ? ofDay >= from && ofDay < until : ofDay >= from || ofDay < until;
        };
        const slow = (wall: number) => isDayOff(Math.floor(wall / DAY)) || isInWindow(((wall % DAY) + DAY) % DAY);
        const start = Math.floor(where * reached.length);
        const found = quietUntil(
          {
            zone: zone(timezone),
            ...(everyNth !== undefined && { isDayOff }),
            ...(window && { window: parsed(window) }),
          },
          toEpochMs(reached[start]?.at ?? 0),
        );
        expect(found).toBe(slowUntil(reached.slice(start), slow));
      },
    ),
    { numRuns: breadth({ quick: 400, long: 20_000 }) },
  );
});

function parsed([from, until]: readonly [number, number]): Window {
  const text = (ms: number) => new Date(ms).toISOString().slice(11, 16);
  return windowOf(`${text(from)}-${text(until)}`);
}

it('a window is read as it is written', () => {
  expect(windowOf('22:00-08:30')).toEqual({ kind: 'window', fromSecond: 79_200, untilSecond: 86_400 + 30_600 });
  expect(windowOf(' 09:30 - 18:00:30 ')).toEqual({ kind: 'window', fromSecond: 34_200, untilSecond: 64_830 });
  expect(windowOf('00:00-24:00')).toEqual({ kind: 'window', fromSecond: 0, untilSecond: DAY_SECONDS });
  for (const [text, code] of [
    ['10:00-10:00', 'empty-window'],
    ['24:00-08:00', 'unknown-window'],
    ['22', 'unknown-window'],
  ] as const) {
    expect(parseWindow(text)).toMatchObject({ kind: 'fault', code });
  }
});
