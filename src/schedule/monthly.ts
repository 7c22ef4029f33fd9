import { addDays, monthLength, toCivilDate, toDayNumber, weekday } from './civil.ts';
import type { DayNumber } from './civil.ts';
import type { MonthlyDay } from './parse-monthly-day.ts';
import type { DayRule } from './pattern.ts';

export interface MonthlyOptions {
  /** What happens when the day is no workday. Default: nothing, it stays. `skip`: that month has none. */
  readonly shift?: 'next-workday' | 'previous-workday' | 'skip';
  readonly isWorkday: (day: DayNumber) => boolean;
  /** 1-12: the months that have such a day. Default: all. */
  readonly months?: ReadonlySet<number>;
}

/**
 * A day of each month, or of some months of each year. A month without it (the 31st, a fifth Friday) has none. A shifted day may lie in a neighbouring
 * month; when two months shift to one day, it is one day. Where no workday is found within 60 days, the month has none.
 */
export function monthly(day: MonthlyDay, options: MonthlyOptions): DayRule {
  return {
    next(from) {
      // Shifting keeps the order of the months, so the first that reaches `from` is the earliest.
      const first = monthOf(addDays(from, -FARTHEST_SHIFT));
      for (let month = first; month < first + MONTHS_SEARCHED; month += 1) {
        const found = shiftedIn(month, day, options);
        if (found !== undefined && found.actual >= from) return found.actual;
      }
      return undefined;
    },
    facts(asked) {
      const first = monthOf(addDays(asked, -FARTHEST_SHIFT));
      const last = monthOf(addDays(asked, FARTHEST_SHIFT));
      const moved: ShiftedDay[] = [];
      for (let month = first; month <= last; month += 1) {
        const found = shiftedIn(month, day, options);
        if (found?.actual === asked) moved.push(found);
      }
      const [earliest] = moved;
      if (!earliest || moved.some(({ nominal }) => nominal === asked)) return {};
      return { note: shiftNote(earliest) };
    },
  };
}

const FARTHEST_SHIFT = 60;
/** A century: a rule that found no day in it never will. */
const MONTHS_SEARCHED = 1_200;

/** Months since year 0. */
function monthOf(day: DayNumber): number {
  const { year, month } = toCivilDate(day);
  return year * 12 + month - 1;
}

interface ShiftedDay {
  /** The day as written. */
  readonly nominal: DayNumber;
  /** The day it is kept on. */
  readonly actual: DayNumber;
}

function shiftedIn(month: number, day: MonthlyDay, options: MonthlyOptions): ShiftedDay | undefined {
  if (options.months?.has((month % 12) + 1) === false) return undefined;
  const nominal = nominalIn(month, day, options.isWorkday);
  if (nominal === undefined) return undefined;
  const actual = shift(nominal, options);
  return actual === undefined ? undefined : { nominal, actual };
}

function nominalIn(month: number, day: MonthlyDay, isWorkday: MonthlyOptions['isWorkday']): DayNumber | undefined {
  const first = toDayNumber(Math.floor(month / 12), (month % 12) + 1, 1);
  const length = monthLength(Math.floor(month / 12), (month % 12) + 1);
  if (day.kind === 'date') return day.day <= length ? addDays(first, day.day - 1) : undefined;
  if (day.kind === 'last-day') return addDays(first, length - 1);
  if (day.kind === 'workday') return nthOf(first, length, day.nth, isWorkday);
  return nthOf(first, length, day.nth, (candidate) => weekday(candidate) === day.weekday);
}

function nthOf(
  first: DayNumber,
  length: number,
  nth: number | 'last',
  matches: (day: DayNumber) => boolean,
): DayNumber | undefined {
  const found = Array.from({ length }, (_, index) => addDays(first, index)).filter(matches);
  return nth === 'last' ? found.at(-1) : found[nth - 1];
}

function shift(nominal: DayNumber, { shift: direction, isWorkday }: MonthlyOptions): DayNumber | undefined {
  if (direction === undefined || isWorkday(nominal)) return nominal;
  if (direction === 'skip') return undefined;
  const step = direction === 'next-workday' ? 1 : -1;
  for (let distance = 1; distance <= FARTHEST_SHIFT; distance += 1) {
    const candidate = addDays(nominal, distance * step);
    if (isWorkday(candidate)) return candidate;
  }
  return undefined;
}

/** 15日是休息日，提前到13日 */
function shiftNote({ nominal, actual }: ShiftedDay): string {
  const from = toCivilDate(nominal);
  const to = toCivilDate(actual);
  const direction = actual < nominal ? '提前' : '推迟';
  if (from.month === to.month) return `${from.day}日是休息日，${direction}到${to.day}日`;
  return `${from.month}月${from.day}日是休息日，${direction}到${to.month}月${to.day}日`;
}
