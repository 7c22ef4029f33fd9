import type { DayNumber } from './civil.ts';
import type { DayRule } from './pattern.ts';

/** Every day that one of the rules names: `monthly: [1, 15]`. Of two that name one day, the first that is sure of it speaks. */
export function anyOf(rules: readonly DayRule[]): DayRule {
  const [only] = rules;
  if (only && rules.length === 1) return only;
  return {
    next: (from) => earliest(rules.map((rule) => rule.next(from))),
    facts(day) {
      const facts = rules.filter((rule) => rule.next(day) === day).map((rule) => rule.facts?.(day) ?? {});
      // One whose day it is has nothing to explain; another may have been moved to it.
      return facts.find(({ note }) => note === undefined) ?? facts[0] ?? {};
    },
  };
}

function earliest(days: readonly (DayNumber | undefined)[]): DayNumber | undefined {
  return days.reduce(
    (first, day) => (first === undefined || (day !== undefined && day < first) ? day : first),
    undefined,
  );
}
