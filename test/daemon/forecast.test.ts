import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Reminder } from '../../src/config/config.ts';
import { forecast, type Peak } from '../../src/daemon/forecast.ts';
import { forecastProblems } from '../../src/daemon/forecast-problems.ts';
import { DAY_SECONDS, type WallSeconds } from '../../src/schedule/civil.ts';
import { daily } from '../../src/schedule/daily.ts';
import { DAY, type EpochMs, HOUR, MINUTE, SECOND, toEpochMs } from '../../src/schedule/instant.ts';
import { once } from '../../src/schedule/once.ts';
import type { Pattern } from '../../src/schedule/pattern.ts';
import { config, robotConfig } from './config.ts';
import { reminder } from './reminder.ts';
import { dingtalk } from '../support/dingtalk.ts';

/** Noon in Beijing on the 24th. */
const NOW = toEpochMs(Date.UTC(2026, 10, 24, 4));
const ZONE = { timezone: 'Asia/Shanghai' };

function dailyAt(id: string, hour: number, options: Partial<Reminder> = {}): Reminder {
  return reminder(id, { ...ZONE, pattern: daily([hour * 3_600]), ...options });
}

function many(count: number, hour: number, options: Partial<Reminder> = {}): readonly Reminder[] {
  return Array.from({ length: count }, (_, index) => dailyAt(`${hour}-${index}`, hour, options));
}

async function only(reminders: readonly Reminder[], from: EpochMs = NOW) {
  const [lane, ...others] = await forecast(config(reminders), { from });
  if (!lane || others.length > 0) throw new Error('one lane was expected');
  return lane;
}

/** Every so many seconds, at any second of the epoch that they divide. */
function everySeconds(seconds: number): Pattern {
  return {
    clockChange: 'anchored',
    next: (after) => ((Math.floor(after / seconds) + 1) * seconds) as WallSeconds,
  };
}

describe('the calls of a month', () => {
  it('are those of the whole month in Beijing, past days included', async () => {
    expect((await only([dailyAt('a', 9)])).calls).toBe(30);
    expect((await only([dailyAt('a', 9), dailyAt('b', 0), dailyAt('c', 23)])).calls).toBe(90);
    const endOfMonthInUtc = toEpochMs(Date.UTC(2026, 10, 30, 17));
    expect((await only([dailyAt('a', 9)], endOfMonthInUtc)).calls).toBe(31);
  });

  it('leave out what is paused, and count each robot of a reminder', async () => {
    const reminders = [dailyAt('a', 9, { paused: true }), dailyAt('b', 9, { robots: ['team', 'ops'] })];
    const lanes = await forecast(config(reminders, [robotConfig('team'), robotConfig('ops')]), { from: NOW });
    expect(lanes.map(({ calls }) => calls)).toEqual([30, 30]);
  });

  it('of what fires without end are estimated', async () => {
    const { calls } = await only([reminder('a', { pattern: everySeconds(1) }), dailyAt('b', 9)]);
    expect(calls / ((30 * DAY) / SECOND)).toBeCloseTo(1, 2);
  });

  it('of robots that share a token are taken together, under the strictest limit', async () => {
    const webhook = (query: string) => dingtalk(`https://oapi.dingtalk.com/robot/send?${query}access_token=dummy`);
    const robots = [
      robotConfig('team', { webhook: webhook(''), limit: { perMinute: 20, perMonth: 50 } }),
      robotConfig('same', { webhook: webhook('sign=stale&'), limit: { perMinute: 5, perMonth: 3_000 } }),
      robotConfig('other'),
    ];
    const reminders = [dailyAt('a', 9), dailyAt('b', 9, { robots: ['same'] })];
    const lanes = await forecast(config(reminders, robots), { from: NOW });
    expect(lanes.map(({ robots: sharing }) => sharing.map(({ name }) => name))).toEqual([['team', 'same'], ['other']]);
    expect(lanes).toMatchObject([{ calls: 60, perMonth: 50, perMinute: 5 }, { calls: 0 }]);
  });
});

describe('peaks', () => {
  it('are told beyond what a minute lets through, not before', async () => {
    expect((await only(many(20, 9))).peaks).toEqual([]);
    const [first, ...others] = (await only(many(34, 9))).peaks;
    const nine = NOW + 21 * HOUR;
    expect(first).toEqual({ at: nine, minutes: 1, messages: 34, lastAt: nine + MINUTE });
    expect(others).toHaveLength(30);
  });

  it('begin where the last one has not ended', async () => {
    const wall = (Date.UTC(2026, 10, 25) / SECOND) as WallSeconds;
    const at = (minute: number, count: number): readonly Reminder[] =>
      Array.from({ length: count }, (_, index) =>
        reminder(`${minute}-${index}`, { pattern: once((wall + minute * 60) as WallSeconds) }),
      );
    const midnight = wall * SECOND;
    expect((await only([...at(0, 50), ...at(1, 21), ...at(9, 25)])).peaks).toEqual([
      { at: midnight, minutes: 2, messages: 71, lastAt: midnight + 3 * MINUTE },
      { at: midnight + 9 * MINUTE, minutes: 1, messages: 25, lastAt: midnight + 10 * MINUTE },
    ]);
  });

  it('end when a queue of single messages would', async () => {
    const minute = fc.record({ minute: fc.nat(30), count: fc.integer({ min: 1, max: 12 }) });
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(minute, { selector: (each) => each.minute, maxLength: 12 }),
        fc.integer({ min: 1, max: 6 }),
        async (minutes, perMinute) => {
          const wall = (Date.UTC(2026, 10, 25) / SECOND) as WallSeconds;
          const reminders = minutes.flatMap(({ minute: start, count }) =>
            Array.from({ length: count }, (_, index) =>
              reminder(`${start}-${index}`, { pattern: once((wall + start * 60) as WallSeconds) }),
            ),
          );
          const robots = [robotConfig('team', { limit: { perMinute, perMonth: 1 } })];
          const [lane] = await forecast(config(reminders, robots), { from: NOW });
          expect(lane?.peaks.map(({ lastAt }) => lastAt)).toEqual(oneByOne(minutes, perMinute, lane?.peaks ?? []));
        },
      ),
    );
  });
});

/** When the last message of each peak goes out: each takes the first minute that has room. */
function oneByOne(
  minutes: readonly { readonly minute: number; readonly count: number }[],
  perMinute: number,
  peaks: readonly Peak[],
): readonly number[] {
  const start = Date.UTC(2026, 10, 25);
  const sent = new Map<number, number>();
  const lastOf = new Map<number, number>();
  for (const { minute, count } of minutes.toSorted((a, b) => a.minute - b.minute)) {
    for (let message = 0; message < count; message += 1) {
      let slot = minute;
      while ((sent.get(slot) ?? 0) >= perMinute) slot += 1;
      sent.set(slot, (sent.get(slot) ?? 0) + 1);
      lastOf.set(minute, slot);
    }
  }
  return peaks.map(({ at, minutes: length }) => start + (lastOf.get((at - start) / MINUTE + length - 1) ?? 0) * MINUTE);
}

describe('in words', () => {
  const told = async (reminders: readonly Reminder[], locale: 'en' | 'zh-CN' = 'en') => {
    const settings = config(reminders);
    return forecastProblems(settings, await forecast(settings, { from: NOW }), locale);
  };

  it('a peak says when the last one goes out, and the month how much of it is used', async () => {
    expect(await told(many(34, 9))).toMatchObject([
      {
        file: 'schedules/test.yaml',
        line: 1,
        column: 3,
        severity: 'warning',
        code: 'peak',
        message:
          'robot team: 34 messages fall due at 09:00 on 2026-11-25 and on 30 more days: the last goes out at 09:01',
        hint: '20 a minute can be sent; give some of them another time, or write spread: 3m under defaults:',
      },
      { severity: 'info', code: 'quota', message: 'robot team: about 1,020 of 3,000 calls this month' },
    ]);
    expect((await told(many(34, 9), 'zh-CN')).map(({ message }) => message)).toEqual([
      '机器人 team：2026-11-25 09:00 有 34 条消息要发（另外还有 30 天也是这样），最后一条要到 09:01 才发出',
      '机器人 team：这个月大约要发 1020 条，额度是 3000 条',
    ]);
  });

  it('a month beyond the quota is a warning; a robot that says nothing is left out', async () => {
    const [quota] = await told([reminder('a', { pattern: everySeconds(600) })]);
    expect(quota).toMatchObject({ severity: 'warning', code: 'quota', hint: expect.stringMatching(/quota/) });
    expect(await told([])).toEqual([]);
  });

  it('an hour of every second is one peak, with its end', async () => {
    const seconds = Array.from({ length: 3_600 }, (_, second) => 9 * 3_600 + second);
    const [peak] = await told([reminder('a', { ...ZONE, pattern: daily(seconds) })]);
    expect(peak?.message).toBe(
      'robot team: 3,600 messages fall due from 09:00 to 09:59 on 2026-11-25 and on 30 more days: the last goes out at 11:59',
    );
  });

  it('of many times a day the three highest are told', async () => {
    const reminders = [21, 22, 23, 24].flatMap((count, index) => many(count, 9 + index));
    const peaks = (await told(reminders)).filter(({ code }) => code === 'peak');
    expect(peaks.map(({ message }) => /: (\d+) messages/.exec(message)?.[1])).toEqual(['24', '23', '22']);
  });

  it('names the day when the last one goes out on another', async () => {
    expect((await told(many(30, DAY_SECONDS / 3_600 - 1 / 60)))[0]?.message).toMatch(
      /the last goes out at 2026-11-25 00:00$/,
    );
  });
});
