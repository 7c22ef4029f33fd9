import { toDayNumber } from '../civil.ts';
import type { DayNumber } from '../civil.ts';

/** One year of the Chinese lunar calendar, named for the Gregorian year in which its New Year's day falls. */
export interface LunarYear {
  readonly year: number;
  /** The month that this year repeats, 2-11; 0 = none. The repetition is the leap month. */
  readonly leapMonth: number;
  /**
   * The first day of every month in order, the leap month after the month it repeats, and at the end the first day of
   * the next year: month `i` lasts from `starts[i]` to the day before `starts[i + 1]`.
   */
  readonly starts: readonly DayNumber[];
}

/** From 1900-01-31 … */
export const FIRST_LUNAR_YEAR = 1900;
/** … through 2101-01-28. Later new moons are predicted too loosely to promise a date. */
export const LAST_LUNAR_YEAR = 2100;

/**
 * `undefined` outside the lunar years 1900-2100.
 *
 * Source: the calendar `chinese` of the runtime's Temporal, which agrees with the Hong Kong Observatory's tables. (Two
 * months, from 2057-09-28 and 2097-08-07, begin within minutes of midnight, and some ephemerides put them a day later.)
 */
export function lunarYear(year: number): LunarYear | undefined {
  if (!Number.isInteger(year) || year < FIRST_LUNAR_YEAR || year > LAST_LUNAR_YEAR) return undefined;
  const known = cache.get(year);
  if (known) return known;
  const computed = computeLunarYear(year);
  cache.set(year, computed);
  return computed;
}

const cache = new Map<number, LunarYear>();

function computeLunarYear(year: number): LunarYear {
  const newYear = Temporal.PlainDate.from({ calendar: 'chinese', year, monthCode: 'M01', day: 1 });
  const months = Array.from({ length: newYear.monthsInYear }, (_, index) => newYear.add({ months: index }));
  const leap = months.find((month) => month.monthCode.endsWith('L'));
  return {
    year,
    leapMonth: leap ? Number(leap.monthCode.slice(1, 3)) : 0,
    starts: [...months, newYear.add({ years: 1 })].map(plainDayNumber),
  };
}

function plainDayNumber(date: Temporal.PlainDate): DayNumber {
  const iso = date.withCalendar('iso8601');
  return toDayNumber(iso.year, iso.month, iso.day);
}
