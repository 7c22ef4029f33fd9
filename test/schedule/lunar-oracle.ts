import { toCivilDate } from '../../src/schedule/civil.ts';
import type { DayNumber } from '../../src/schedule/civil.ts';
import type { LunarDay } from '../../src/schedule/lunar/parse-lunar-date.ts';
import type { LunarYearlyOptions } from '../../src/schedule/lunar-yearly.ts';

/** What Temporal's calendar shows on one day. */
export interface LunarShown {
  readonly code: string;
  readonly dayOfMonth: number;
  readonly monthDays: number;
  /** The code of the month that this lunar year repeats. */
  readonly leapCode: string | undefined;
}

export function lunarShownOn(day: DayNumber): LunarShown {
  const { year, month, day: dayOfMonth } = toCivilDate(day);
  const lunar = Temporal.PlainDate.from({ year, month, day: dayOfMonth }).withCalendar('chinese');
  return {
    code: lunar.monthCode,
    dayOfMonth: lunar.day,
    monthDays: lunar.daysInMonth,
    leapCode: leapCodeOf(lunar.year),
  };
}

/** Whether a lunar day of every year is kept today: by definition, from what the calendar shows today and yesterday. */
export function keepsLunarDay(
  date: LunarDay,
  { leapMonth, day30 }: LunarYearlyOptions,
  today: LunarShown,
  yesterday?: LunarShown,
): boolean {
  if (date.kind === 'new-years-eve') return today.code === 'M12' && today.dayOfMonth === today.monthDays;
  if (date.day === 30 && day30 === 'next-day' && yesterday?.dayOfMonth === 29 && yesterday.monthDays === 29) {
    if (inKeptMonth(date.month, date.leap, leapMonth, yesterday)) return true;
  }
  if (!inKeptMonth(date.month, date.leap, leapMonth, today)) return false;
  if (today.dayOfMonth === date.day) return true;
  return date.day === 30 && (day30 ?? '29th') === '29th' && today.dayOfMonth === 29 && today.monthDays === 29;
}

function inKeptMonth(month: number, leap: boolean, rule: LunarYearlyOptions['leapMonth'], today: LunarShown): boolean {
  const regularCode = `M${String(month).padStart(2, '0')}`;
  const leapCode = `${regularCode}L`;
  if (today.code === leapCode) return rule === 'both' || (leap && rule !== 'regular');
  if (today.code !== regularCode) return false;
  if (!leap || rule === 'both' || rule === 'regular') return true;
  return rule === undefined && today.leapCode !== leapCode;
}

const leapCodes = new Map<number, string | undefined>();

function leapCodeOf(year: number): string | undefined {
  if (!leapCodes.has(year)) {
    const newYear = Temporal.PlainDate.from({ calendar: 'chinese', year, month: 1, day: 1 });
    const codes = Array.from(
      { length: newYear.monthsInYear },
      (_, month) => newYear.with({ month: month + 1 }).monthCode,
    );
    leapCodes.set(
      year,
      codes.find((code) => code.endsWith('L')),
    );
  }
  return leapCodes.get(year);
}
