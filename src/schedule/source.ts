import type { DayNumber, WallSeconds } from './civil.ts';
import { dayPattern } from './day-pattern.ts';
import type { DayFacts, DayRule, Pattern } from './pattern.ts';

/** One trigger of a reminder. Most have one; birthdays have one per person. */
export interface Source {
  readonly pattern: Pattern;
  /** What is to be said about a day that the pattern names. */
  readonly facts?: (day: DayNumber) => DayFacts;
  /** The id of the person whom it is about. */
  readonly person?: string;
  /** What is waited for, where that is not the wall time itself: the end of a countdown. */
  readonly event?: WallSeconds;
}

/**
 * The days of a rule at the given times, with what the rule has to say about them.
 *
 * @param times seconds since midnight, in any order, at least one
 */
export function daySource(rule: DayRule, times: readonly number[], person?: string): Source {
  return {
    pattern: dayPattern(rule, times),
    facts: (day) => rule.facts?.(day) ?? {},
    ...(person !== undefined && { person }),
  };
}
