import { dayPattern } from './day-pattern.ts';
import type { DayRule, Pattern } from './pattern.ts';

/**
 * Every day at the given times.
 *
 * @param times seconds since midnight (`parseWallTime`), in any order, at least one
 */
export function daily(times: readonly number[]): Pattern {
  return dayPattern(EVERY_DAY, times);
}

const EVERY_DAY: DayRule = { next: (from) => from };
