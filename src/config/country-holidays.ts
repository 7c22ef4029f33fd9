import type Holidays from 'date-holidays';
import type { HolidaysTypes } from 'date-holidays';
import type { HolidaySource, SpecialDay } from '../schedule/calendar/holiday-source.ts';
import { addDays, type DayNumber, parseIsoDate, toCivilDate } from '../schedule/civil.ts';
import { nearest } from '../message/nearest.ts';

/** The public holidays of a country other than mainland China, or why there are none. */
export type CountryHolidays =
  | { readonly kind: 'holidays'; readonly source: HolidaySource }
  /** The package that knows them is an optional one: it is large, and few need it. */
  | { readonly kind: 'not-installed' }
  | { readonly kind: 'unknown-country' /** A code. */; readonly nearest?: string };

/**
 * Looks a country up, by its ISO 3166 code in any case, in the package `date-holidays`, which is imported only here and
 * only then. Its holidays are computed, so every year that it has any for counts as known.
 */
export async function countryHolidays(
  written: string,
  importPackage: () => Promise<HolidayPackage> = () => import('date-holidays'),
): Promise<CountryHolidays> {
  const Package = await packageOrNothing(importPackage);
  if (!Package) return { kind: 'not-installed' };
  const codes = Object.keys(new Package().getCountries());
  const code = countryCode(written);
  if (codes.includes(code)) return { kind: 'holidays', source: sourceOf(new Package(code, { types: ['public'] })) };
  const meant = nearestCountry(written, codes);
  return { kind: 'unknown-country', ...(meant === undefined ? {} : { nearest: meant }) };
}

export function countryCode(written: string): string {
  return written.normalize('NFKC').trim().toUpperCase();
}

interface HolidayPackage {
  readonly default: typeof Holidays;
}

async function packageOrNothing(importPackage: () => Promise<HolidayPackage>) {
  try {
    return (await importPackage()).default;
  } catch (error) {
    if (error instanceof Error && 'code' in error && MISSING.has(error.code)) return undefined;
    throw error;
  }
}

/** Imported, and required, as the bundle does it. */
const MISSING: ReadonlySet<unknown> = new Set(['ERR_MODULE_NOT_FOUND', 'MODULE_NOT_FOUND']);

function sourceOf(holidays: Holidays): HolidaySource {
  const years = new Map<number, ReadonlyMap<DayNumber, SpecialDay>>();
  const startingIn = (year: number) => years.getOrInsertComputed(year, () => daysOff(holidays.getHolidays(year)));
  return {
    day(day) {
      const { year } = toCivilDate(day);
      // A feast of several days may have begun in December.
      return startingIn(year).get(day) ?? startingIn(year - 1).get(day);
    },
    isKnown: (year) => startingIn(year).size > 0,
  };
}

function daysOff(holidays: readonly HolidaysTypes.Holiday[]): ReadonlyMap<DayNumber, SpecialDay> {
  const days = new Map<DayNumber, SpecialDay>();
  for (const holiday of holidays) {
    for (const day of daysOf(holiday)) if (!days.has(day)) days.set(day, { off: true, name: holiday.name });
  }
  return days;
}

const HOUR_MS = 3_600_000;

/**
 * The days whose noon a holiday holds: one that begins at sunset is the day after, half a day off is none.
 * Taken from what the country's own clock shows, `2026-03-20 00:00:00 -0600` being six hours before that midnight:
 * neither the zone of the host nor that of the country comes in.
 */
function daysOf({ date, start, end }: HolidaysTypes.Holiday): readonly DayNumber[] {
  const [, text = '', hour = '', minute = '', shift = '0'] = LOCAL_TIME.exec(date) ?? [];
  const first = parseIsoDate(text);
  if (first === undefined) return [];
  const begin = Number(hour) + Number(minute) / 60 + Number(shift) / 100;
  const finish = begin + (end.getTime() - start.getTime()) / HOUR_MS;
  const days: DayNumber[] = [];
  for (let offset = Math.floor(begin / 24); offset * 24 + 12 < finish; offset += 1) {
    if (offset * 24 + 12 > begin) days.push(addDays(first, offset));
  }
  return days;
}

const LOCAL_TIME = /^(\d{4}-\d{2}-\d{2}) (\d{2}):(\d{2}):\d{2}(?: ([+-]\d{4}))?$/;

/** `UK` is GB, `Japan` and 日本 are JP. */
function nearestCountry(written: string, codes: readonly string[]): string | undefined {
  const canonical = canonicalRegion(countryCode(written));
  if (canonical !== undefined && codes.includes(canonical)) return canonical;
  const names = new Map(codes.map((code) => [code, code]));
  for (const locale of ['en', 'zh-CN']) {
    const nameOf = new Intl.DisplayNames(locale, { type: 'region' });
    for (const code of codes) names.set(nameOf.of(code) ?? code, code);
  }
  return names.get(nearest(written, names.keys()) ?? '');
}

function canonicalRegion(code: string): string | undefined {
  try {
    return new Intl.Locale(`und-${code}`).region;
  } catch {
    return undefined;
  }
}
