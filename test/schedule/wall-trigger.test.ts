import { describe, expect, it } from 'vitest';
import { toDayNumber, wallAt } from '../../src/schedule/civil.ts';
import { daily } from '../../src/schedule/daily.ts';
import { toEpochMs } from '../../src/schedule/instant.ts';
import type { Pattern } from '../../src/schedule/pattern.ts';
import type { Trigger } from '../../src/schedule/trigger.ts';
import { wallTrigger } from '../../src/schedule/wall-trigger.ts';
import { parseWallTime } from '../../src/schedule/wall-time.ts';
import { zone } from '../../src/schedule/zone.ts';

describe('an anchored pattern', () => {
  it.each([
    ['a gap: at its end', 'America/New_York', ['02:30'], '2026-03-08', ['03:00-04:00']],
    ['several in a gap: once', 'America/New_York', ['02:00', '02:30', '02:59'], '2026-03-08', ['03:00-04:00']],
    ['in a gap and at its end: once', 'America/New_York', ['02:30', '03:00'], '2026-03-08', ['03:00-04:00']],
    ['a repeated hour: on its first pass', 'America/New_York', ['01:30'], '2026-11-01', ['01:30-04:00']],
    [
      'the end of a repeated hour',
      'America/New_York',
      ['01:59:59', '02:00'],
      '2026-11-01',
      ['01:59:59-04:00', '02:00-05:00'],
    ],
    ['a gap of half an hour', 'Australia/Lord_Howe', ['02:00', '02:29', '02:30'], '2026-10-04', ['02:30+11:00']],
    [
      'half an hour repeated',
      'Australia/Lord_Howe',
      ['01:30', '01:59', '02:00'],
      '2026-04-05',
      ['01:30+11:00', '01:59+11:00', '02:00+10:30'],
    ],
    [
      'a gap of two hours',
      'Antarctica/Troll',
      ['01:00', '02:59', '03:30'],
      '2026-03-29',
      ['03:00+02:00', '03:30+02:00'],
    ],
    ['midnight in a gap: Havana', 'America/Havana', ['00:00'], '2026-03-08', ['01:00-04:00']],
    ['midnight in a gap: Beirut', 'Asia/Beirut', ['00:00', '00:30'], '2026-03-29', ['01:00+03:00']],
    ['midnight in a gap: Cairo', 'Africa/Cairo', ['00:00', '08:00'], '2026-04-24', ['01:00+03:00', '08:00+03:00']],
    ['midnight in a gap: Santiago', 'America/Santiago', ['00:15'], '2026-09-06', ['01:00-03:00']],
    ['midnight twice: Havana', 'America/Havana', ['00:00'], '2026-11-01', ['00:00-04:00']],
    ['the last hour of a day twice: Beirut', 'Asia/Beirut', ['23:30'], '2026-10-24', ['23:30+03:00']],
    ['no change that day', 'Asia/Shanghai', ['08:50', '18:00'], '2026-05-20', ['08:50+08:00', '18:00+08:00']],
    [
      'a gap before midnight, no DST',
      'Asia/Pyongyang',
      ['23:30', '23:59'],
      '2018-05-05',
      ['00:00+09:00', '23:30+09:00', '23:59+09:00'],
    ],
  ])('%s', (_, timezone, times, date, expected) => {
    const trigger = wallTrigger(daily(times.map((text) => parseWallTime(text)!)), zone(timezone));
    expect(timesOn(date, timezone, trigger)).toEqual(expected);
  });

  it('fires once for a day that never was, as the next day begins', () => {
    const trigger = wallTrigger(daily([9 * 3_600, 18 * 3_600]), zone('Pacific/Apia'));
    expect(after('2011-12-29T18:00:00-10:00', trigger, 3, 'Pacific/Apia')).toEqual([
      '2011-12-31T00:00:00+14:00',
      '2011-12-31T09:00:00+14:00',
      '2011-12-31T18:00:00+14:00',
    ]);
  });

  it('fires in another zone on the day that Apia never had', () => {
    const trigger = wallTrigger(daily([0]), zone('Pacific/Kiritimati'));
    expect(after('1994-12-29T12:00:00-10:00', trigger, 3, 'Pacific/Kiritimati')).toEqual([
      '1994-12-30T00:00:00-10:00',
      '1995-01-01T00:00:00+14:00',
      '1995-01-02T00:00:00+14:00',
    ]);
  });

  it('ends with its pattern', () => {
    const once: Pattern = { clockChange: 'anchored', next: () => undefined };
    expect(wallTrigger(once, zone('Europe/Paris')).next(toEpochMs(0))).toBeUndefined();
  });
});

describe('an hourly pattern', () => {
  it.each([
    [
      'nothing in a gap',
      'America/New_York',
      '30 past each hour',
      '2026-03-08',
      ['00:30-05:00', '01:30-05:00', '03:30-04:00'],
    ],
    [
      'both passes of an hour',
      'America/New_York',
      '30 past each hour',
      '2026-11-01',
      ['00:30-04:00', '01:30-04:00', '01:30-05:00'],
    ],
    [
      'both passes of half an hour',
      'Australia/Lord_Howe',
      '45 past each hour',
      '2026-04-05',
      ['00:45+11:00', '01:45+11:00', '01:45+10:30'],
    ],
    [
      'both passes of a midnight',
      'America/Havana',
      'each hour',
      '2026-11-01',
      ['00:00-04:00', '00:00-05:00', '01:00-05:00'],
    ],
    [
      'no midnight where there is none',
      'Asia/Beirut',
      'each hour',
      '2026-03-29',
      ['01:00+03:00', '02:00+03:00', '03:00+03:00'],
    ],
    [
      'regular through a gap of half an hour',
      'Australia/Lord_Howe',
      'each hour',
      '2026-10-04',
      ['00:00+10:30', '01:00+10:30', '03:00+11:00'],
    ],
  ])('%s: %s', (_, timezone, every, date, expected) => {
    const minutes = every === 'each hour' ? 0 : Number.parseInt(every, 10);
    const trigger = wallTrigger(hourlyAt(minutes * 60), zone(timezone));
    expect(timesOn(date, timezone, trigger).slice(0, 3)).toEqual(expected);
  });

  it('repeats what lies in the second pass although the pattern has ended', () => {
    const single = wallAt(toDayNumber(2026, 11, 1), 5_400);
    const pattern: Pattern = { clockChange: 'hourly', next: (wall) => (wall < single ? single : undefined) };
    const trigger = wallTrigger(pattern, zone('America/New_York'));
    expect(after('2026-01-01T00:00:00Z', trigger, 3, 'America/New_York')).toEqual([
      '2026-11-01T01:30:00-04:00',
      '2026-11-01T01:30:00-05:00',
    ]);
  });

  it('finds a wall time years away, across many changes', () => {
    const far = wallAt(toDayNumber(2060, 7, 1), 0);
    const pattern: Pattern = { clockChange: 'hourly', next: (wall) => (wall < far ? far : undefined) };
    const trigger = wallTrigger(pattern, zone('Europe/Paris'));
    expect(after('2026-01-01T00:00:00Z', trigger, 2, 'Europe/Paris')).toEqual(['2060-07-01T00:00:00+02:00']);
  });
});

/** So many seconds past every hour of the wall clock. */
function hourlyAt(seconds: number): Pattern {
  return {
    clockChange: 'hourly',
    next: (wall) => ((Math.floor((wall - seconds) / 3_600) + 1) * 3_600 + seconds) as typeof wall,
  };
}

function after(from: string, trigger: Trigger, count: number, timezone: string): readonly string[] {
  const found: string[] = [];
  let at = trigger.next(toEpochMs(Temporal.Instant.from(from).epochMilliseconds));
  while (at !== undefined && found.length < count) {
    const shown = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timezone);
    found.push(shown.toString({ timeZoneName: 'never' }));
    at = trigger.next(at);
  }
  return found;
}

/** The wall times with their offset at which something fires on a date. */
function timesOn(date: string, timezone: string, trigger: Trigger): readonly string[] {
  const start = Temporal.PlainDate.from(date).toZonedDateTime(timezone).epochMilliseconds;
  const found = after(Temporal.Instant.fromEpochMilliseconds(start - 1).toString(), trigger, 50, timezone);
  return found.filter((text) => text.startsWith(date)).map((text) => text.slice(11).replace(/:00(?=[+-])/, ''));
}
