import { createCalendar } from '../schedule/calendar/calendar.ts';
import type { Calendar, CalendarOptions } from '../schedule/calendar/calendar.ts';
import type { HolidaySource } from '../schedule/calendar/holiday-source.ts';
import { parseIsoDate } from '../schedule/civil.ts';
import type { DayNumber } from '../schedule/civil.ts';
import type { DayRange } from '../schedule/filter.ts';
import { countryCode } from './country-holidays.ts';
import type { CountryHolidays } from './country-holidays.ts';
import { pathsOfEach, scalarAt, scalarOrNothing } from './entry-fault.ts';
import { rangeAt } from './range-at.ts';
import type { Report } from './report.ts';
import { resolveWeek } from './resolve-week.ts';
import { SHAPES } from './shape.ts';
import type { Entry, Path, Scalar, Tree } from './tree.ts';
import { shown } from './tree.ts';
import { validate } from './validate.ts';

/** A calendar and everything that was written about it, as one text. */
export interface KnownCalendar {
  readonly calendar: Calendar;
  readonly key: string;
}

/** Where calendars take days off from, beside the bundled data. */
export interface HolidayKnowledge {
  /** Mainland China's, as downloaded. Default: nothing has been. */
  readonly downloaded?: HolidaySource;
  /** Each country that a calendar names, by its code; mainland China is not among them. */
  readonly countries: ReadonlyMap<string, CountryHolidays>;
}

/** Mainland China's, for reminders that name none. */
export function defaultCalendar({ downloaded }: HolidayKnowledge): KnownCalendar {
  return { calendar: createCalendar(downloaded ? { downloaded } : {}), key: '' };
}

export const CHINA = 'CN';

/** One entry of `calendars:`; `undefined` when something in it is wrong. */
export function resolveCalendar(entry: Entry, holidays: HolidayKnowledge, report: Report): KnownCalendar | undefined {
  if (entry.value.kind === 'scalar' && entry.value.text === undefined) return defaultCalendar(holidays);
  const shape = validate(SHAPES.calendar, entry.value, entry.keyPlace, report);
  if (!shape) return undefined;
  const { unknownYear } = shape;
  const country = holidayCode(entry.value);
  const found = country === CHINA ? chinaFrom(holidays) : countryFrom(country, entry, holidays, report);
  if (!found) return undefined;
  const { workdays, ...sources } = found;
  const from = shape.alternate && dateAt(entry.value, ['alternate', 'from'], report);
  const week = resolveWeek(entry.value, workdays, from, report);
  const calendar = createCalendar({
    ...sources,
    ...(week && { week }),
    off: datesOf(entry.value, 'off', report),
    work: datesOf(entry.value, 'work', report),
    ...(unknownYear === undefined ? {} : { unknownYear }),
  });
  const written = [shape.off, shape.work, unknownYear, ...(country === CHINA ? [] : [country])];
  const weekly = shape.week || shape.alternate ? [{ week: shape.week, alternate: shape.alternate }] : [];
  return { calendar, key: JSON.stringify([...written, ...weekly]) };
}

/** Whose holidays a calendar has: `CN`, `GB-ENG`. `region` may leave out the country that is written beside it. */
export function holidayCode(tree: Tree): string {
  const country = countryCode(scalarOrNothing(tree, ['country'])?.text ?? CHINA);
  const region = scalarOrNothing(tree, ['region'])?.text;
  if (region === undefined) return country;
  const code = countryCode(region);
  return code.includes('-') ? code : `${country}-${code}`;
}

type Sources = Pick<CalendarOptions, 'source' | 'downloaded'> & {
  /** Of the country, where they are not Monday to Friday. */
  readonly workdays?: ReadonlySet<number>;
};

function chinaFrom({ downloaded }: HolidayKnowledge): Sources {
  return downloaded ? { downloaded } : {};
}

function countryFrom(
  country: string,
  { value }: Entry,
  { countries }: HolidayKnowledge,
  report: Report,
): Sources | undefined {
  const region = scalarOrNothing(value, ['region']);
  const written = scalarOrNothing(value, ['country']);
  if (region && written && !country.startsWith(`${countryCode(written.text ?? '')}-`)) {
    report.error(region.place, 'keys-exclude', { key: 'region', other: `country: ${shown(written.place)}` });
    return undefined;
  }
  const found = countries.get(country) ?? { kind: 'unknown-country' };
  if (found.kind === 'holidays') return found;
  reportNoHolidays(region ?? scalarAt(value, ['country']), found, report);
  return undefined;
}

function reportNoHolidays(
  { place, fromEnvironment }: Scalar,
  found: Exclude<CountryHolidays, { kind: 'holidays' }>,
  report: Report,
): void {
  const written = shown(place);
  if (found.kind === 'not-installed') report.error(place, 'country-package-missing', { country: written });
  else if (fromEnvironment) report.error(place, 'bad-environment-value', { written });
  else if (found.kind === 'unknown-region')
    report.error(place, 'unknown-region', { name: written, known: found.known });
  else report.error(place, 'unknown-country', { name: written, ...(found.nearest ? { nearest: found.nearest } : {}) });
}

/** Dates, and ranges of them. */
function datesOf(tree: Tree, key: 'off' | 'work', report: Report): readonly (DayNumber | DayRange)[] {
  return pathsOfEach(tree, key)
    .map((path) => {
      const scalar = scalarAt(tree, path);
      return scalar.text?.includes('..') === true ? rangeAt(scalar, report) : dateAt(tree, path, report);
    })
    .filter((day) => day !== undefined);
}

/** A date that has the form of one: whether that day exists is reported here. */
export function dateAt(tree: Tree, path: Path, report: Report): DayNumber | undefined {
  const scalar = scalarAt(tree, path);
  const day = parseIsoDate(scalar.text ?? '');
  if (day === undefined) report.error(scalar.place, 'no-such-date', { written: shown(scalar.place) });
  return day;
}
