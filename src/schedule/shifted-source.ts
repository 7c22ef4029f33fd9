import { addDays, type DayNumber, dayOf, secondOfDay, type WallSeconds, wallAt } from './civil.ts';
import type { DayPredicate } from './filter.ts';
import type { DayRule, Pattern } from './pattern.ts';
import { restBefore, type Shift, shifted, shiftedDay } from './shift.ts';
import type { Source } from './source.ts';

/** A trigger whose days are moved where they are no workdays; the times of day stay, those of several days together. */
export function shiftedSource(source: Source, shift: Shift, isWorkday: DayPredicate): Source {
  const rule = daysOf(source);
  const days = shifted(rule, shift, isWorkday);
  return {
    ...source,
    facts: (day) => days.facts?.(day) ?? {},
    pattern: {
      clockChange: source.pattern.clockChange,
      next(after) {
        const today = dayOf(after);
        const passed = secondOfDay(after);
        for (let day = days.next(today); day !== undefined; day = days.next(addDays(day, 1))) {
          const times = timesKeptOn(day, source.pattern, rule, shift, isWorkday);
          const time = day > today ? times[0] : times.find((each) => each > passed);
          if (time !== undefined) return wallAt(day, time);
        }
        return undefined;
      },
    },
  };
}

function daysOf({ pattern, facts }: Source): DayRule {
  return {
    next(from) {
      const wall = pattern.next(beginningOf(from));
      return wall === undefined ? undefined : dayOf(wall);
    },
    ...(facts && { facts }),
  };
}

/** Seconds of the day, ascending. */
function timesKeptOn(
  kept: DayNumber,
  pattern: Pattern,
  rule: DayRule,
  shift: Shift,
  isWorkday: DayPredicate,
): readonly number[] {
  const times = new Set<number>();
  let day = rule.next(shift === 'next-workday' ? restBefore(kept, isWorkday) : kept);
  while (day !== undefined && shiftedDay(day, shift, isWorkday) === kept) {
    for (const time of timesOn(day, pattern)) times.add(time);
    day = rule.next(addDays(day, 1));
  }
  return [...times].toSorted((a, b) => a - b);
}

function timesOn(day: DayNumber, pattern: Pattern): readonly number[] {
  const times: number[] = [];
  let wall = pattern.next(beginningOf(day));
  while (wall !== undefined && dayOf(wall) === day) {
    times.push(secondOfDay(wall));
    wall = pattern.next(wall);
  }
  return times;
}

function beginningOf(day: DayNumber): WallSeconds {
  return (wallAt(day, 0) - 1) as WallSeconds;
}
