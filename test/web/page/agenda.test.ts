import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Upcoming } from '../../../src/daemon/upcoming.ts';
import { HOUR, MINUTE, toEpochMs } from '../../../src/schedule/instant.ts';
import { countEntries, cutAgenda, toAgenda } from '../../../src/web/page/agenda.ts';
import { dailyReminder, NOON_BEFORE } from '../test-daemon.ts';

const ZONE = 'Asia/Shanghai';
const LUNCH = dailyReminder('lunch', '11:50', { kind: 'text', text: '午饭' });
const STRETCH = dailyReminder('stretch', '10:00', { kind: 'text', text: '起来走走' });

function at(reminder: typeof LUNCH, minutes: number, more: Partial<Upcoming['occurrence']> = {}): Upcoming {
  const instant = toEpochMs(NOON_BEFORE + minutes * MINUTE);
  return { reminder, occurrence: { at: instant, date: '2026-11-24', daysLeft: 0, ...more } };
}

describe('an agenda', () => {
  it('has a day for each date on the page\u2019s clock', () => {
    const lateAtNight = at(LUNCH, 14 * 60 - 1);
    const midnight = at(LUNCH, 14 * 60);
    expect(toAgenda([lateAtNight, midnight], ZONE).map(({ date }) => date)).toEqual(['2026-11-24', '2026-11-25']);
    expect(toAgenda([lateAtNight, midnight], 'UTC').map(({ date }) => date)).toEqual(['2026-11-24']);
  });

  it('shows up to three of one reminder, and more as one', () => {
    const three = [0, 60, 120].map((minutes) => at(STRETCH, minutes));
    expect(toAgenda(three, ZONE)[0]?.entries.map(({ times }) => times)).toEqual([1, 1, 1]);
    const four = [...three, at(STRETCH, 180)];
    expect(toAgenda(four, ZONE)[0]?.entries).toEqual([{ first: four[0], times: 4, last: NOON_BEFORE + 3 * HOUR }]);
  });

  it('keeps people and notices of one reminder apart', () => {
    const items = ['a', 'b', 'c', 'd'].flatMap((person) => [
      at(LUNCH, 0, { person, notice: '7d' }),
      at(LUNCH, 0, { person, notice: '1d' }),
    ]);
    expect(countEntries(toAgenda(items, ZONE))).toBe(8);
  });

  it('keeps what is told and what is skipped apart', () => {
    const skipped = { kind: 'pause', reminder: 'stretch', until: toEpochMs(NOON_BEFORE + 4 * HOUR) } as const;
    const hours = [0, 1, 2, 3, 4, 5, 6, 7].map((hour) => at(STRETCH, hour * 60));
    const items = hours.map((item) => (item.occurrence.at < skipped.until ? { ...item, skipped } : item));
    expect(toAgenda(items, ZONE)[0]?.entries).toEqual([
      { first: items[0], times: 4, last: NOON_BEFORE + 3 * HOUR },
      { first: items[4], times: 4, last: NOON_BEFORE + 7 * HOUR },
    ]);
  });

  it('is cut after so many entries', () => {
    const days = toAgenda([at(LUNCH, 0), at(STRETCH, 1), at(LUNCH, 24 * 60), at(STRETCH, 24 * 60 + 1)], ZONE);
    expect(cutAgenda(days, 3).map(({ entries }) => entries.length)).toEqual([2, 1]);
    expect(cutAgenda(days, 2).map(({ entries }) => entries.length)).toEqual([2]);
    expect(cutAgenda(days, 9)).toEqual(days);
  });

  it('loses no occurrence', () => {
    const occurrence = fc.record({ minutes: fc.nat(10_000), stretch: fc.boolean() });
    fc.assert(
      fc.property(fc.array(occurrence), (list) => {
        const items = list
          .toSorted((a, b) => a.minutes - b.minutes)
          .map(({ minutes, stretch }) => at(stretch ? STRETCH : LUNCH, minutes));
        const entries = toAgenda(items, ZONE).flatMap((day) => day.entries);
        expect(entries.reduce((sum, { times }) => sum + times, 0)).toBe(items.length);
      }),
    );
  });
});
