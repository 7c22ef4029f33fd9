import { createCalendar } from '../schedule/calendar/calendar.ts';
import type { Calendar } from '../schedule/calendar/calendar.ts';
import { parseIsoDate } from '../schedule/civil.ts';
import type { DayNumber } from '../schedule/civil.ts';
import { pathsOfEach, scalarAt } from './entry-fault.ts';
import type { Report } from './report.ts';
import { SHAPES } from './shape.ts';
import type { Entry, Path, Tree } from './tree.ts';
import { shown } from './tree.ts';
import { validate } from './validate.ts';

/** A calendar and everything that was written about it, as one text. */
export interface KnownCalendar {
  readonly calendar: Calendar;
  readonly key: string;
}

/** Mainland China's, for reminders that name none. */
export const DEFAULT_CALENDAR: KnownCalendar = { calendar: createCalendar(), key: '' };

/** One entry of `calendars:`; `undefined` when something in it is wrong. */
export function resolveCalendar(entry: Entry, report: Report): KnownCalendar | undefined {
  if (entry.value.kind === 'scalar' && entry.value.text === undefined) return DEFAULT_CALENDAR;
  const shape = validate(SHAPES.calendar, entry.value, entry.keyPlace, report);
  if (!shape) return undefined;
  const { country = 'CN', unknownYear } = shape;
  if (country.toUpperCase() !== 'CN') {
    const { place } = scalarAt(entry.value, ['country']);
    report.error(place, 'not-supported-yet', { key: `country: ${shown(place)}` });
    return undefined;
  }
  const calendar = createCalendar({
    off: datesOf(entry.value, 'off', report),
    work: datesOf(entry.value, 'work', report),
    ...(unknownYear === undefined ? {} : { unknownYear }),
  });
  return { calendar, key: JSON.stringify([shape.off, shape.work, unknownYear]) };
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
