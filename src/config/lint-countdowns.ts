import { parseIsoDate, wallAt } from '../schedule/civil.ts';
import { type EpochMs, toEpochMs } from '../schedule/instant.ts';
import { createTimetable, type TimetableOptions } from '../schedule/timetable.ts';
import type { OnDay, ReminderConfig } from './config.ts';
import { writtenEntry } from './decode/group.ts';
import type { LintedReminder } from './linted-reminder.ts';
import { asNamed, shiftOf } from './named-dates.ts';
import { own, vouched } from './printable.ts';
import type { Report } from './report.ts';

const KEYS = { on: own('on'), unless: own('unless'), skip: own('skip') } as const;

/**
 * Warns of a countdown that is silent on the very day to which it counts down, because that is no workday or lies in a
 * stretch of `skip`. Who names days of the week has chosen them, and so has who writes that date alone under `skip`.
 */
export function warnLostEvent({ part, config, reminder, options }: LintedReminder, now: EpochMs, report: Report): void {
  const { rhythm } = config.facts;
  if (rhythm.kind !== 'countdown' || reminder.paused || shiftOf(config) === 'skip') return;
  const date = rhythm.until.slice(0, 10);
  const guilty = guiltyOf(config).flatMap((key) => writtenEntry(part, key) ?? []);
  const [first] = guilty;
  if (!first || !tells(asNamed(config, options()), date, now) || tells(options(), date, now)) return;
  const keys = guilty.map(({ key }) => KEYS[key as keyof typeof KEYS]);
  const time = [...rhythm.times].toSorted()[0] ?? '09:00';
  report.warning(first.keyPlace, 'event-left-out', { keys, date: vouched(date), time: vouched(time) });
}

function guiltyOf({ filter: { on, unless, skip = [] } }: ReminderConfig): readonly (keyof typeof KEYS)[] {
  return [
    ...(isUnchosen(on) ? (['on'] as const) : []),
    ...(isUnchosen(unless) ? (['unless'] as const) : []),
    ...(skip.some(({ from, until }) => from < until) ? (['skip'] as const) : []),
  ];
}

/** Not one by one. */
function isUnchosen(days: readonly OnDay[] = []): boolean {
  return days.some((day) => typeof day === 'string');
}

/** Whether it tells anything on that date, from now on. */
function tells(options: TimetableOptions, date: string, now: EpochMs): boolean {
  const day = parseIsoDate(date);
  if (day === undefined) return false;
  const before = toEpochMs(options.zone.instantOf(wallAt(day, 0)) - 1);
  const due = createTimetable(options).next(toEpochMs(Math.max(now, before)));
  return due?.occurrences[0].date === date;
}
