import type { ParsedFields } from 'node-cron';

/** The name node-cron gives to each place of an expression. */
export type CronFieldName = keyof ParsedFields;

export interface CronFieldSpec {
  readonly name: CronFieldName;
  readonly min: number;
  readonly max: number;
}

/** In the order of an expression with seconds. */
export const CRON_FIELDS: readonly CronFieldSpec[] = [
  { name: 'second', min: 0, max: 59 },
  { name: 'minute', min: 0, max: 59 },
  { name: 'hour', min: 0, max: 23 },
  { name: 'dayOfMonth', min: 1, max: 31 },
  { name: 'month', min: 1, max: 12 },
  { name: 'dayOfWeek', min: 0, max: 6 },
];

/** What an expression means. */
export interface CronFields {
  readonly second: readonly number[];
  readonly minute: readonly number[];
  readonly hour: readonly number[];
  /** 1-12 */
  readonly month: readonly number[];
  readonly dayOfMonth: readonly DayOfMonthTerm[];
  readonly dayOfWeek: readonly DayOfWeekTerm[];
}

export type DayOfMonthTerm =
  | { readonly kind: 'day'; readonly day: number }
  /** `L`, or `L-3`: so many days before the last. */
  | { readonly kind: 'last-day'; readonly before: number }
  /** `15W`: the day from Monday to Friday that is nearest to the day, within the month. */
  | { readonly kind: 'nearest-weekday'; readonly day: number }
  /** `LW`: the last day from Monday to Friday. */
  | { readonly kind: 'last-weekday' };

/** 0 = Sunday … 6 = Saturday. */
export type DayOfWeekTerm =
  | { readonly kind: 'weekday'; readonly weekday: number }
  /** `5L`: the last Friday of the month. */
  | { readonly kind: 'last'; readonly weekday: number }
  /** `2#3`: the third Tuesday of the month. */
  | { readonly kind: 'nth'; readonly weekday: number; readonly nth: number };

/** Takes over what node-cron understood. Only its valid fields are understood here. */
export function toCronFields(fields: ParsedFields): CronFields {
  return {
    second: fields.second,
    minute: fields.minute,
    hour: fields.hour,
    month: fields.month,
    dayOfMonth: fields.dayOfMonth.map(toDayOfMonthTerm),
    dayOfWeek: fields.dayOfWeek.map(toDayOfWeekTerm),
  };
}

/** Whether the days of the month leave any day out. Terms such as `L` name single days. */
export function restrictsDayOfMonth({ dayOfMonth }: CronFields): boolean {
  return new Set(dayOfMonth.filter((term) => term.kind === 'day').map(({ day }) => day)).size < 31;
}

/** Whether the days of the week leave any day out. Terms such as `5L` name single days. */
export function restrictsDayOfWeek({ dayOfWeek }: CronFields): boolean {
  return new Set(dayOfWeek.filter(({ kind }) => kind === 'weekday').map(({ weekday }) => weekday)).size < 7;
}

function toDayOfMonthTerm(term: number | string): DayOfMonthTerm {
  if (typeof term === 'number') return { kind: 'day', day: term };
  if (term === 'LW') return { kind: 'last-weekday' };
  if (term.endsWith('W')) return { kind: 'nearest-weekday', day: Number.parseInt(term, 10) };
  return { kind: 'last-day', before: Number(term.slice(2)) };
}

function toDayOfWeekTerm(term: number | string): DayOfWeekTerm {
  if (typeof term === 'number') return { kind: 'weekday', weekday: term };
  const weekday = Number.parseInt(term, 10) % 7;
  return term.endsWith('L') ? { kind: 'last', weekday } : { kind: 'nth', weekday, nth: Number(term.slice(2)) };
}
