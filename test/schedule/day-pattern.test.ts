import { describe, expect, it } from 'vitest';
import {
  addDays,
  type DayNumber,
  dayOf,
  parseIsoDate,
  secondOfDay,
  toIsoDate,
  wallAt,
  type WallSeconds,
  weekday,
} from '../../src/schedule/civil.ts';
import { daily } from '../../src/schedule/daily.ts';
import { dayPattern } from '../../src/schedule/day-pattern.ts';
import type { Pattern } from '../../src/schedule/pattern.ts';

const MORNING = 9 * 3_600;
const EVENING = 18 * 3_600;

describe('daily', () => {
  it('fires at each time of each day, whatever their order and however often they are written', () => {
    expect(walls(daily([EVENING, MORNING, EVENING]), '2026-02-28', 4)).toEqual([
      '2026-02-28 9h',
      '2026-02-28 18h',
      '2026-03-01 9h',
      '2026-03-01 18h',
    ]);
  });

  it('is strictly after its argument', () => {
    const noon = wallAt(day('2026-05-20'), MORNING);
    expect(daily([MORNING]).next(noon)).toBe(wallAt(day('2026-05-21'), MORNING));
    expect(daily([MORNING]).next((noon - 1) as WallSeconds)).toBe(noon);
  });

  it('is anchored', () => expect(daily([0]).clockChange).toBe('anchored'));

  it('needs a time', () => expect(() => daily([])).toThrow(RangeError));
});

describe('dayPattern', () => {
  const mondays = { next: (from: DayNumber) => addDays(from, (8 - weekday(from)) % 7) };

  it('fires on the days of its rule only', () => {
    expect(walls(dayPattern(mondays, [MORNING, EVENING]), '2026-01-01', 3)).toEqual([
      '2026-01-05 9h',
      '2026-01-05 18h',
      '2026-01-12 9h',
    ]);
  });

  it('ends with its rule', () => {
    const last = day('2026-05-20');
    const rule = { next: (from: DayNumber) => (from <= last ? last : undefined) };
    expect(walls(dayPattern(rule, [MORNING]), '2026-01-01', 3)).toEqual(['2026-05-20 9h']);
  });
});

function day(text: string): DayNumber {
  return parseIsoDate(text)!;
}

function walls(pattern: Pattern, from: string, count: number): readonly string[] {
  const found: string[] = [];
  let wall = pattern.next(wallAt(day(from), -1));
  while (wall !== undefined && found.length < count) {
    found.push(`${toIsoDate(dayOf(wall))} ${secondOfDay(wall) / 3_600}h`);
    wall = pattern.next(wall);
  }
  return found;
}
