import { describe, expect, it } from 'vitest';
import type { Reminder } from '../../src/config/config.ts';
import { nextOfEach, type Upcoming, upcoming } from '../../src/daemon/upcoming.ts';
import { daily } from '../../src/schedule/daily.ts';
import { DAY, HOUR, toEpochMs } from '../../src/schedule/instant.ts';
import type { Override } from '../../src/schedule/override.ts';
import { reminder } from './reminder.ts';

const NOON = toEpochMs(Date.parse('2026-11-24T12:00:00Z'));
const REMINDERS = [reminder('a'), reminder('b', { robots: ['ops'] })];
const PAUSE: Override = { kind: 'pause', reminder: 'a', until: toEpochMs(NOON + 2 * HOUR) };
const FOR_EVER: Override = { kind: 'pause', reminder: 'a' };
const SKIP: Override = { kind: 'skip', reminder: 'b', date: '2026-11-24' };

describe('upcoming', () => {
  it.each<[string, Parameters<typeof upcoming>[1], readonly string[]]>([
    ['from inclusive, until exclusive, by time, then id', { from: NOON, until: at(13) }, ['12 a', '12 b']],
    ['so many', { from: NOON, count: 3 }, ['12 a', '12 b', '13 a']],
    ['none', { from: NOON, count: 0 }, []],
    ['of one reminder', { from: NOON, count: 2, reminder: 'b' }, ['12 b', '13 b']],
    ['of one robot', { from: NOON, count: 2, robot: 'team' }, ['12 a', '13 a']],
    [
      'marked with what skips them, which counts',
      { from: NOON, count: 6, overrides: [PAUSE, SKIP] },
      ['12 a (pause)', '12 b (skip)', '13 a (pause)', '13 b (skip)', '14 a', '14 b (skip)'],
    ],
    ['without those', { from: NOON, count: 2, overrides: [PAUSE, SKIP], skipped: 'left-out' }, ['14 a', '15 a']],
    [
      'over a pause without end',
      { from: NOON, count: 2, overrides: [FOR_EVER], skipped: 'left-out' },
      ['12 b', '13 b'],
    ],
    ['nothing left', { from: NOON, count: 1, reminder: 'a', overrides: [FOR_EVER], skipped: 'left-out' }, []],
    ['a pause of the past', { from: at(15), count: 1, overrides: [PAUSE], skipped: 'left-out' }, ['15 a']],
  ])('%s', (_name, query, expected) => {
    expect([...upcoming(REMINDERS, query)].map(line)).toEqual(expected);
  });

  it('hands over the override itself, so that each reader is told in his language', () => {
    const [first] = upcoming(REMINDERS, { from: NOON, count: 1, overrides: [PAUSE] });
    expect(first?.skipped).toBe(PAUSE);
  });

  it('passes over a reminder that is paused in YAML', () => {
    const paused = [reminder('a', { paused: true }), reminder('b')];
    expect([...upcoming(paused, { from: NOON, count: 2 })].map(line)).toEqual(['12 b', '13 b']);
  });

  it('leads over a year of seconds in a pause in one step', () => {
    const busy = reminder('a', { pattern: daily(Array.from({ length: 86_400 }, (_, second) => second)) });
    const overrides: readonly Override[] = [{ ...PAUSE, until: toEpochMs(NOON + 365 * DAY) }];
    const [first] = upcoming([busy], { from: NOON, count: 1, overrides, skipped: 'left-out' });
    expect(first?.occurrence.at).toBe(NOON + 365 * DAY);
  });
});

describe('nextOfEach', () => {
  it('names each reminder that fires once, the soonest first', () => {
    const daily9: Reminder = reminder('c', { pattern: daily([9 * 3_600]) });
    expect(nextOfEach([daily9, ...REMINDERS], NOON).map(line)).toEqual(['12 a', '12 b', '09 c']);
    expect(nextOfEach([daily9, ...REMINDERS], NOON, [FOR_EVER, SKIP]).map(line)).toEqual(['00 b', '09 c']);
  });
});

function at(hour: number): Upcoming['occurrence']['at'] {
  return toEpochMs(NOON + (hour - 12) * HOUR);
}

function line({ reminder: { id }, occurrence, skipped }: Upcoming): string {
  return `${new Date(occurrence.at).toISOString().slice(11, 13)} ${id}${skipped ? ` (${skipped.kind})` : ''}`;
}
