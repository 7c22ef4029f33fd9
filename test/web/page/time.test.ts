import { describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE, SECOND, toEpochMs } from '../../../src/schedule/instant.ts';
import { isoTime } from '../../../src/web/iso-time.ts';
import { clockTime, dayWords, relativeTime, startOfDate } from '../../../src/web/page/time.ts';
import { textsIn } from '../../../src/web/texts/catalogue.ts';
import { NOON_BEFORE } from '../test-daemon.ts';

const ZH = textsIn('zh-CN');
const EN = textsIn('en');

describe('relative time', () => {
  it.each([
    [0, '马上', 'any moment'],
    [29 * SECOND, '马上', 'any moment'],
    [MINUTE, '1 分钟后', 'in 1 min'],
    [-5 * MINUTE, '5 分钟前', '5 min ago'],
    [59 * MINUTE + 45 * SECOND, '1 小时后', 'in 1 h'],
    [3 * HOUR + 20 * MINUTE, '3 小时 20 分钟后', 'in 3 h 20 min'],
    [DAY + 5 * MINUTE, '1 天 5 分钟后', 'in 1 day 5 min'],
    [2 * DAY + 3 * HOUR + 4 * MINUTE, '2 天 3 小时后', 'in 2 days 3 h'],
  ])('%i ms', (ms, chinese, english) => {
    expect(relativeTime(toEpochMs(NOON_BEFORE + ms), NOON_BEFORE, ZH)).toBe(chinese);
    expect(relativeTime(toEpochMs(NOON_BEFORE + ms), NOON_BEFORE, EN)).toBe(english);
  });
});

describe('how a date is called', () => {
  it.each([
    ['2026-11-23', '昨天', '11月23日', '星期一', 'Yesterday', '23 Nov', 'Monday'],
    ['2026-11-24', '今天', '11月24日', '星期二', 'Today', '24 Nov', 'Tuesday'],
    ['2026-11-25', '明天', '11月25日', '星期三', 'Tomorrow', '25 Nov', 'Wednesday'],
    ['2026-11-26', undefined, '11月26日', '星期四', undefined, '26 Nov', 'Thursday'],
    ['2027-01-01', undefined, '1月1日', '星期五', undefined, '1 Jan', 'Friday'],
  ])('%s', (date, zhName, zhDate, zhWeekday, enName, enDate, enWeekday) => {
    expect(dayWords(date, '2026-11-24', ZH)).toMatchObject({ name: zhName, date: zhDate, weekday: zhWeekday });
    expect(dayWords(date, '2026-11-24', EN)).toMatchObject({ name: enName, date: enDate, weekday: enWeekday });
  });

  it('is right across a clock change', () => {
    expect(dayWords('2026-03-30', '2026-03-29', EN).name).toBe('Tomorrow');
  });
});

describe('instants', () => {
  it.each([
    ['Asia/Shanghai', '10:00', '2026-11-24T10:00:00+08:00'],
    ['Europe/London', '02:00', '2026-11-24T02:00:00+00:00'],
    ['Asia/Kathmandu', '07:45', '2026-11-24T07:45:00+05:45'],
    ['America/New_York', '21:00', '2026-11-23T21:00:00-05:00'],
  ])('in %s', (zone, clock, iso) => {
    expect(clockTime(NOON_BEFORE, zone)).toBe(clock);
    expect(new Date(isoTime(NOON_BEFORE, zone)).getTime()).toBe(NOON_BEFORE);
    expect(isoTime(NOON_BEFORE, zone).replace('Z', '+00:00')).toBe(iso);
  });

  it('show seconds only where there are some', () => {
    expect(clockTime(toEpochMs(NOON_BEFORE + 5 * SECOND), 'Asia/Shanghai')).toBe('10:00:05');
  });

  it('know when their day began, and another one', () => {
    expect(startOfDate('2026-11-24', 'Asia/Shanghai')).toBe(NOON_BEFORE - 10 * HOUR);
    expect(startOfDate('2026-11-24', 'Asia/Shanghai', 7)).toBe(NOON_BEFORE + 158 * HOUR);
  });
});
