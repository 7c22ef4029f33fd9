import { describe, expect, it } from 'vitest';
import { nearest } from '../../src/message/nearest.ts';
import { suggestionFor } from '../../src/config/suggestion.ts';

describe('suggestionFor', () => {
  it.each([
    ['times', '8:30', '"08:30"'],
    ['times', '０８：３０', '"08:30"'],
    ['times', '“8：30”', '"08:30"'],
    ['times', '0830', '"08:30"'],
    ['times', '8点', '"08:00"'],
    ['times', '8点半', '"08:30"'],
    ['times', '8点5分', '"08:05"'],
    ['times', '8.30', '"08:30"'],
    ['times', '8:30, 13:30', '["08:30", "13:30"]'],
    ['times', '8:30、13:30', '["08:30", "13:30"]'],
    ['times', '8:30pm', '"20:30"'],
    ['times', '12:15 a.m.', '"00:15"'],
    ['times', '上午8:30', '"08:30"'],
    ['times', '下午2点', '"14:00"'],
    ['times', '中午12点半', '"12:30"'],
    ['times', '24:00', '"00:00"'],
    ['times', '24:30', undefined],
    ['times', '25:00', undefined],
    ['times', '8', undefined],
    ['times', 'noon', undefined],
    ['duration', '15 min', '15m'],
    ['duration', '2小时', '2h'],
    ['duration', '7 days', '7d'],
    ['duration', '三天', '3d'],
    ['duration', '两个小时', '2h'],
    ['duration', '半小时', '30m'],
    ['duration', '15', undefined],
    ['advance', '7天，1天', '[7d, 1d]'],
    ['date', '2026年1月2日', '2026-01-02'],
    ['date', '2026/1/2', '2026-01-02'],
    ['date', '20260102', '2026-01-02'],
    ['date', '2026/13/2', undefined],
    ['yearly', '5-20', '05-20'],
    ['yearly', '5月20日', '05-20'],
    ['yearly', '2016/5/20', '2016-05-20'],
    ['yearly', '八月十五', undefined],
    ['birthday', '1990年8月15日', '1990-08-15'],
    ['birthday', '19900815', '1990-08-15'],
    ['once', '2026/12/31 23:59', '2026-12-31T23:59'],
    ['once', '2026-12-31T8:30', '2026-12-31T08:30'],
    ['once', '2026年12月31日下午2点', '2026-12-31T14:00'],
    ['once', '12-31 23:59', undefined],
    ['monthly', '15号', '15'],
    ['monthly', '每月1日', '1'],
    ['monthly', '月底', 'last'],
    ['monthly', '最后一个工作日', 'last workday'],
    ['monthly', '32号', undefined],
    ['between', '9:30-18:00', '"09:30-18:00"'],
    ['between', '09:30～18:00', '"09:30-18:00"'],
    ['between', '9点到18点', '"09:00-18:00"'],
    ['between', '09:30-', undefined],
    ['boolean', 'YES', 'true'],
    ['boolean', '否', 'false'],
    ['on', '周一', 'mon'],
    ['on', '星期天', 'sun'],
    ['on', '三', 'wed'],
    ['on', '7', 'sun'],
    ['on', '周末', 'weekends'],
    ['on', 'weekday', 'weekdays'],
    ['on', 'mon,tues', '[mon, tue]'],
    ['names', 'team，ops', '[team, ops]'],
    ['text', 'anything', undefined],
  ] as const)('%s: %s → %s', (expected, text, suggestion) => {
    expect(suggestionFor(expected, text)).toBe(suggestion);
  });
});

describe('nearest', () => {
  it.each([
    ['lunhc', ['lunch', 'dinner'], 'lunch'],
    ['taem', ['team', 'ops'], 'team'],
    ['ClockIn', ['clock-in', 'clock-out'], 'clock-in'],
    ['catchup', ['catchUp'], 'catchUp'],
    ['ｔｅａｍ', ['team'], 'team'],
    ['小名', ['小明', '丽丽'], '小明'],
    ['x', ['y'], undefined],
    ['breakfast', ['lunch'], undefined],
    ['anything', [], undefined],
    ['x'.repeat(10_000), ['x'], undefined],
  ])('%s among %j is %s', (name, known, expected) => {
    expect(nearest(name, known)).toBe(expected);
  });
});
