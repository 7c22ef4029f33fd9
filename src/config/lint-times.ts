import type { Calendar } from '../schedule/calendar/calendar.ts';
import { addDays, dayOf, toCivilDate, wallAt } from '../schedule/civil.ts';
import { filtered } from '../schedule/filter.ts';
import type { DayRange } from '../schedule/filter.ts';
import { DAY, MINUTE } from '../schedule/instant.ts';
import type { EpochMs } from '../schedule/instant.ts';
import { patternDay } from '../schedule/pattern.ts';
import { createTimetable, type TimetableOptions } from '../schedule/timetable.ts';
import type { Config } from './config.ts';
import { writtenEntry } from './decode/group.ts';
import { countsWorkdays, usesCalendar } from './asks-calendar.ts';
import { sayUnlessHidden } from './decode/wrong.ts';
import { asNamed } from './named-dates.ts';
import { vouched } from './printable.ts';
import type { Report } from './report.ts';
import type { Rhythm } from './rhythm.ts';
import { warnNeverFires } from './lint-never-fires.ts';
import type { LintedReminder } from './linted-reminder.ts';
import { shown } from './tree.ts';

/**
 * Warns of a time that never comes, comes too often, or is written about in vain.
 *
 * @returns whether it is said to fire no more
 */
export function lintTimes(
  linted: LintedReminder,
  { robots, calendars, defaultCalendar }: Pick<Config, 'robots' | 'calendars' | 'defaultCalendar'>,
  now: EpochMs,
  report: Report,
): boolean {
  const { config } = linted;
  const isJudged = usesCalendar(config) || countsWorkdays(config);
  warnFarOff(linted, now, report);
  warnTooOften(linted, robots, report);
  warnLateBeyondPeriod(linted, report);
  const calendar = isJudged ? (calendars.get(config.calendar ?? '') ?? defaultCalendar) : undefined;
  const isOver = warnNeverFires(linted, calendar, now, report);
  warnVainSkips(linted, calendar, now, report);
  return isOver;
}

/** `yearly` that skips years: somebody waits for it next year. What `on` and `unless` take is told by itself. */
function warnFarOff({ reminder, part, config, options }: LintedReminder, now: EpochMs, report: Report): void {
  const yearly = writtenEntry(part, 'yearly');
  if (!yearly || part.skip || part.active || reminder.paused) return;
  const due = createTimetable(asNamed(config, options())).next(now);
  if (!due || due.at <= now + TWO_YEARS) return;
  const { rhythm } = reminder;
  const [{ date }] = due.occurrences;
  const reason =
    sinceOf(rhythm) >= Number(date.slice(0, 4)) - 1 ? 'since' : rhythm.kind === 'named-yearly' ? 'named' : 'options';
  report.warning(yearly.value.place, 'next-far-off', { date: vouched(date), reason });
}

function sinceOf(rhythm: Rhythm): number {
  if (rhythm.kind === 'yearly') return rhythm.date.since ?? 0;
  if (rhythm.kind === 'lunar-yearly') return rhythm.options?.since ?? 0;
  return (rhythm.kind === 'named-yearly' ? rhythm.since : undefined) ?? 0;
}

const TWO_YEARS = 731 * DAY;

/** `every: 1s`: the queue only grows. */
function warnTooOften({ reminder, part: { every } }: LintedReminder, robots: Config['robots'], report: Report): void {
  if (every?.value.kind !== 'grid' || reminder.paused) return;
  const aMinute = Math.floor(MINUTE / every.value.ms);
  const robot = reminder.robots.map((name) => robots.get(name)).find((each) => each && aMinute > each.limit.perMinute);
  if (!robot) return;
  const { perMinute } = robot.limit;
  report.warning(every.place, 'too-often', { aMinute, robot: vouched(robot.name), perMinute });
}

/** Of several late ones only the newest is sent, so nothing is ever later than the interval. */
function warnLateBeyondPeriod({ reminder, part: { every, late } }: LintedReminder, report: Report): void {
  if (every?.value.kind !== 'grid' || !late || reminder.catchUp === 'all') return;
  if (reminder.lateMs <= every.value.ms) return;
  sayUnlessHidden(late.scalar, report, () =>
    report.warning(late.place, 'late-beyond-period', { late: shown(late.place), every: shown(every.place) }),
  );
}

/** A date to skip on which nothing would fire anyway: a slip in the date, or in `on`. */
function warnVainSkips(
  { reminder, part, options }: LintedReminder,
  calendar: Calendar | undefined,
  now: EpochMs,
  report: Report,
): void {
  if (!part.skip || !reminder.timetable.next(now)) return;
  const today = dayOf(options().zone.wallAt(now));
  for (const { value: range, place } of part.skip) {
    if (range.until < today || !isSettled(range, calendar) || fires(range, options())) continue;
    report.warning(place, 'skip-without-effect', { written: shown(place) });
  }
}

/** Whether the days off of these dates are announced, where it is a calendar that decides. */
function isSettled({ from, until }: DayRange, calendar: Calendar | undefined): boolean {
  return !calendar || [from, until].every((day) => calendar.isKnown(toCivilDate(day).year));
}

const LAST_SECOND = 86_399;

function fires({ from, until }: DayRange, { sources, filter = {} }: TimetableOptions): boolean {
  return sources.some(({ pattern }) => {
    const others = filtered(pattern, { ...filter, skip: [] });
    const wall = others.next(wallAt(addDays(from, -1), LAST_SECOND + (pattern.overhang ?? 0)));
    return wall !== undefined && patternDay(wall, pattern) <= until;
  });
}
