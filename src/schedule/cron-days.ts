import { monthLength } from './civil.ts';
import {
  type CronFields,
  type DayOfMonthTerm,
  type DayOfWeekTerm,
  restrictsDayOfMonth,
  restrictsDayOfWeek,
} from './cron-fields.ts';

/** What it takes for a day when both the day of the month and the day of the week are restricted. */
export type DayMatch = 'both' | 'either';

/**
 * Which days of a month an expression names, for each of the 28 kinds of month that there are: 28 to 31 days, starting
 * on any day of the week. At `monthKind(…)`; bit `d - 1` is set when the d-th is one of them.
 */
export type MonthDays = readonly number[];

/** @param firstWeekday of the first of the month, 0 = Sunday */
export function monthKind(length: number, firstWeekday: number): number {
  return (length - SHORTEST) * 7 + firstWeekday;
}

/** `dayMatch` decides only when both fields leave days out. */
export function monthDays(fields: CronFields, dayMatch: DayMatch): MonthDays {
  const [byDates, byWeekdays] = [restrictsDayOfMonth(fields), restrictsDayOfWeek(fields)];
  const either = dayMatch === 'either' && byDates && byWeekdays;
  const days: number[] = [];
  for (let length = SHORTEST; length <= LONGEST; length += 1) {
    for (let firstWeekday = 0; firstWeekday < 7; firstWeekday += 1) {
      const month = { length, firstWeekday };
      const every = 2 ** length - 1;
      const byDate = byDates ? unite(fields.dayOfMonth, (term) => dayOfMonthBits(term, month)) : every;
      const byWeekday = byWeekdays ? unite(fields.dayOfWeek, (term) => dayOfWeekBits(term, month)) : every;
      days.push(either ? byDate | byWeekday : byDate & byWeekday);
    }
  }
  return days;
}

/**
 * Whether any date at all is named. In the 400 years after which the calendar repeats every month begins on every day
 * of the week, February in both its lengths: so nothing is left to search.
 */
export function hasDays(months: readonly number[], days: MonthDays): boolean {
  return months.flatMap(lengthsOf).some((length) => {
    const start = monthKind(length, 0);
    return days.slice(start, start + 7).some((bits) => bits !== 0);
  });
}

const SHORTEST = 28;
const LONGEST = 31;

interface Month {
  readonly length: number;
  readonly firstWeekday: number;
}

function dayOfMonthBits(term: DayOfMonthTerm, month: Month): number {
  if (term.kind === 'day') return bitOf(term.day, month);
  if (term.kind === 'last-day') return bitOf(month.length - term.before, month);
  const wanted = term.kind === 'last-weekday' ? month.length : term.day;
  return wanted > month.length ? 0 : bitOf(nearestWeekday(wanted, month), month);
}

function dayOfWeekBits(term: DayOfWeekTerm, month: Month): number {
  const first = 1 + ((term.weekday - month.firstWeekday + 7) % 7);
  if (term.kind === 'nth') return bitOf(first + (term.nth - 1) * 7, month);
  if (term.kind === 'last') return bitOf(first + 28, month) || bitOf(first + 21, month);
  return unite([0, 7, 14, 21, 28], (days) => bitOf(first + days, month));
}

function bitOf(day: number, { length }: Month): number {
  return day >= 1 && day <= length ? 1 << (day - 1) : 0;
}

/** Never leaves the month: from its first Saturday on to Monday the 3rd, from its last Sunday back to Friday. */
function nearestWeekday(day: number, { length, firstWeekday }: Month): number {
  const weekday = (firstWeekday + day - 1) % 7;
  if (weekday === 6) return day === 1 ? 3 : day - 1;
  if (weekday === 0) return day === length ? day - 2 : day + 1;
  return day;
}

function unite<T>(terms: readonly T[], bitsOf: (term: T) => number): number {
  return terms.reduce((bits, term) => bits | bitsOf(term), 0);
}

function lengthsOf(month: number): readonly number[] {
  return month === 2 ? [28, 29] : [monthLength(COMMON_YEAR, month)];
}

const COMMON_YEAR = 2001;
