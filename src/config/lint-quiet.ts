import { addDays, dayOf, toIsoDate } from '../schedule/civil.ts';
import { DAY, type EpochMs } from '../schedule/instant.ts';
import { LONGEST_QUIET, type Quiet, quietUntil } from '../schedule/quiet.ts';
import type { Timetable } from '../schedule/occurrence.ts';
import { zone } from '../schedule/zone.ts';
import type { Config, QuietHours } from './config.ts';
import { type AnyPart, writtenEntry } from './decode/group.ts';
import type { LintedReminder } from './linted-reminder.ts';
import { vouched } from './printable.ts';
import { runQuiet } from './quiet.ts';
import type { Sections } from './read-sections.ts';
import type { Report } from './report.ts';

type World = Pick<Config, 'robots' | 'hooks' | 'daemon' | 'defaultCalendar' | 'calendars'>;

/** So many occurrences, and days, are looked at. */
const MOST_SEEN = 60;
const AHEAD = 35 * DAY;

/** Warns of quiet hours of robots and hooks that no workday ends. */
export function lintQuiet({ robots, hooks }: Sections, config: World, now: EpochMs, report: Report): void {
  for (const { entry, part } of robots) warnEndless(part, config.robots.get(entry.key)?.quiet, config, now, report);
  for (const { entry, part } of hooks) warnEndless(part, config.hooks.get(entry.key)?.quiet, config, now, report);
}

/** Warns of a reminder that its robot's quiet hours do not hold, and of one that asks for some where there are none. */
export function warnOfQuiet(linted: LintedReminder, config: World, now: EpochMs, report: Report): void {
  const { reminder, part, entry } = linted;
  const { quiet, robots, priority, timezone, paused, timetable } = reminder;
  const calendar = config.calendars.get(linted.config.calendar ?? '') ?? config.defaultCalendar;
  if (typeof quiet === 'object') {
    warnEndless(part, quiet, { ...config, defaultCalendar: calendar }, now, report);
    return;
  }
  const hours = robots.flatMap((robot) => hoursOf(robot, config) ?? []);
  const written = writtenEntry(part, 'quiet');
  if (quiet === 'robot' && hours.length === 0 && written) report.warning(written.value.place, 'quiet-of-none', {});
  if (quiet !== undefined || priority > 0 || paused) return;
  for (const each of hours) {
    const at = firstWithin(timetable, each.hours, now);
    if (at === undefined) continue;
    const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timezone).toPlainDateTime();
    const time = local.toString({ smallestUnit: 'minute' }).replace('T', ' ');
    const about = { reminder: vouched(entry.key), robot: vouched(each.robot), time: vouched(time) };
    report.warning(entry.keyPlace, 'sent-in-quiet-hours', about);
    return;
  }
}

interface Hours {
  readonly robot: string;
  readonly hours: Quiet;
}

function hoursOf(robot: string, { robots, daemon: { timezone }, defaultCalendar: calendar }: World): Hours | undefined {
  const quiet = robots.get(robot)?.quiet;
  return quiet && { robot, hours: runQuiet(quiet, { timezone, calendar }) };
}

function firstWithin(timetable: Timetable, hours: Quiet, now: EpochMs): EpochMs | undefined {
  let due = timetable.next(now);
  for (let seen = 0; due !== undefined && due.at < now + AHEAD && seen < MOST_SEEN; seen += 1) {
    if (quietUntil(hours, due.at) !== undefined) return due.at;
    due = timetable.next(due.at);
  }
  return undefined;
}

function warnEndless(
  part: AnyPart,
  quiet: QuietHours | undefined,
  { daemon: { timezone }, defaultCalendar: calendar }: Pick<World, 'daemon' | 'defaultCalendar'>,
  now: EpochMs,
  report: Report,
): void {
  const written = writtenEntry(part, 'quiet');
  const { isDayOff } = quiet ? runQuiet(quiet, { timezone, calendar }) : {};
  if (!written || !isDayOff) return;
  const today = dayOf(zone(quiet?.timezone ?? timezone).wallAt(now));
  const days = Array.from({ length: LONGEST_QUIET }, (_, index) => addDays(today, index));
  if (days.every((day) => isDayOff(day))) {
    report.warning(written.value.place, 'quiet-endless', { until: vouched(toIsoDate(addDays(today, LONGEST_QUIET))) });
  }
}
