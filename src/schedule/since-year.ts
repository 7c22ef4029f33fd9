import { type DayNumber, toCivilDate, toDayNumber } from './civil.ts';
import type { DayRule } from './pattern.ts';

/** Days that come once a year, as anniversaries: from one year after the first on, with the years since it. */
export function sinceYear(rule: DayRule, first: number): DayRule {
  const begin: DayNumber = toDayNumber(first + 1, 1, 1);
  return {
    next: (from) => rule.next(from < begin ? begin : from),
    facts: (day) => ({ ...rule.facts?.(day), years: toCivilDate(day).year - first }),
  };
}
