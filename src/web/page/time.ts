import { formatTime, localDate, localTime } from '../../message/local-time.ts';
import { addDays, parseIsoDate, wallAt } from '../../schedule/civil.ts';
import { DAY, HOUR, MINUTE, type EpochMs } from '../../schedule/instant.ts';
import type { IsoDate } from '../../schedule/occurrence.ts';
import { zone } from '../../schedule/zone.ts';
import type { Texts } from '../texts/catalogue.ts';
import type { View } from './view.ts';

/** `08:50`, with seconds only where there are some. */
export function clockTime(at: EpochMs, zone: string): string {
  const local = localTime(at, zone);
  return formatTime(local, local.second === 0 ? 'HH:mm' : 'HH:mm:ss');
}

/** Date and time, with the year where it is not the present one, with seconds only where there are some. */
export function momentText(at: EpochMs, { now, zone, texts }: Pick<View, 'now' | 'zone' | 'texts'>): string {
  const local = localTime(at, zone, texts.language);
  const { date, dateOfYear } = texts.format;
  const tokens = local.year === localTime(now, zone).year ? date : dateOfYear;
  return `${formatTime(local, tokens)} ${clockTime(at, zone)}`;
}

export function dateOf(at: EpochMs, zone: string): IsoDate {
  return localTime(at, zone).toISODate() ?? '';
}

/** The midnight with which a date begins, or that of so many days on. */
export function startOfDate(date: IsoDate, zoneName: string, daysOn = 0): EpochMs {
  const day = parseIsoDate(date);
  if (day === undefined) throw new RangeError(`not a date: ${date}`);
  return zone(zoneName).instantOf(wallAt(addDays(day, daysOn), 0));
}

/** `2026年11月` */
export function monthText(month: string, { language, format }: Texts): string {
  return formatTime(localDate(month, language), format.month);
}

/** With year and weekday, as it is read out. */
export function longDate(date: IsoDate, { language, format }: Texts): string {
  return formatTime(localDate(date, language), format.longDate);
}

export interface DayWords {
  /** `今天`; `undefined` where no such name is short. */
  readonly name: string | undefined;
  readonly number: number;
  /** `11月24日` */
  readonly date: string;
  readonly weekday: string;
  readonly weekdayShort: string;
}

/** How people call a date, seen from `today`. */
export function dayWords(date: IsoDate, today: IsoDate, texts: Texts): DayWords {
  const day = localDate(date, texts.language);
  return {
    name: dayName((day.toMillis() - localDate(today).toMillis()) / DAY, texts),
    number: day.day,
    date: formatTime(day, texts.format.date),
    weekday: formatTime(day, texts.format.weekday),
    weekdayShort: formatTime(day, texts.format.weekdayShort),
  };
}

/** `11月24日` */
export function dateWords(date: IsoDate, { now, zone, texts }: Pick<View, 'now' | 'zone' | 'texts'>): string {
  return dayWords(date, dateOf(now, zone), texts).date;
}

function dayName(daysAway: number, texts: Texts): string | undefined {
  const { yesterday, today, tomorrow } = texts.dayName;
  return new Map([
    [-1, yesterday],
    [0, today],
    [1, tomorrow],
  ]).get(daysAway);
}

/** `in 3 h 20 min`, `5 分钟前`: two units at most, rounded to the minute. */
export function relativeTime(at: EpochMs, now: EpochMs, texts: Texts): string {
  const words = spanText(Math.abs(at - now), texts);
  if (words === undefined) return at >= now ? texts.relative.now : texts.relative.justNow;
  return at > now ? texts.relative.future(words) : texts.relative.past(words);
}

/** A length of time in words; `undefined` when it is less than a minute. */
export function spanText(ms: number, texts: Texts): string | undefined {
  const minutes = Math.round(ms / MINUTE) * MINUTE;
  if (minutes < MINUTE) return undefined;
  return texts.relative.span({
    days: Math.floor(minutes / DAY),
    hours: Math.floor((minutes % DAY) / HOUR),
    minutes: (minutes % HOUR) / MINUTE,
  });
}
