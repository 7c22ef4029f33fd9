import { firstAfter } from './first-after.ts';
import { addDays, dayOf, secondOfDay, wallAt } from './civil.ts';
import type { DayRule, Pattern } from './pattern.ts';

/**
 * The days of a rule at the given times.
 *
 * @param times seconds since midnight, in any order, at least one
 */
export function dayPattern(rule: DayRule, times: readonly number[]): Pattern {
  const ascending = times.toSorted((a, b) => a - b);
  const [first] = ascending;
  if (first === undefined) throw new RangeError('a day pattern needs at least one time of day');
  return {
    clockChange: 'anchored',
    next(after) {
      const today = dayOf(after);
      const day = rule.next(today);
      if (day === undefined) return undefined;
      if (day > today) return wallAt(day, first);
      const passed = secondOfDay(after);
      const time = firstAfter(ascending, passed);
      if (time !== undefined) return wallAt(today, time);
      const later = rule.next(addDays(today, 1));
      return later === undefined ? undefined : wallAt(later, first);
    },
  };
}
