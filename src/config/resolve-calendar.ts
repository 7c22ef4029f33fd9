import { createCalendar } from '../schedule/calendar/calendar.ts';
import type { Calendar, CalendarOptions } from '../schedule/calendar/calendar.ts';
import type { HolidaySource } from '../schedule/calendar/holiday-source.ts';
import { parseIsoDate } from '../schedule/civil.ts';
import type { DayNumber } from '../schedule/civil.ts';
import { countryCode } from './country-holidays.ts';
import type { CountryHolidays } from './country-holidays.ts';
import { pathsOfEach, scalarAt } from './entry-fault.ts';
import type { Report } from './report.ts';
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
  const country = countryCode(shape.country ?? CHINA);
  const sources = country === CHINA ? chinaFrom(holidays) : countryFrom(country, entry, holidays, report);
  if (!sources) return undefined;
  const calendar = createCalendar({
    ...sources,
    off: datesOf(entry.value, 'off', report),
    work: datesOf(entry.value, 'work', report),
    ...(unknownYear === undefined ? {} : { unknownYear }),
  });
  const written = [shape.off, shape.work, unknownYear];
  return { calendar, key: JSON.stringify(country === CHINA ? written : [...written, country]) };
}

type Sources = Pick<CalendarOptions, 'source' | 'downloaded'>;

function chinaFrom({ downloaded }: HolidayKnowledge): Sources {
  return downloaded ? { downloaded } : {};
}

function countryFrom(
  country: string,
  { value }: Entry,
  { countries }: HolidayKnowledge,
  report: Report,
): Sources | undefined {
  const scalar = scalarAt(value, ['country']);
  const found = countries.get(country) ?? { kind: 'unknown-country' };
  if (found.kind === 'holidays') return { source: found.source };
  reportNoHolidays(scalar, found, report);
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
  else report.error(place, 'unknown-country', { name: written, ...(found.nearest ? { nearest: found.nearest } : {}) });
}

function datesOf(tree: Tree, key: 'off' | 'work', report: Report): readonly DayNumber[] {
  return pathsOfEach(tree, key)
    .map((path) => dateAt(tree, path, report))
    .filter((day) => day !== undefined);
}

/** A date that has the form of one: whether that day exists is reported here. */
export function dateAt(tree: Tree, path: Path, report: Report): DayNumber | undefined {
  const scalar = scalarAt(tree, path);
  const day = parseIsoDate(scalar.text ?? '');
  if (day === undefined) report.error(scalar.place, 'no-such-date', { written: shown(scalar.place) });
  return day;
}
