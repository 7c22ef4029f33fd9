import { addDays, toCivilDate } from '../civil.ts';
import type { DayNumber } from '../civil.ts';
import { lunarYear } from './lunar-year.ts';
import type { LunarYear } from './lunar-year.ts';

/** A month and day of every lunar year. */
export interface LunarMonthDay {
  /** 1-12 */
  readonly month: number;
  /** Whether the month is the repeated one: 闰六月 is `month: 6, leap: true`. */
  readonly leap: boolean;
  /** 1-30 */
  readonly day: number;
}

/** One day, as the lunar calendar names it. */
export interface LunarDate extends LunarMonthDay {
  /** The lunar year: in January and February often the Gregorian year before. */
  readonly year: number;
}

/** `undefined` outside the lunar years 1900-2100. */
export function toLunarDate(day: DayNumber): LunarDate | undefined {
  const { year } = toCivilDate(day);
  const lunar = [lunarYear(year), lunarYear(year - 1)].find((candidate) => candidate && contains(candidate, day));
  if (!lunar) return undefined;
  const index = lunar.starts.findLastIndex((start) => start <= day);
  const start = lunar.starts[index] ?? day;
  return { year: lunar.year, ...monthAt(lunar, index), day: day - start + 1 };
}

/** `undefined` when that year has no such month, the month no such day, or the year is outside 1900-2100. */
export function fromLunarDate({ year, month, leap, day }: LunarDate): DayNumber | undefined {
  const start = lunarMonthStart(year, month, leap);
  if (start === undefined || day < 1 || day > lunarMonthLength(year, month, leap)) return undefined;
  return addDays(start, day - 1);
}

/** The month's first day; `undefined` when that year has no such month or is outside 1900-2100. */
export function lunarMonthStart(year: number, month: number, leap: boolean): DayNumber | undefined {
  const lunar = lunarYear(year);
  const index = lunar && monthIndex(lunar, month, leap);
  return index === undefined ? undefined : lunar?.starts[index];
}

/** 29 or 30 days; 0 when that year has no such month or is outside 1900-2100. */
export function lunarMonthLength(year: number, month: number, leap: boolean): number {
  const lunar = lunarYear(year);
  const index = lunar && monthIndex(lunar, month, leap);
  if (!lunar || index === undefined) return 0;
  return (lunar.starts[index + 1] ?? 0) - (lunar.starts[index] ?? 0);
}

/** 除夕, the last day of a lunar year; `undefined` outside 1900-2100. */
export function lunarNewYearsEve(year: number): DayNumber | undefined {
  const next = lunarYear(year)?.starts.at(-1);
  return next === undefined ? undefined : addDays(next, -1);
}

function contains({ starts }: LunarYear, day: DayNumber): boolean {
  return day >= (starts[0] ?? Infinity) && day < (starts.at(-1) ?? -Infinity);
}

function monthAt({ leapMonth }: LunarYear, index: number): { month: number; leap: boolean } {
  if (leapMonth === 0 || index < leapMonth) return { month: index + 1, leap: false };
  return { month: index, leap: index === leapMonth };
}

function monthIndex({ leapMonth }: LunarYear, month: number, leap: boolean): number | undefined {
  if (!Number.isInteger(month) || month < 1 || month > 12) return undefined;
  if (leap) return month === leapMonth ? month : undefined;
  return leapMonth !== 0 && month > leapMonth ? month : month - 1;
}
