import type { LunarDate, LunarMonthDay } from './lunar-date.ts';

/** 二〇二六年八月十五 */
export function formatLunarDate(date: LunarDate): string {
  return `${formatLunarYear(date.year)}${formatLunarMonthDay(date)}`;
}

/** 八月十五, 闰六月初一, 腊月三十 */
export function formatLunarMonthDay({ month, leap, day }: LunarMonthDay): string {
  return `${formatLunarMonth(month, leap)}${formatLunarDay(day)}`;
}

/** 正月, 闰六月, 冬月, 腊月 */
export function formatLunarMonth(month: number, leap: boolean): string {
  return `${leap ? '闰' : ''}${MONTHS[month - 1] ?? month}月`;
}

/** 初一, 十五, 二十, 廿九, 三十 */
export function formatLunarDay(day: number): string {
  if (day <= 10) return `初${DIGITS[day] ?? '十'}`;
  if (day === 20) return '二十';
  if (day === 30) return '三十';
  return `${day < 20 ? '十' : '廿'}${DIGITS[day % 10]}`;
}

/** 二〇二六年 */
function formatLunarYear(year: number): string {
  return `${String(year).replaceAll(/\d/g, (digit) => DIGITS[Number(digit)] ?? digit)}年`;
}

const DIGITS = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
const MONTHS = ['正', '二', '三', '四', '五', '六', '七', '八', '九', '十', '冬', '腊'];
