import { addDays, monthLength, toCivilDate, toDayNumber, weekday } from './civil.ts';
import type { DayNumber } from './civil.ts';
import { noSuchDayNote } from './note.ts';
import type { MonthlyDay } from './parse-monthly-day.ts';
import type { DayFacts, DayRule } from './pattern.ts';
import { type Shift, shifted } from './shift.ts';

export interface MonthlyOptions {
  /** What happens when the day is no workday. Default: nothing, it stays. `skip`: that month has none. */
  readonly shift?: Shift;
  readonly isWorkday: (day: DayNumber) => boolean;
  /** 1-12: the months that have such a day. Default: all. */
  readonly months?: ReadonlySet<number>;
  /** What becomes of the 29th to 31st in a month without that day. Default `skip`: it has none; `last`: its last day. */
  readonly short?: 'last' | 'skip';
}

/**
 * A day of each month, or of some months of each year. A month without it (the 31st, a fifth Friday) has none, unless
 * `short` says otherwise. A shifted day may lie in a neighbouring month.
 */
export function monthly(day: MonthlyDay, options: MonthlyOptions): DayRule {
  const rule: DayRule = {
    next(from) {
      const first = monthOf(from);
      for (let month = first; month < first + MONTHS_SEARCHED; month += 1) {
        const found = dayIn(month, day, options);
        if (found !== undefined && found >= from) return found;
      }
      return undefined;
    },
    facts: (asked) => factsOf(asked, day),
  };
  return options.shift === undefined ? rule : shifted(rule, options.shift, options.isWorkday);
}

/** A century: a rule that found no day in it never will. */
const MONTHS_SEARCHED = 1_200;

/** Months since year 0. */
function monthOf(day: DayNumber): number {
  const { year, month } = toCivilDate(day);
  return year * 12 + month - 1;
}

function dayIn(monthIndex: number, day: MonthlyDay, options: MonthlyOptions): DayNumber | undefined {
  const [year, month] = [Math.floor(monthIndex / 12), (monthIndex % 12) + 1];
  if (options.months?.has(month) === false) return undefined;
  const first = toDayNumber(year, month, 1);
  const length = monthLength(year, month);
  switch (day.kind) {
    case 'date':
      return dateIn(first, length, options.short === 'last' ? Math.min(day.day, length) : day.day);
    case 'workday':
      return nthOf(first, length, day.nth, options.isWorkday);
    case 'weekday':
      return nthOf(first, length, day.nth, (candidate) => weekday(candidate) === day.weekday);
  }
}

function dateIn(first: DayNumber, length: number, day: number): DayNumber | undefined {
  if (day < 0) return addDays(first, length + day);
  return day <= length ? addDays(first, day - 1) : undefined;
}

function nthOf(
  first: DayNumber,
  length: number,
  nth: number,
  matches: (day: DayNumber) => boolean,
): DayNumber | undefined {
  const found = Array.from({ length }, (_, index) => addDays(first, index)).filter(matches);
  return found.at(nth < 0 ? nth : nth - 1);
}

function factsOf(asked: DayNumber, written: MonthlyDay): DayFacts {
  const { month, day } = toCivilDate(asked);
  const isMoved = written.kind === 'date' && written.day > day;
  return isMoved ? { note: noSuchDayNote(month, written.day, day) } : {};
}
