import { fault } from './fault.ts';
import type { Fault } from './fault.ts';
import { parseDayOfWeek } from './filter.ts';

/** Which day of a month: by its number, or the nth of a kind. Less than 0 counts from the end: -1 is the last one. */
export type MonthlyDay =
  /** 1-31 or -1 … -28; a month without that day has none. */
  | { readonly kind: 'date'; readonly day: number }
  /** 0 = Sunday … 6 = Saturday */
  | { readonly kind: 'weekday'; readonly weekday: number; readonly nth: number }
  | { readonly kind: 'workday'; readonly nth: number };

export interface MonthlyText {
  readonly kind: 'monthly';
  readonly day: MonthlyDay;
  /** Valid, but months will be left out that the person may not have thought of. */
  readonly warning?: Fault;
}

/**
 * Reads `monthly:`: `15`, `last`, `last workday`, `first workday`, `2nd friday`, `last fri`, `3rd last workday`,
 * `second-last day`; case and spaces do not matter. Ordinals are words up to `fifth`, or `1st`, `2nd`, … with digits.
 */
export function parseMonthlyDay(value: number | string): MonthlyText | Fault {
  const text = String(value).trim().toLowerCase();
  const day = readDay(text);
  if (!day) return unknownDay(value);
  const warning = warningFor(day);
  return { kind: 'monthly', day, ...(warning ? { warning } : {}) };
}

function readDay(text: string): MonthlyDay | undefined {
  if (/^\d{1,2}$/.test(text)) return readDate(Number(text));
  if (text === 'last') return { kind: 'date', day: -1 };
  const [, ordinal = '', fromEnd = '', noun = ''] = SHAPE.exec(text) ?? [];
  const nth = readNth(ordinal, fromEnd !== '');
  if (nth === undefined) return undefined;
  if (noun === 'workday') return Math.abs(nth) <= MOST_WORKDAYS ? { kind: 'workday', nth } : undefined;
  // The nth from the beginning is written as a number.
  if (noun === 'day') return nth < 0 && nth >= -28 ? { kind: 'date', day: nth } : undefined;
  const weekday = parseDayOfWeek(noun);
  return weekday === undefined || Math.abs(nth) > 5 ? undefined : { kind: 'weekday', weekday, nth };
}

/** `3rd last workday`: the ordinal, whether it counts from the end, and what it counts. */
const SHAPE = /^(\S+?)(?:(?:\s+|-)(last))?\s+(\S+)$/;
const ORDINALS = ['first', 'second', 'third', 'fourth', 'fifth'];
const MOST_WORKDAYS = 23;
/** A month of holidays and shut-downs can have few: below this, every month has so many in practice. */
const USUAL_WORKDAYS = 15;

function readDate(day: number): MonthlyDay | undefined {
  return day >= 1 && day <= 31 ? { kind: 'date', day } : undefined;
}

function readNth(text: string, fromEnd: boolean): number | undefined {
  if (text === 'last') return fromEnd ? undefined : -1;
  const nth = readOrdinal(text);
  return nth === undefined || !fromEnd ? nth : -nth;
}

function readOrdinal(text: string): number | undefined {
  if (ORDINALS.includes(text)) return ORDINALS.indexOf(text) + 1;
  const digits = /^([1-9]\d?)(?:st|nd|rd|th)$/.exec(text)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

function warningFor(day: MonthlyDay): Fault | undefined {
  if (day.kind === 'date') return day.day > 28 ? missingDate(day.day) : undefined;
  if (day.kind === 'weekday') return Math.abs(day.nth) === 5 ? missingFifth() : undefined;
  return Math.abs(day.nth) > USUAL_WORKDAYS ? missingWorkday(Math.abs(day.nth)) : undefined;
}

function missingDate(day: number): Fault {
  return fault(
    'month-without-day',
    { zh: `没有${day}日的月份不会提醒`, en: `months without a day ${day} are left out` },
    {
      zh: '想要每月最后一天就写 last；只在没有那一天的月份改成最后一天，就加上 short: last',
      en: 'write last for the last day of every month; for that of shorter months only, add short: last',
    },
  );
}

function missingFifth(): Fault {
  return fault(
    'month-without-day',
    { zh: '没有第五个这样的星期几的月份不会提醒', en: 'months with only four such weekdays are left out' },
    {
      zh: '想要每月最后一个就写 last，例如 last friday',
      en: 'write last for the last one of every month: last friday',
    },
  );
}

function missingWorkday(nth: number): Fault {
  return fault(
    'month-without-day',
    { zh: `不足${nth}个工作日的月份不会提醒`, en: `months with fewer than ${nth} workdays are left out` },
    { zh: '想要每月最后一个工作日就写 last workday', en: 'write last workday for the last one of every month' },
  );
}

function unknownDay(value: number | string): Fault {
  return fault(
    'unknown-monthly-day',
    { zh: `monthly 不认识“${value}”`, en: `monthly does not understand "${value}"` },
    {
      zh: '写 1-31、last、last workday、3rd last workday、2nd friday 这样的值，或几个的列表',
      en: 'write 1-31, last, last workday, 3rd last workday, such as 2nd friday, or a list',
    },
  );
}
