import { addDays, DAY_SECONDS, type DayNumber, dayOf, type WallSeconds, wallAt } from './civil.ts';
import type { DayPredicate } from './filter.ts';
import { firstAfter } from './first-after.ts';
import { type DayRule, type Pattern, patternDay } from './pattern.ts';
import { restBefore, type Shift, shifted, shiftedDay } from './shift.ts';
import type { Source } from './source.ts';

/**
 * A trigger whose days are moved where they are no workdays; the times of day stay, those of several days together. A
 * night is moved with the day on which it begins. Nothing comes after what a countdown waits for.
 */
export function shiftedSource(source: Source, shift: Shift, isWorkday: DayPredicate): Source {
  const { pattern, event } = source;
  const rule = daysOf(source);
  const days = shifted(rule, shift, isWorkday);
  const timesOn = rememberingOne((day: DayNumber) => timesKeptOn(day, pattern, rule, shift, isWorkday));
  const end = event === undefined ? Infinity : endOf(event);
  return {
    ...source,
    facts: (day) => days.facts?.(day) ?? {},
    pattern: {
      clockChange: pattern.clockChange,
      overhang: pattern.overhang ?? 0,
      next(after) {
        const today = patternDay(after, pattern);
        for (let day = days.next(today); day !== undefined; day = days.next(addDays(day, 1))) {
          const time = firstAfter(timesOn(day), after - wallAt(day, 0));
          if (time !== undefined) return wallAt(day, time) > end ? undefined : wallAt(day, time);
        }
        return undefined;
      },
    },
  };
}

/** Of a countdown to a day, that day too. */
function endOf(event: WallSeconds): number {
  return event % DAY_SECONDS === 0 ? wallAt(dayOf(event), DAY_SECONDS - 1) : event;
}

/** Whoever asks for one wall time of a day asks for the next one soon. */
function rememberingOne<Result>(find: (day: DayNumber) => Result): (day: DayNumber) => Result {
  let last: { readonly day: DayNumber; readonly result: Result } | undefined;
  return (day) => {
    if (last?.day !== day) last = { day, result: find(day) };
    return last.result;
  };
}

function daysOf({ pattern, facts }: Source): DayRule {
  return {
    next(from) {
      const wall = pattern.next(beginningOf(from, pattern));
      return wall === undefined ? undefined : patternDay(wall, pattern);
    },
    ...(facts && { facts }),
  };
}

/** Seconds since the midnight at which the day begins, ascending. */
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
  let wall = pattern.next(beginningOf(day, pattern));
  while (wall !== undefined && patternDay(wall, pattern) === day) {
    times.push(wall - wallAt(day, 0));
    wall = pattern.next(wall);
  }
  return times;
}

/** The last wall time that belongs to the day before. */
function beginningOf(day: DayNumber, { overhang = 0 }: Pattern): WallSeconds {
  return wallAt(day, overhang - 1);
}
