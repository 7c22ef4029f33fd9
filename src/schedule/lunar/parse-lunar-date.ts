import { fault } from '../fault.ts';
import type { Fault } from '../fault.ts';
import { chineseDigits, chineseNumber } from '../chinese-number.ts';
import { formatLunarMonth } from './format-lunar-date.ts';
import { lunarMonthLength } from './lunar-date.ts';
import type { LunarMonthDay } from './lunar-date.ts';
import { FIRST_LUNAR_YEAR, LAST_LUNAR_YEAR, lunarYear } from './lunar-year.ts';

/** Which day of every lunar year: one with a number, or its last, whatever number that has. */
export type LunarDay = (LunarMonthDay & { readonly kind: 'month-day' }) | { readonly kind: 'new-years-eve' };

/** A lunar day as written, with the lunar year if one was written (`1990-08-15`). */
export interface LunarText {
  readonly kind: 'lunar';
  readonly date: LunarDay;
  readonly year?: number;
}

/**
 * Reads a lunar date as people write it: `八月十五`, `08-15`, `闰06-01`, `闰六月初一`, `腊月三十`, `除夕`, each also with
 * the lunar year in front (`1990-08-15`, `1990-闰05-03`, `1990-八月十五`, `一九九〇年八月十五`). Traditional characters and full-width
 * digits are read too. With a year, the date must exist in it; without one, a leap month must be one that occurs at all.
 */
export function parseLunarDate(text: string): LunarText | Fault {
  const plain = text
    .normalize('NFKC')
    .replaceAll(/\s/g, '')
    .replaceAll('閏', '闰')
    .replace(/^[农農阴陰][历曆]/, '');
  const parts = NUMERIC.exec(plain)?.groups ?? CHINESE.exec(plain)?.groups;
  if (!parts) return unknownDate(text);
  const year = parts['year'] === undefined ? undefined : Number(chineseDigits(parts['year']));
  const date = parts['eve'] ? NEW_YEARS_EVE : readMonthDay(parts);
  if (!date) return unknownDate(text);
  if (date.kind === 'fault') return date;
  const wrong = year === undefined ? checkDate(date) : checkInYear(date, year);
  return wrong ?? { kind: 'lunar', date, ...(year === undefined ? {} : { year }) };
}

const NEW_YEARS_EVE: LunarDay = { kind: 'new-years-eve' };
const NUMERIC = /^(?:(?<year>\d{4})-)?(?<leap>闰)?(?<month>\d{1,2})-(?<day>\d{1,2})$/;
const CHINESE =
  /^(?:(?<year>[\d〇○零一二三四五六七八九]{4})[年-])?(?:(?<eve>除夕)|(?<leap>闰)?(?<month>[^年月闰]{1,2})月(?<day>[^年月]{1,3}?)[日号號]?)$/;

function readMonthDay(parts: Record<string, string | undefined>): LunarDay | Fault | undefined {
  const month = readMonth(parts['month'] ?? '');
  const day = chineseNumber((parts['day'] ?? '').replace(/^初/, ''));
  if (month === undefined || day === undefined) return undefined;
  if (month < 1 || month > 12 || day < 1 || day > 30) return outOfRange(month, day);
  return { kind: 'month-day', month, leap: parts['leap'] !== undefined, day };
}

const NAMED_MONTHS: Readonly<Record<string, number>> = { 正: 1, 元: 1, 冬: 11, 腊: 12, 臘: 12 };

function readMonth(text: string): number | undefined {
  return NAMED_MONTHS[text] ?? chineseNumber(text);
}

function checkDate(date: LunarDay): Fault | undefined {
  if (date.kind === 'new-years-eve' || !date.leap || (date.month > 1 && date.month < 12)) return undefined;
  const name = formatLunarMonth(date.month, true);
  return fault(
    'lunar-month-never-comes',
    { zh: `${name}从不出现`, en: `no year has a leap month ${date.month} (${name})` },
    {
      zh: '闰月只有闰二月到闰冬月；不是闰月就去掉“闰”字',
      en: 'leap months are 2 to 11; for the regular month leave out 闰',
    },
  );
}

function checkInYear(date: LunarDay, year: number): Fault | undefined {
  const lunar = lunarYear(year);
  if (!lunar) return yearOutOfRange(year);
  if (date.kind === 'new-years-eve') return undefined;
  const length = lunarMonthLength(year, date.month, date.leap);
  if (length === 0) return noSuchLeapMonth(year, date.month, lunar.leapMonth);
  return date.day <= length ? undefined : noSuchDay(year, date);
}

function unknownDate(text: string): Fault {
  return fault(
    'unknown-lunar-date',
    { zh: `“${text}”不是农历日期`, en: `"${text}" is no lunar date` },
    {
      zh: '写成 八月十五、08-15、闰06-01、腊月三十 或 除夕；带年份写成 1990-08-15',
      en: 'write 八月十五, 08-15, 闰06-01 (leap month), 腊月三十 or 除夕; with a year 1990-08-15',
    },
  );
}

function outOfRange(month: number, day: number): Fault {
  return fault(
    'lunar-date-out-of-range',
    { zh: `农历没有${month}月${day}日`, en: `there is no lunar month ${month}, day ${day}` },
    { zh: '农历月份是 1-12，日子是 1-30', en: 'lunar months are 1-12, days 1-30' },
  );
}

function yearOutOfRange(year: number): Fault {
  const range = `${FIRST_LUNAR_YEAR}-${LAST_LUNAR_YEAR}`;
  return fault(
    'lunar-year-out-of-range',
    { zh: `农历${year}年超出范围`, en: `the lunar year ${year} is out of range` },
    { zh: `农历年份可以是 ${range}；也可以不写年份`, en: `lunar years may be ${range}, or leave the year out` },
  );
}

function noSuchLeapMonth(year: number, month: number, leapMonth: number): Fault {
  const has = leapMonth === 0 ? { zh: '没有闰月', en: 'has no leap month' } : namedLeapMonth(leapMonth);
  return fault(
    'no-such-lunar-date',
    {
      zh: `农历${year}年没有${formatLunarMonth(month, true)}，那年${has.zh}`,
      en: `the lunar year ${year} has no leap month ${month}: it ${has.en}`,
    },
    { zh: '核对年份和月份；不是闰月就去掉“闰”字', en: 'check year and month; for the regular month leave out 闰' },
  );
}

function namedLeapMonth(leapMonth: number): { zh: string; en: string } {
  return { zh: `是${formatLunarMonth(leapMonth, true)}`, en: `repeats month ${leapMonth}` };
}

function noSuchDay(year: number, { month, leap }: LunarMonthDay): Fault {
  const name = formatLunarMonth(month, leap);
  return fault(
    'no-such-lunar-date',
    { zh: `农历${year}年${name}只有29天`, en: `in the lunar year ${year}, month ${name} has only 29 days` },
    { zh: '写廿九（29），或核对年份', en: 'write 29, or check the year' },
  );
}
