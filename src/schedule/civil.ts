import type { IsoDate } from './occurrence.ts';

/*
 * Civil time without a zone, as plain integers: a day is the number of days since 1970-01-01, a wall time the number
 * of seconds since 1970-01-01T00:00:00 as a clock on the wall shows them. Proleptic Gregorian, exact, no Date objects.
 * Day arithmetic after Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms".
 */

declare const dayNumber: unique symbol;
declare const wallSeconds: unique symbol;

/** Days since 1970-01-01. */
export type DayNumber = number & { readonly [dayNumber]: true };
/** Seconds since 1970-01-01T00:00:00 on the civil time line: what the clock on the wall shows, zone unknown. */
export type WallSeconds = number & { readonly [wallSeconds]: true };

export const DAY_SECONDS = 86_400;

export interface CivilDate {
  readonly year: number;
  /** 1-12 */
  readonly month: number;
  /** 1-31 */
  readonly day: number;
}

export function toDayNumber(year: number, month: number, day: number): DayNumber {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return (era * 146_097 + dayOfEra - 719_468) as DayNumber;
}

export function toCivilDate(day: DayNumber): CivilDate {
  const z = day + 719_468;
  const era = Math.floor(z / 146_097);
  const dayOfEra = z - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1_460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const mp = Math.floor((5 * dayOfYear + 2) / 153);
  const month = mp < 10 ? mp + 3 : mp - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return { year, month, day: dayOfYear - Math.floor((153 * mp + 2) / 5) + 1 };
}

/** 0 = Sunday … 6 = Saturday. */
export function weekday(day: DayNumber): number {
  return (((day + 4) % 7) + 7) % 7;
}

export function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

const MONTH_LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

export function monthLength(year: number, month: number): number {
  return month === 2 && isLeapYear(year) ? 29 : (MONTH_LENGTHS[month - 1] ?? 0);
}

export function addDays(day: DayNumber, days: number): DayNumber {
  return (day + days) as DayNumber;
}

export function wallAt(day: DayNumber, secondOfDay: number): WallSeconds {
  return (day * DAY_SECONDS + secondOfDay) as WallSeconds;
}

export function dayOf(wall: WallSeconds): DayNumber {
  return Math.floor(wall / DAY_SECONDS) as DayNumber;
}

/** 0-86399. */
export function secondOfDay(wall: WallSeconds): number {
  return wall - dayOf(wall) * DAY_SECONDS;
}

export function toIsoDate(day: DayNumber): IsoDate {
  const { year, month, day: dayOfMonth } = toCivilDate(day);
  return `${year > 999 ? year : String(year).padStart(4, '0')}-${twoDigits(month)}-${twoDigits(dayOfMonth)}`;
}

function twoDigits(value: number): string {
  return value < 10 ? `0${value}` : String(value);
}

/** `undefined` when the text is no date `YYYY-MM-DD` that exists. */
export function parseIsoDate(text: string): DayNumber | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!match) return undefined;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  if (month < 1 || month > 12 || day < 1 || day > monthLength(year, month)) return undefined;
  return toDayNumber(year, month, day);
}
