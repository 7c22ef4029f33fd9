import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cron } from '../../src/schedule/cron-trigger.ts';
import { DAY, HOUR, MINUTE, SECOND, toEpochMs } from '../../src/schedule/instant.ts';
import type { Trigger } from '../../src/schedule/trigger.ts';
import { breadth } from '../support/breadth.ts';
import { CLOCK_CHANGES, cronDays, cronTimes, nightTimes } from './arbitraries.ts';
import { matcher } from './cron-oracle.ts';
import { anchoredInstants, hourlyInstants, type Tick, walk } from './wall-clock-oracle.ts';

describe('cron', () => {
  it.each([
    ['30 18 * * 1,3,5', 'Asia/Shanghai', '2026-05-20T10:30:00Z', ['2026-05-22T10:30:00Z', '2026-05-25T10:30:00Z']],
    ['0 0 L * *', 'Asia/Shanghai', '2028-01-31T16:00:00Z', ['2028-02-28T16:00:00Z', '2028-03-30T16:00:00Z']],
    ['0 9 LW * *', 'UTC', '2026-01-01T00:00:00Z', ['2026-01-30T09:00:00Z', '2026-02-27T09:00:00Z']],
    ['0 9 1W * *', 'UTC', '2026-08-01T00:00:00Z', ['2026-08-03T09:00:00Z', '2026-09-01T09:00:00Z']],
    ['0 9 * * 5L', 'UTC', '2026-01-01T00:00:00Z', ['2026-01-30T09:00:00Z', '2026-02-27T09:00:00Z']],
    ['0 9 * * 2#5', 'UTC', '2026-01-01T00:00:00Z', ['2026-03-31T09:00:00Z', '2026-06-30T09:00:00Z']],
    ['0 0 29 2 *', 'UTC', '2096-03-01T00:00:00Z', ['2104-02-29T00:00:00Z']],
    ['*/20 * * * * *', 'UTC', '2026-01-01T00:00:39.999Z', ['2026-01-01T00:00:40Z', '2026-01-01T00:01:00Z']],
    ['59 59 23 31 12 *', 'UTC', '2026-12-31T23:59:58.999Z', ['2026-12-31T23:59:59Z', '2027-12-31T23:59:59Z']],
    ['@monthly', 'Europe/Paris', '2026-03-01T00:00:00Z', ['2026-03-31T22:00:00Z', '2026-04-30T22:00:00Z']],
    ['30 2 * * *', 'Europe/Paris', '2026-03-28T12:00:00Z', ['2026-03-29T01:00:00Z', '2026-03-30T00:30:00Z']],
    ['59 59 * * * *', 'Europe/Paris', '2026-03-29T00:59:59Z', ['2026-03-29T01:59:59Z', '2026-03-29T02:59:59Z']],
    ['30 * * * *', 'Europe/Paris', '2026-10-25T00:00:00Z', ['2026-10-25T00:30:00Z', '2026-10-25T01:30:00Z']],
  ])('%s in %s after %s', (expression, timezone, from, expected) => {
    const trigger = cron(expression, { timezone });
    expect(instantsAfter(trigger, Date.parse(from), expected.length)).toEqual(expected.map((text) => Date.parse(text)));
  });

  it.each([
    ['both', ['2026-02-13', '2026-03-13', '2026-11-13']],
    ['either', ['2026-01-02', '2026-01-09', '2026-01-13']],
  ] as const)('Friday the 13th, dayMatch: %s', (dayMatch, dates) => {
    const trigger = cron('0 0 13 * 5', { timezone: 'UTC', dayMatch });
    expect(instantsAfter(trigger, Date.UTC(2026, 0, 1), 3)).toEqual(dates.map((date) => Date.parse(date)));
  });

  it.each([
    ['60 * * * *', 'UTC', /"60" is no minute/],
    ['0 0 30 2 *', 'UTC', /never fires/],
    ['0 0 13 * 5', 'UTC', /dayMatch: either/],
    ['0 9 * * *', '+08:00', /unknown time zone "\+08:00"/],
  ])('throws for %s in %s', (expression, timezone, message) => {
    expect(() => cron(expression, { timezone })).toThrow(message);
  });
});

describe('what fires around a clock change', () => {
  const changes = CLOCK_CHANGES.map(([timezone, around, what]) => ({
    name: `${timezone} ${around}, ${what}`,
    timezone,
    around,
  }));

  it.each(changes)('$name: what walking every minute finds', ({ timezone, around }) => {
    const middle = Date.parse(around);
    const ticks = walk(timezone, middle - 30 * HOUR, middle + 54 * HOUR, MINUTE);
    fc.assert(
      fc.property(nightTimes, (times) => {
        expect(allInstants(cron(`${times} * * *`, { timezone }), ticks)).toEqual(
          expected(`${times} * * *`, ticks, MINUTE),
        );
      }),
      { numRuns: breadth({ quick: 10, long: 100 }) },
    );
  });

  it('any expression: what walking every minute finds', () => {
    const walks = changes.map(({ timezone, around }) => {
      const middle = Date.parse(around);
      return { timezone, ticks: walk(timezone, middle - 30 * HOUR, middle + 54 * HOUR, MINUTE) };
    });
    const days = cronDays.map((text) => text.replace(/^\S+ \S+/, '* *'));
    fc.assert(
      fc.property(cronTimes, days, fc.constantFrom(...walks), (times, day, { timezone, ticks }) => {
        const expression = `${times} ${day}`;
        expect(allInstants(cron(expression, { timezone }), ticks)).toEqual(expected(expression, ticks, MINUTE));
      }),
      { numRuns: breadth({ quick: 50, long: 1_000 }) },
    );
  });

  it.each([
    ['Africa/Monrovia', '1972-01-07T00:44:30Z', 'a gap of 44 minutes and 30 seconds'],
    ['Asia/Shanghai', '1900-12-31T15:54:17Z', 'back by 5 minutes and 43 seconds'],
    ['America/New_York', '1883-11-18T17:00:00Z', 'the day of two noons'],
  ])('%s %s, %s: what walking every second finds', (timezone, transition) => {
    const middle = Date.parse(transition);
    const ticks = walk(timezone, middle - 2 * HOUR, middle + 2 * HOUR, SECOND);
    for (const expression of ['*/10 * * * * *', '30 */5 0-23/2 * * *', '15 * 0,12,15 * * *', '0 50 */3 * * *']) {
      expect(allInstants(cron(expression, { timezone }), ticks)).toEqual(expected(expression, ticks, SECOND));
    }
  });

  it('rises strictly, and is the same whoever asks and whenever', () => {
    fc.assert(
      fc.property(
        cronTimes,
        cronDays,
        fc.constantFrom(...CLOCK_CHANGES),
        fc.integer({ min: -2 * DAY, max: 2 * DAY }),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (times, days, [timezone, around], offset, part) => {
          const trigger = anyCron(`${times} ${days}`, timezone);
          if (!trigger) return;
          const after = toEpochMs(Date.parse(around) + offset);
          const next = trigger.next(after)!;
          expect(next).toBeGreaterThan(after);
          expect(trigger.next(toEpochMs(next - 1))).toBe(next);
          const between = Math.min(next - 1, Math.floor(after + (next - after) * part));
          expect(trigger.next(toEpochMs(between))).toBe(next);
          expect(trigger.next(next)).toBeGreaterThan(next);
        },
      ),
      { numRuns: breadth({ quick: 100, long: 3_000 }) },
    );
  });
});

/** What the walk finds after its first tick, by the class that the hour field gives. */
function expected(expression: string, ticks: readonly Tick[], step: number): readonly number[] {
  const matches = matcher(expression);
  const hours = new Set(Array.from({ length: 24 }, (_, hour) => hour).filter((hour) => anyMinute(expression, hour)));
  return hours.size === 24 ? hourlyInstants(ticks.slice(1), matches) : anchoredInstants(ticks, matches, step);
}

/** Whether the hour field names an hour: asked without the other fields. */
function anyMinute(expression: string, hour: number): boolean {
  const hours = expression.split(' ').at(-4)!;
  return matcher(`* * ${hours} * * *`)(hour * HOUR);
}

function allInstants(trigger: Trigger, ticks: readonly Tick[]): readonly number[] {
  const last = ticks.at(-1)!.at;
  const found: number[] = [];
  let at = trigger.next(toEpochMs(ticks[0]!.at));
  while (at !== undefined && at <= last) {
    found.push(at);
    at = trigger.next(at);
  }
  return found;
}

function instantsAfter(trigger: Trigger, after: number, count: number): readonly (number | undefined)[] {
  const found: (number | undefined)[] = [];
  for (let at = trigger.next(toEpochMs(after)); found.length < count && at !== undefined; at = trigger.next(at)) {
    found.push(at);
  }
  return found;
}

/** `undefined` when the expression can never fire. */
function anyCron(expression: string, timezone: string): Trigger | undefined {
  try {
    return cron(expression, { timezone, dayMatch: 'either' });
  } catch {
    return undefined;
  }
}
