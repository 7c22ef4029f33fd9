import { addDays, toCivilDate } from './civil.ts';
import type { DayNumber } from './civil.ts';
import { formatLunarDay, formatLunarMonth, formatLunarMonthDay } from './lunar/format-lunar-date.ts';
import { lunarMonthLength, lunarMonthStart, lunarNewYearsEve, toLunarDate } from './lunar/lunar-date.ts';
import type { LunarMonthDay } from './lunar/lunar-date.ts';
import { FIRST_LUNAR_YEAR, LAST_LUNAR_YEAR, lunarYear } from './lunar/lunar-year.ts';
import type { LunarDay } from './lunar/parse-lunar-date.ts';
import { joinedNotes, type Note } from './note.ts';
import type { DayFacts, DayRule } from './pattern.ts';

export interface LunarYearlyOptions {
  /**
   * What leap months mean. Default: a date in a leap month is kept in the leap month, or in the regular one in years
   * without; a date in a regular month never moves.
   * `skip`: a date in a leap month has no day in years without it.
   * `regular`: a date in a leap month is always kept in the regular month.
   * `both`: in a year that repeats the month, both times, wherever the date was written.
   */
  readonly leapMonth?: 'skip' | 'regular' | 'both';
  /** Day 30 in a month of 29 days. Default the 29th; `next-day`: the first of the month after it; `skip`: none. */
  readonly day30?: '29th' | 'next-day' | 'skip';
  /** How years are counted. Default 周岁, lunar year − first lunar year; `xusui` (虚岁) one more. */
  readonly count?: 'zhousui' | 'xusui';
  /** The first lunar year, of birth for a birthday: the days begin one year after it, and count from it. */
  readonly since?: number;
}

/**
 * A day of every lunar year, within the lunar years 1900-2100 (after them: never again). It may fall twice in one
 * Gregorian year and not at all in the next. With `since`, that first day itself is no anniversary.
 */
export function lunarYearly(date: LunarDay, options: LunarYearlyOptions = {}): DayRule {
  const first = options.since === undefined ? FIRST_LUNAR_YEAR : Math.max(options.since + 1, FIRST_LUNAR_YEAR);
  return {
    next(from) {
      // A lunar year ends at the latest in the February after its Gregorian one.
      for (let year = Math.max(first, toCivilDate(from).year - 1); year <= LAST_LUNAR_YEAR; year += 1) {
        const found = daysOf(date, year, options).find(({ day }) => day >= from);
        if (found) return found.day;
      }
      return undefined;
    },
    facts(day) {
      const { year } = toCivilDate(day);
      const found = [year - 1, year].flatMap((lunar) => daysOf(date, lunar, options)).find((each) => each.day === day);
      return found ? factsOf(found, options) : {};
    },
  };
}

interface YearlyDay {
  readonly day: DayNumber;
  /** The lunar year whose day this is; moved past its end by `next-day` it still is that year's. */
  readonly lunarYear: number;
  readonly note?: Note;
}

/** In ascending order: none, one, or with `both` two. */
function daysOf(date: LunarDay, year: number, options: LunarYearlyOptions): readonly YearlyDay[] {
  if (date.kind === 'new-years-eve') {
    const eve = lunarNewYearsEve(year);
    return eve === undefined ? [] : [{ day: eve, lunarYear: year }];
  }
  return monthsOf(date, year, options).flatMap(({ leap, note }) => dayIn(date, year, leap, note, options));
}

interface KeptMonth {
  readonly leap: boolean;
  readonly note?: Note;
}

function monthsOf(date: LunarMonthDay, year: number, { leapMonth }: LunarYearlyOptions): readonly KeptMonth[] {
  const regular = { leap: false };
  const leap = { leap: true };
  const repeated = lunarYear(year)?.leapMonth === date.month;
  if (repeated && leapMonth === 'both') {
    const note = {
      zh: `今年有闰${formatLunarMonth(date.month, false)}，两个月都过`,
      en: `this year repeats lunar month ${date.month}: kept in both`,
    };
    return date.leap ? [{ ...regular, note }, leap] : [regular, { ...leap, note }];
  }
  if (!date.leap) return [regular];
  const asRegular = {
    zh: `按${formatLunarMonthDay({ ...date, leap: false })}`,
    en: `kept on lunar ${date.month}-${date.day}`,
  };
  if (repeated) return leapMonth === 'regular' ? [{ ...regular, note: asRegular }] : [leap];
  if (leapMonth === 'skip') return [];
  const note = {
    zh: `今年没有${formatLunarMonth(date.month, true)}，${asRegular.zh}`,
    en: `this year has no leap month ${date.month}: ${asRegular.en}`,
  };
  return [{ ...regular, note }];
}

function dayIn(
  date: LunarMonthDay,
  year: number,
  leap: boolean,
  note: Note | undefined,
  { day30 = '29th' }: LunarYearlyOptions,
): readonly YearlyDay[] {
  const start = lunarMonthStart(year, date.month, leap);
  if (start === undefined) return [];
  const length = lunarMonthLength(year, date.month, leap);
  if (date.day <= length) return [yearlyDay(addDays(start, date.day - 1), year, note)];
  if (day30 === 'skip') return [];
  const [zh, en] = [
    `${formatLunarMonth(date.month, leap)}没有三十`,
    `lunar ${leap ? 'leap ' : ''}month ${date.month} has no 30th`,
  ];
  if (day30 === '29th') {
    const moved = { zh: `${zh}，按${formatLunarDay(29)}`, en: `${en}: its 29th instead` };
    return [yearlyDay(addDays(start, 28), year, note, moved)];
  }
  const nextDay = addDays(start, length);
  return [
    yearlyDay(nextDay, year, note, { zh: `${zh}，按次日${nameOf(nextDay)}`, en: `${en}: the day after instead` }),
  ];
}

function yearlyDay(day: DayNumber, year: number, ...notes: readonly (Note | undefined)[]): YearlyDay {
  const note = joinedNotes(...notes);
  return { day, lunarYear: year, ...(note && { note }) };
}

function nameOf(day: DayNumber): string {
  const date = toLunarDate(day);
  return date ? formatLunarMonthDay(date) : '';
}

function factsOf(found: YearlyDay, { since, count }: LunarYearlyOptions): DayFacts {
  const years = since === undefined ? undefined : found.lunarYear - since + (count === 'xusui' ? 1 : 0);
  return {
    ...(years === undefined ? {} : { years }),
    ...(found.note === undefined ? {} : { note: found.note }),
  };
}
