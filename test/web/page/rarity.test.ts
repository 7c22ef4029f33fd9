import { describe, expect, it } from 'vitest';
import type { Rhythm } from '../../../src/config/rhythm.ts';
import { type Rarity, rarityOf } from '../../../src/web/page/rarity.ts';

const at = { kind: 'at', times: ['08:50'] } as const;
const cron = (expression: string) => ({ kind: 'cron', expression }) as const;
const every = (count: number, unit: 'day' | 'week' | 'month') =>
  ({ kind: 'interval', every: { count, unit }, from: 0 as never, times: ['09:00'] }) as const;

describe('how often a reminder comes', () => {
  it.each<[Rarity, string, Rhythm, readonly string[]]>([
    ['daily', 'each day', at, []],
    ['daily', 'on workdays', at, ['workdays']],
    ['daily', 'on five days', at, ['mon', 'tue', 'wed', 'thu', 'fri']],
    ['daily', 'each minute', { kind: 'every', interval: '1m' }, []],
    ['daily', 'cron, each workday', cron('50 8 * * 1-5'), []],
    ['daily', 'cron with seconds', cron('0 */5 * * * *'), []],
    ['daily', 'every other day', every(2, 'day'), []],
    ['weekly', 'on Fridays', at, ['fri']],
    ['weekly', 'before holidays', at, ['before-holiday']],
    ['weekly', 'cron, on three days', cron('30 19 * * 1,3,5'), []],
    ['weekly', 'cron of each workday, on Fridays', cron('50 8 * * *'), ['fri']],
    ['weekly', 'every two weeks', every(2, 'week'), []],
    ['weekly', 'every ten days', every(10, 'day'), []],
    ['rare', 'cron, on the 15th', cron('0 9 15 * *'), []],
    ['rare', 'cron, in December', cron('0 9 * 12 *'), []],
    ['rare', 'every month', every(1, 'month'), []],
    ['rare', 'once', { kind: 'once', times: ['2026-12-31T23:59'] }, []],
    ['rare', 'birthdays, be it on workdays', { kind: 'birthdays', times: ['09:00'] }, ['workdays']],
  ])('%s: %s', (rarity, _, rhythm, on) => {
    expect(rarityOf({ rhythm, on })).toBe(rarity);
  });
});
