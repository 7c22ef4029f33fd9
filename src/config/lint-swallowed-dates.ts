import type { Calendar } from '../schedule/calendar/calendar.ts';
import { addDays, type DayNumber, dayOf, parseIsoDate, toIsoDate } from '../schedule/civil.ts';
import { DAY, type EpochMs } from '../schedule/instant.ts';
import { shiftedSource } from '../schedule/shifted-source.ts';
import { createTimetable, type TimetableOptions } from '../schedule/timetable.ts';
import { areAsked } from './asks-calendar.ts';
import type { Config } from './config.ts';
import { writtenEntry } from './decode/group.ts';
import type { LintedReminder } from './linted-reminder.ts';
import { own, vouched } from './printable.ts';
import type { Report } from './report.ts';
import { expressionsOf, type Rhythm } from './rhythm.ts';

const YEAR = 366;
const MOST_SHOWN = 4;

/**
 * Warns of dates of the coming year that `on` or `unless` swallow, where a trigger names each of them by itself: a
 * quarterly filing on a day off is lost without a word. Who writes `shift: skip` has said that it may be. Dates that
 * `skip` leaves out are written there one by one.
 */
export function warnSwallowedDates(
  { part, config, reminder, options }: LintedReminder,
  { calendars, defaultCalendar }: Pick<Config, 'calendars' | 'defaultCalendar'>,
  now: EpochMs,
  report: Report,
): void {
  const written = [writtenEntry(part, 'on'), writtenEntry(part, 'unless')].filter((each) => each !== undefined);
  const [first] = written;
  if (!first || writtenEntry(part, 'shift') || reminder.paused || !namesDates(reminder.rhythm)) return;
  const { on, unless, ...others } = options().filter ?? {};
  if (!on && !unless) return;
  const named = daysOf({ ...options(), filter: others }, now);
  const kept = new Set(daysOf(options(), now));
  const lost = named.filter((day) => !kept.has(day));
  // Where nothing is left for ever, that is told already.
  if (lost.length === 0 || !reminder.timetable.next(now)) return;
  const calendar = calendars.get(config.calendar ?? '') ?? defaultCalendar;
  const moved = areAsked(config.filter.on) ? movedTo(lost[0], options(), calendar) : undefined;
  report.warning(first.keyPlace, 'dates-swallowed', {
    keys: written.map(({ key }) => (key === 'on' ? own('on') : own('unless'))),
    count: lost.length,
    of: named.length,
    dates: lost.slice(0, MOST_SHOWN).map((day) => vouched(toIsoDate(day))),
    ...(moved !== undefined && { moved: vouched(toIsoDate(moved)) }),
    isOfWorkdays: areAsked(config.filter.on) || areAsked(config.filter.unless),
  });
}

/** Reminders of several days a week are what `on` is for, and so are the weeks of which it chooses days. */
function namesDates(rhythm: Rhythm): boolean {
  switch (rhythm.kind) {
    case 'at':
    case 'every':
    case 'countdown':
      return false;
    case 'interval':
      return rhythm.every.unit !== 'week' && rhythm.days === undefined;
    case 'cron':
      return expressionsOf(rhythm).some(namesDaysOfMonthOrOneOfWeek);
    case 'once':
    case 'monthly':
    case 'lunar-monthly':
    case 'yearly':
    case 'lunar-yearly':
    case 'named-yearly':
    case 'birthdays':
    case 'anniversaries':
      return true;
  }
}

function namesDaysOfMonthOrOneOfWeek(expression: string): boolean {
  const fields = expression.trim().split(/ +/);
  const [dayOfMonth = '*', dayOfWeek = '*'] = [fields.at(-3), fields.at(-1)];
  if (fields.length === 1) return false;
  return /^[\dL][\dLW,-]*$/i.test(dayOfMonth) || /^(?:\d|[a-z]{3})(?:L|#\d)?$/i.test(dayOfWeek);
}

/** Of the coming year, ascending. Each source is asked by itself: there may be hundreds of birthdays. */
function daysOf({ sources, zone, filter = {} }: TimetableOptions, now: EpochMs): readonly DayNumber[] {
  const last = addDays(dayOf(zone.wallAt(now)), YEAR);
  const days = new Set<DayNumber>();
  for (const source of sources) {
    const timetable = createTimetable({ sources: [source], zone, filter });
    for (let due = timetable.next(now); due; due = timetable.next(due.at)) {
      const day = parseIsoDate(due.occurrences[0].date);
      if (day === undefined || day > last) break;
      days.add(day);
    }
  }
  return [...days].toSorted((a, b) => a - b);
}

/** Where `shift: next-workday` would put it. */
function movedTo(
  lost: DayNumber | undefined,
  options: TimetableOptions,
  { isWorkday }: Calendar,
): DayNumber | undefined {
  if (lost === undefined) return undefined;
  const sources = options.sources.map((source) => shiftedSource(source, 'next-workday', isWorkday));
  const [first] = daysOf({ ...options, sources, filter: {} }, ((lost - 1) * DAY) as EpochMs);
  return first;
}
