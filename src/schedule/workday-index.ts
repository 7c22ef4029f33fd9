import { addDays, type DayNumber } from './civil.ts';
import type { DayPredicate } from './filter.ts';

/** A calendar that knows no workday within this many days has none. */
const LONGEST_REST = 366;

/**
 * Numbers workdays: 0 is the first at or after `from`, the one before it is -1. A day off has the number of the
 * workday before it. What was counted once is remembered, so `isWorkday` must not change.
 */
export function workdayIndex(from: DayNumber, isWorkday: DayPredicate): (day: DayNumber) => number {
  const zero = firstWorkday(from, isWorkday);
  /** How many workdays in `(zero, zero + index]`, and in `(zero - index, zero]`. */
  const ahead = [0];
  const behind = [0];
  return (day) => {
    const distance = day - zero;
    if (distance >= 0) return countTo(distance, ahead, (index) => isWorkday(addDays(zero, index)));
    return -countTo(-distance, behind, (index) => isWorkday(addDays(zero, 1 - index)));
  };
}

function firstWorkday(from: DayNumber, isWorkday: DayPredicate): DayNumber {
  for (let days = 0; days < LONGEST_REST; days += 1) {
    const day = addDays(from, days);
    if (isWorkday(day)) return day;
  }
  return from;
}

function countTo(distance: number, counts: number[], isCounted: (index: number) => boolean): number {
  for (let index = counts.length; index <= distance; index += 1) {
    counts.push((counts[index - 1] ?? 0) + (isCounted(index) ? 1 : 0));
  }
  return counts[distance] ?? 0;
}
