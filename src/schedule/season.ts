import { type DayNumber, toCivilDate } from './civil.ts';

/** A part of every year, both days inclusive; it passes New Year where it ends before it begins. */
export interface Season {
  readonly from: MonthDay;
  readonly until: MonthDay;
}

/** Month times 100 plus day: 501 is 05-01. 229 need not exist in a year. */
export type MonthDay = number;

/** `05-01`; `undefined` for anything else and for days that never exist. */
export function parseMonthDay(text: string): MonthDay | undefined {
  const [, month = '', day = ''] = /^(\d{2})-(\d{2})$/.exec(text) ?? [];
  const longest = LENGTHS[Number(month) - 1];
  if (longest === undefined || Number(day) < 1 || Number(day) > longest) return undefined;
  return Number(month) * 100 + Number(day);
}

/** `05-01` */
export function monthDayText(day: MonthDay): string {
  return `${String(Math.floor(day / 100)).padStart(2, '0')}-${String(day % 100).padStart(2, '0')}`;
}

const LENGTHS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

export function isInSeason(asked: DayNumber, { from, until }: Season): boolean {
  const { month, day } = toCivilDate(asked);
  const date = month * 100 + day;
  return from <= until ? from <= date && date <= until : from <= date || date <= until;
}
