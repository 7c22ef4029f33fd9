import type { DayNumber } from '../schedule/civil.ts';
import type { DayMatch } from '../schedule/cron-days.ts';
import type { LunarDay } from '../schedule/lunar/parse-lunar-date.ts';
import type { LunarMonthlyOptions } from '../schedule/lunar-monthly.ts';
import type { LunarYearlyOptions } from '../schedule/lunar-yearly.ts';
import type { MonthlyOptions } from '../schedule/monthly.ts';
import type { Interval } from '../schedule/parse-interval.ts';
import type { MonthlyDay } from '../schedule/parse-monthly-day.ts';
import type { NamedDay } from '../schedule/parse-named-day.ts';
import type { Shift } from '../schedule/shift.ts';
import type { YearlyDate, YearlyOptions } from '../schedule/yearly.ts';

/**
 * A trigger as data: what fires is made from it, and it is put into words. Times and intervals stand as they were
 * written.
 */
export type Rhythm =
  | ({ readonly kind: 'at' } & Timed)
  | CronRhythm
  | { readonly kind: 'every'; readonly interval: string; readonly between?: string }
  /** Ascending. */
  | ({ readonly kind: 'once' } & Timed)
  /** `until` as it was written. */
  | ({ readonly kind: 'countdown'; readonly until: string } & Timed)
  | (DayRhythm & Timed);

/** `08:50`, `08:50:30`; of `once` with the date. */
interface Timed {
  readonly times: readonly string[];
}

/** The days on which something fires, before the times of day. */
export type DayRhythm =
  | {
      readonly kind: 'interval';
      readonly every: Interval;
      readonly from: DayNumber;
      /** So many days in a row each time. */
      readonly days?: number;
      /** Of weeks, every day of those that count: a filter chooses. Default false. */
      readonly wholeWeeks?: true;
    }
  | {
      readonly kind: 'monthly';
      readonly days: readonly MonthlyDay[];
      /** 1-12, ascending. */
      readonly months?: readonly number[];
      readonly shift?: Shift;
      readonly short?: MonthlyOptions['short'];
    }
  /** 1-30, or -1 for the last day. */
  | ({ readonly kind: 'lunar-monthly'; readonly days: readonly number[]; readonly shift?: Shift } & LunarMonthlyOptions)
  | { readonly kind: 'yearly'; readonly date: YearlyDate; readonly options?: YearlyOptions }
  | { readonly kind: 'lunar-yearly'; readonly date: LunarDay; readonly options?: LunarYearlyOptions }
  /** `since`: the first year. */
  | { readonly kind: 'named-yearly'; readonly named: NamedDay; readonly since?: number }
  /** By their ids. Default: everyone who has one. */
  | { readonly kind: 'birthdays' | 'anniversaries'; readonly people?: readonly string[] };

/** Nearly always of a single expression: a list for each of a hundred thousand reminders would be megabytes. */
interface CronRhythm {
  readonly kind: 'cron';
  readonly expression: string | readonly string[];
  readonly dayMatch?: DayMatch;
}

export function expressionsOf({ expression }: CronRhythm): readonly string[] {
  return typeof expression === 'string' ? [expression] : expression;
}
