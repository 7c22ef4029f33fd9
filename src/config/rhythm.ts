import type { DayNumber } from '../schedule/civil.ts';
import type { LunarDay } from '../schedule/lunar/parse-lunar-date.ts';
import type { Interval } from '../schedule/parse-interval.ts';
import type { MonthlyDay } from '../schedule/parse-monthly-day.ts';
import type { NamedDay } from '../schedule/parse-named-day.ts';
import type { Shift } from '../schedule/shift.ts';
import type { YearlyDate } from '../schedule/yearly.ts';

/** A trigger as a person wrote it, for lists that put it into words. Times and intervals stand as they were written. */
export type Rhythm =
  | { readonly kind: 'at'; readonly times: readonly string[] }
  | { readonly kind: 'cron'; readonly expressions: readonly string[] }
  | { readonly kind: 'every'; readonly interval: string; readonly between?: string }
  | {
      readonly kind: 'interval';
      readonly every: Interval;
      readonly from: DayNumber;
      /** So many days in a row each time. */
      readonly days?: number;
      readonly times: readonly string[];
    }
  | {
      readonly kind: 'monthly';
      readonly days: readonly MonthlyDay[];
      /** 1-12, ascending. */
      readonly months?: readonly number[];
      readonly shift?: Shift;
      readonly times: readonly string[];
    }
  /** 1-30, or -1 for the last day. */
  | {
      readonly kind: 'lunar-monthly';
      readonly days: readonly number[];
      readonly shift?: Shift;
      readonly times: readonly string[];
    }
  | { readonly kind: 'yearly'; readonly date: YearlyDate; readonly times: readonly string[] }
  | { readonly kind: 'lunar-yearly'; readonly date: LunarDay; readonly times: readonly string[] }
  | { readonly kind: 'named-yearly'; readonly named: NamedDay; readonly times: readonly string[] }
  /** `until` as it was written. */
  | { readonly kind: 'countdown'; readonly until: string; readonly times: readonly string[] }
  | { readonly kind: 'birthdays'; readonly times: readonly string[] }
  /** Ascending. */
  | { readonly kind: 'once'; readonly times: readonly string[] };
