import type Holidays from 'date-holidays';
import type { HolidaysTypes } from 'date-holidays';
import type { HolidaySource, SpecialDay } from '../schedule/calendar/holiday-source.ts';
import { addDays, type DayNumber, parseIsoDate, toCivilDate } from '../schedule/civil.ts';
import { nearest } from '../message/nearest.ts';

/** The public holidays of a country other than mainland China, or why there are none. */
export type CountryHolidays =
  | {
      readonly kind: 'holidays';
      readonly source: HolidaySource /** Where they are not Monday to Friday; 0 = Sunday. */;
      readonly workdays?: ReadonlySet<number>;
    }
  /** The package that knows them is an optional one: it is large, and few need it. */
  | { readonly kind: 'not-installed' }
  | { readonly kind: 'unknown-country' /** A code. */; readonly nearest?: string }
  /** The country has no such part; the codes that it has, `GB-ENG`. */
  | { readonly kind: 'unknown-region'; readonly known: readonly string[] };

/**
 * Looks a country up, by its ISO 3166 code in any case, or a part of one (`GB-ENG`, `DE-BY`), in the package `date-holidays`, which is imported only here and
 * only then. Its holidays are computed, so every year that it has any for counts as known.
 */
export async function countryHolidays(
  written: string,
  importPackage: () => Promise<HolidayPackage> = () => import('date-holidays'),
): Promise<CountryHolidays> {
  const Package = await packageOrNothing(importPackage);
  if (!Package) return { kind: 'not-installed' };
  const codes = Object.keys(new Package().getCountries());
  const [code = '', ...parts] = countryCode(written).split('-');
  if (!codes.includes(code)) {
    const meant = nearestCountry(written, codes);
    return { kind: 'unknown-country', ...(meant === undefined ? {} : { nearest: meant }) };
  }
  if (parts.length > 0 && !hasPart(new Package(), code, parts)) {
    const known = Object.keys(new Package().getStates(code) ?? {}).map((state) => `${code}-${state}`);
    return { kind: 'unknown-region', known };
  }
  const source = sourceOf(new Package([code, ...parts].join('-'), { types: ['public'] }));
  const workdays = workdaysOf(code);
  return { kind: 'holidays', source, ...(workdays && { workdays }) };
}

function hasPart(known: Holidays, country: string, [state = '', region, ...more]: readonly string[]): boolean {
  if (!Object.hasOwn(known.getStates(country) ?? {}, state)) return false;
  if (region === undefined) return true;
  return more.length === 0 && Object.hasOwn(known.getRegions(country, state) ?? {}, region);
}

/** Where Friday belongs to the weekend, as the Unicode CLDR has it; everywhere else Monday to Friday. */
function workdaysOf(country: string): ReadonlySet<number> | undefined {
  const { weekend } = weekOf(country);
  if (!weekend.includes(FRIDAY)) return undefined;
  return new Set([0, 1, 2, 3, 4, 5, 6].filter((day) => !weekend.includes(day === 0 ? 7 : day)));
}

const FRIDAY = 5;

/** 1 = Monday … 7 = Sunday. The types of the language do not know it yet. */
function weekOf(country: string): { readonly weekend: readonly number[] } {
  const locale = new Intl.Locale(`und-${country}`) as Intl.Locale & { getWeekInfo(): { weekend: readonly number[] } };
  return locale.getWeekInfo();
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
