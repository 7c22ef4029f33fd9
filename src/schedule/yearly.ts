import { type DayNumber, isLeapYear, monthLength, parseIsoDate, toCivilDate, toDayNumber } from './civil.ts';
import { dayInEnglish, type Note } from './note.ts';
import type { DayFacts, DayRule } from './pattern.ts';

/** A day of the solar year; 02-29 is one. */
export interface YearlyDate {
  /** 1-12 */
  readonly month: number;
  /** 1-31 */
  readonly day: number;
  /** The year of the first one: of birth, of the wedding. */
  readonly since?: number;
}

export interface YearlyOptions {
  /** Feb 29 in a common year. Default `feb-28`. */
  readonly feb29?: 'feb-28' | 'mar-1' | 'skip';
  /** How years are counted. Default 周岁, year − first year; `xusui` (虚岁) one more. */
  readonly count?: 'zhousui' | 'xusui';
}

/** `05-20` or, with its first year, `2016-05-20`; `undefined` for anything else and for days that never exist. */
export function parseYearlyDate(text: string): YearlyDate | undefined {
  // Any leap year will do: 02-29 is a date that people are born on.
  const short = /^\d{2}-\d{2}$/.test(text);
  const date = parseIsoDate(short ? `2000-${text}` : text);
  if (date === undefined) return undefined;
  const { year, month, day } = toCivilDate(date);
  return short ? { month, day } : { month, day, since: year };
}

/** A day of every year; with a first year, from one year after it: the day itself is no anniversary. */
export function yearly(date: YearlyDate, options: YearlyOptions = {}): DayRule {
  return {
    next(from) {
      const { year } = toCivilDate(from);
      const first = Math.max(year, (date.since ?? Number.NEGATIVE_INFINITY) + 1);
      for (let each = first; each <= first + LONGEST_WAIT; each += 1) {
        const day = dayIn(each, date, options);
        if (day !== undefined && day >= from) return day;
      }
      return undefined;
    },
    facts: (day) => factsOf(day, date, options),
  };
}

/** Years: there is no Feb 29 from 1896 to 1904. */
const LONGEST_WAIT = 8;

function dayIn(year: number, { month, day }: YearlyDate, { feb29 = 'feb-28' }: YearlyOptions): DayNumber | undefined {
  if (day <= monthLength(year, month)) return toDayNumber(year, month, day);
  if (feb29 === 'skip') return undefined;
  return feb29 === 'mar-1' ? toDayNumber(year, 3, 1) : toDayNumber(year, 2, 28);
}

function factsOf(day: DayNumber, { month, day: written, since }: YearlyDate, options: YearlyOptions): DayFacts {
  const { year, month: actual, day: dayOfMonth } = toCivilDate(day);
  const moved = month === 2 && written === 29 && !isLeapYear(year);
  return {
    ...(since === undefined ? {} : { years: year - since + (options.count === 'xusui' ? 1 : 0) }),
    ...(moved ? { note: noFeb29(actual, dayOfMonth) } : {}),
  };
}

function noFeb29(month: number, day: number): Note {
  return {
    zh: `今年没有2月29日，按${month}月${day}日`,
    en: `there is no 29 Feb this year: ${dayInEnglish(month, day)} instead`,
  };
}
