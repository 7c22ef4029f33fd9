import { addDays, dayOf, toCivilDate, wallAt } from '../schedule/civil.ts';
import type { DayNumber } from '../schedule/civil.ts';
import { parseDuration } from '../schedule/duration.ts';
import { filtered, parseDayRange } from '../schedule/filter.ts';
import type { DayRange } from '../schedule/filter.ts';
import { MINUTE, toEpochMs } from '../schedule/instant.ts';
import type { EpochMs } from '../schedule/instant.ts';
import { patternDay } from '../schedule/pattern.ts';
import { createTimetable } from '../schedule/timetable.ts';
import type { TimetableOptions } from '../schedule/timetable.ts';
import type { Config, Reminder } from './config.ts';
import { pathsOfEach, scalarAt } from './entry-fault.ts';
import type { Report } from './report.ts';
import type { KnownCalendar } from './resolve-calendar.ts';
import { intervalOf } from './resolve-interval.ts';
import type { ResolvedReminder } from './resolve-reminder.ts';
import type { ReminderShape } from './shape.ts';
import { entryOf, shown } from './tree.ts';

/** Warns of a time that never comes, comes too often, or is written about in vain. */
export function lintTimes(
  resolved: ResolvedReminder,
  { robots }: Pick<Config, 'robots'>,
  now: EpochMs,
  report: Report,
) {
  warnNeverFires(resolved, now, report);
  warnTooOften(resolved, robots, report);
  warnLateBeyondPeriod(resolved, report);
  warnVainSkips(resolved, now, report);
}

const FILTERS = ['on', 'unless', 'skip', 'active'] as const;

/** The next of them may not be announced yet. */
const HOLIDAYS = /holiday/;

function warnNeverFires({ reminder, entry, shape, options }: ResolvedReminder, now: EpochMs, report: Report): void {
  const waitsForNotice = [shape.on ?? []].flat().some((word) => HOLIDAYS.test(word));
  if (!canEnd(shape) || waitsForNotice || reminder.timetable.next(now)) return;
  const once = entryOf(entry.value, 'once') ?? entryOf(entry.value, 'countdown');
  const filters = FILTERS.map((key) => entryOf(entry.value, key)).filter((each) => each !== undefined);
  const [filter] = filters;
  if (filter && neverFired(reminder) && createTimetable({ ...options, filter: {} }).next(now)) {
    const keys = filters.map(({ key }) => key);
    report.warning(filter.value.place, 'filter-leaves-nothing', { reminder: reminder.id, keys });
  } else if (once && !filter) {
    report.warning(once.value.place, 'once-past', { written: shown(once.value.place) });
  } else {
    report.warning(entry.keyPlace, 'never-fires', { reminder: reminder.id });
  }
}

/** Every other reminder goes on for ever: a trigger of each day meets every kind of day that `on` can name. */
function canEnd(shape: ReminderShape): boolean {
  const { at, every, monthly, on, unless, skip, active, advance, once, countdown, yearly, birthdays } = shape;
  const isGrid = every !== undefined && !intervalOf(shape);
  const isDaily = isGrid || (at !== undefined && every === undefined && monthly === undefined);
  return [isDaily ? undefined : on, unless, skip, active, advance, once, countdown, yearly, birthdays].some(
    (each) => each !== undefined,
  );
}

function neverFired({ timetable }: Reminder): boolean {
  return timetable.next(toEpochMs(0)) === undefined;
}

/** `every: 1s`: the queue only grows. */
function warnTooOften({ reminder, entry, shape }: ResolvedReminder, robots: Config['robots'], report: Report): void {
  const interval = parseDuration(shape.every ?? '');
  if (interval === undefined || reminder.paused) return;
  const aMinute = Math.floor(MINUTE / interval);
  const robot = reminder.robots.map((name) => robots.get(name)).find((each) => each && aMinute > each.limit.perMinute);
  if (!robot) return;
  const { place } = scalarAt(entry.value, ['every']);
  report.warning(place, 'too-often', { aMinute, robot: robot.name, perMinute: robot.limit.perMinute });
}

/** Of several late ones only the newest is sent, so nothing is ever later than the interval. */
function warnLateBeyondPeriod({ reminder, entry, shape }: ResolvedReminder, report: Report): void {
  const { every, late } = shape;
  const period = parseDuration(every ?? '');
  if (period === undefined || late === undefined || reminder.catchUp === 'all' || reminder.lateMs <= period) return;
  report.warning(scalarAt(entry.value, ['late']).place, 'late-beyond-period', { late, every: every ?? '' });
}

/** A date to skip on which nothing would fire anyway: a slip in the date, or in `on`. */
function warnVainSkips({ reminder, entry, options, calendar }: ResolvedReminder, now: EpochMs, report: Report): void {
  if (!entryOf(entry.value, 'skip') || !reminder.timetable.next(now)) return;
  const today = dayOf(options.zone.wallAt(now));
  for (const path of pathsOfEach(entry.value, 'skip')) {
    const { place, text = '' } = scalarAt(entry.value, path);
    const range = parseDayRange(text);
    if (!range || range.until < today || !isSettled(range, calendar) || fires(range, options)) continue;
    report.warning(place, 'skip-without-effect', { written: shown(place) });
  }
}

/** Whether the days off of these dates are announced, where it is a calendar that decides. */
function isSettled({ from, until }: DayRange, known: KnownCalendar | undefined): boolean {
  return !known || [from, until].every((day) => known.calendar.isKnown(yearOf(day)));
}

function yearOf(day: DayNumber): number {
  return toCivilDate(day).year;
}

const LAST_SECOND = 86_399;

function fires({ from, until }: DayRange, { sources, filter = {} }: TimetableOptions): boolean {
  return sources.some(({ pattern }) => {
    const others = filtered(pattern, { ...filter, skip: [] });
    const wall = others.next(wallAt(addDays(from, -1), LAST_SECOND + (pattern.overhang ?? 0)));
    return wall !== undefined && patternDay(wall, pattern) <= until;
  });
}
