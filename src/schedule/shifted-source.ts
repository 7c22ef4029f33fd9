import { addDays, DAY_SECONDS, type DayNumber, dayOf, type WallSeconds, wallAt } from './civil.ts';
import type { DayPredicate } from './filter.ts';
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
  const nominalOn = rememberingOne((day: DayNumber) => nominalDaysOf(day, rule, shift, isWorkday));
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
          const time = firstTime(nominalOn(day), after - wallAt(day, 0), pattern);
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

/** A caller that asks for one wall time of a day soon asks for the next one. */
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

/** The days that are kept on one, ascending: itself, and those off that were moved to it. */
function nominalDaysOf(kept: DayNumber, rule: DayRule, shift: Shift, isWorkday: DayPredicate): readonly DayNumber[] {
  const nominal: DayNumber[] = [];
  let day = rule.next(shift === 'next-workday' ? restBefore(kept, isWorkday) : kept);
  while (day !== undefined && shiftedDay(day, shift, isWorkday) === kept) {
    nominal.push(day);
    day = rule.next(addDays(day, 1));
  }
  return nominal;
}

/** The first time of any of the days after another, in seconds since the midnight at which each day begins. */
function firstTime(days: readonly DayNumber[], after: number, pattern: Pattern): number | undefined {
  const times = days.flatMap((day) => timeAfter(day, after, pattern) ?? []);
  return times.length === 0 ? undefined : Math.min(...times);
}

function timeAfter(day: DayNumber, after: number, pattern: Pattern): number | undefined {
  const from = Math.max(beginningOf(day, pattern), wallAt(day, after)) as WallSeconds;
  const wall = pattern.next(from);
  return wall !== undefined && patternDay(wall, pattern) === day ? wall - wallAt(day, 0) : undefined;
}

/** The last wall time that belongs to the day before. */
function beginningOf(day: DayNumber, { overhang = 0 }: Pattern): WallSeconds {
  return wallAt(day, overhang - 1);
}
