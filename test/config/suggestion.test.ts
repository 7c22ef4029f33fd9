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
    ['times', '25:00', undefined],
    ['times', 'noon', undefined],
    ['duration', '15 min', '15m'],
    ['duration', '2小时', '2h'],
    ['duration', '7 days', '7d'],
    ['duration', '15', undefined],
    ['advance', '7天，1天', '[7d, 1d]'],
    ['date', '2026年1月2日', '2026-01-02'],
    ['date', '2026/1/2', '2026-01-02'],
    ['boolean', 'YES', 'true'],
    ['boolean', '否', 'false'],
    ['on', '周一', 'mon'],
    ['on', '星期天', 'sun'],
    ['on', '周末', 'weekends'],
    ['on', 'weekday', 'weekdays'],
    ['on', 'mon,tues', '[mon, tue]'],
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
