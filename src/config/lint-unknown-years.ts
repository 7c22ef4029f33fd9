import type { Calendar } from '../schedule/calendar/calendar.ts';
import { toDayNumber, wallAt } from '../schedule/civil.ts';
import { LAST_DAY } from '../schedule/filter.ts';
import { DAY, toEpochMs } from '../schedule/instant.ts';
import type { EpochMs } from '../schedule/instant.ts';
import type { Notice } from '../schedule/notice.ts';
import { createTimetable } from '../schedule/timetable.ts';
import type { TimetableOptions } from '../schedule/timetable.ts';
import type { Report } from './report.ts';
import { countsWorkdays, areAsked, usesCalendar } from './asks-calendar.ts';
import type { Config } from './config.ts';
import { writtenEntry } from './decode/group.ts';
import type { LintedReminder } from './linted-reminder.ts';

/** How far ahead the announcement of days off must reach. */
const HORIZON = 60 * DAY;

/** Warns of a year that is not announced yet: once per calendar, at the first reminder that people may be told of so soon. */
export function reportUnknownYears(
  reminders: readonly LintedReminder[],
  { calendars, defaultCalendar }: Pick<Config, 'calendars' | 'defaultCalendar'>,
  now: EpochMs,
  report: Report,
): void {
  const seen = new Set<Calendar>();
  for (const linted of reminders) {
    const { part, entry, config, reminder } = linted;
    const isJudged = usesCalendar(config) || countsWorkdays(config);
    const calendar = calendars.get(config.calendar ?? '') ?? defaultCalendar;
    if (!isJudged || seen.has(calendar) || reminder.paused) continue;
    const year = unknownYear(linted, calendar, now);
    if (year === undefined) continue;
    seen.add(calendar);
    const place = writtenEntry(part, 'on')?.value.place ?? entry.keyPlace;
    if (calendar.unknownYear === 'error') report.error(place, 'calendar-year-unknown', { year });
    else report.warning(place, 'calendar-year-provisional', { year });
  }
}

function unknownYear({ options, config }: LintedReminder, calendar: Calendar, now: EpochMs): number | undefined {
  const { sources, zone, filter = {}, advance } = options();
  const { on, unless, ...others } = filter;
  // What the calendar would say of that year is not known yet.
  const judged = {
    ...others,
    ...(on !== undefined && !areAsked(config.filter.on) && { on }),
    ...(unless !== undefined && !areAsked(config.filter.unless) && { unless }),
  };
  const reach: TimetableOptions = { sources, zone, filter: judged };
  const leads = advance?.map(leadOf) ?? [0];
  for (const lead of leads) {
    // Nothing is planned after that: `advance: 999999d` is about nothing.
    if (now + lead >= LAST_DAY * DAY) continue;
    const window = { from: toEpochMs(now + lead), until: toEpochMs(now + lead + HORIZON) };
    const years = yearsIn(window, reach).filter((year) => !calendar.isKnown(year));
    const reached = years.find((year) => reaches(year, window, reach));
    if (reached !== undefined) return reached;
  }
  return undefined;
}

/** Of workdays about so much: two of seven days are off. */
function leadOf(notice: Notice): number {
  switch (notice.kind) {
    case 'days':
      return notice.days * DAY;
    case 'workdays':
      return Math.ceil(notice.workdays * 1.4) * DAY;
    case 'elapsed':
      return notice.ms;
  }
}

interface Window {
  readonly from: EpochMs;
  readonly until: EpochMs;
}

function yearsIn({ from, until }: Window, { zone }: TimetableOptions): readonly number[] {
  const yearOf = (at: EpochMs): number => Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone.id).year;
  return [...new Set([yearOf(from), yearOf(until)])];
}

function reaches(year: number, { from, until }: Window, options: TimetableOptions): boolean {
  const newYear = options.zone.instantOf(wallAt(toDayNumber(year, 1, 1), 0));
  const due = createTimetable(options).next(toEpochMs(Math.max(from, newYear - 1)));
  return due !== undefined && due.at <= until;
}
