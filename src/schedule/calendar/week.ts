import { addDays, type DayNumber, weekday } from '../civil.ts';
import { WEEKDAYS } from '../filter.ts';

/** Which days are worked where neither a notice nor a person says anything about the date. */
export interface Week {
  isWorked(day: DayNumber): boolean;
  /** The day on which a week begins, 0 = Sunday: the one after the rest. */
  readonly startsOn: number;
}

/** A day of the week that is worked in every other week and off in the others: 大小周. */
export interface Alternation {
  /** 0 = Sunday … 6 = Saturday */
  readonly weekday: number;
  /** In the week of `from`, Monday to Sunday, and every second one before and after it. */
  readonly isWorked: boolean;
  readonly from: DayNumber;
}

export const MONDAY_TO_FRIDAY: Week = { isWorked: WEEKDAYS, startsOn: 1 };

/** @param workdays 0 = Sunday … 6 = Saturday, at least one */
export function week(workdays: ReadonlySet<number>, alternations: readonly Alternation[] = []): Week {
  return {
    isWorked(day) {
      const alternation = alternations.find((each) => each.weekday === weekday(day));
      if (!alternation) return workdays.has(weekday(day));
      const weeks = (mondayOf(day) - mondayOf(alternation.from)) / 7;
      return alternation.isWorked === (weeks % 2 === 0);
    },
    startsOn: startOf(workdays),
  };
}

function mondayOf(day: DayNumber): DayNumber {
  return addDays(day, -((weekday(day) + 6) % 7));
}

/** The workday after the longest rest; Monday where all are alike. */
function startOf(workdays: ReadonlySet<number>): number {
  const fromMonday = [1, 2, 3, 4, 5, 6, 0];
  const rests = fromMonday.map((day) => (workdays.has(day) ? restBefore(day, workdays) : -1));
  return fromMonday[rests.indexOf(Math.max(...rests))] ?? 1;
}

function restBefore(day: number, workdays: ReadonlySet<number>): number {
  let length = 0;
  while (length < 7 && !workdays.has((day + 6 - length) % 7)) length += 1;
  return length;
}
