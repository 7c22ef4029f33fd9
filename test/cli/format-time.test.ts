import { describe, expect, it } from 'vitest';
import { isoTime } from '../../src/web/iso-time.ts';
import { durationForPeople, timeForPeople } from '../../src/cli/format-time.ts';
import { toEpochMs } from '../../src/schedule/instant.ts';

const at = (iso: string) => toEpochMs(Date.parse(iso));

describe('isoTime', () => {
  it.each([
    ['Asia/Shanghai', '2026-11-24T00:50:00Z', '2026-11-24T08:50:00+08:00'],
    ['Asia/Kathmandu', '2026-11-24T00:50:07Z', '2026-11-24T06:35:07+05:45'],
    ['America/New_York', '2026-11-01T05:30:00Z', '2026-11-01T01:30:00-04:00'],
    ['America/New_York', '2026-11-01T06:30:00Z', '2026-11-01T01:30:00-05:00'],
    ['UTC', '2026-11-24T00:50:00Z', '2026-11-24T00:50:00+00:00'],
  ])('%s', (zone, instant, expected) => {
    expect(isoTime(at(instant), zone)).toBe(expected);
    expect(Date.parse(expected)).toBe(at(instant));
  });
});

describe('timeForPeople', () => {
  it('names the weekday in the language and shows seconds only where there are any', () => {
    expect(timeForPeople(at('2026-11-24T00:50:00Z'), 'Asia/Shanghai', 'zh-CN')).toBe('2026-11-24 周二 08:50');
    expect(timeForPeople(at('2026-11-28T16:00:05Z'), 'Asia/Shanghai', 'en')).toBe('2026-11-29 Sun 00:00:05');
  });
});

describe('durationForPeople', () => {
  it.each([
    [0, '1 sec'],
    [42_000, '42 sec'],
    [3_599_999, '59 min'],
    [7_500_000, '2 hr, 5 min'],
    [273_600_000, '3 days, 4 hr'],
  ])('%i ms', (ms, expected) => {
    expect(durationForPeople(ms, 'en')).toBe(expected);
  });

  it('speaks Chinese', () => {
    expect(durationForPeople(7_500_000, 'zh-CN')).toBe('2小时5分钟');
  });
});
