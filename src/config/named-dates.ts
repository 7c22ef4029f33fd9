import { type DayNumber, parseIsoDate } from '../schedule/civil.ts';
import type { EpochMs } from '../schedule/instant.ts';
import { type Shift, shiftedDay } from '../schedule/shift.ts';
import { createTimetable, type TimetableOptions } from '../schedule/timetable.ts';
import type { Calendar } from '../schedule/calendar/calendar.ts';
import type { OnDay, ReminderConfig } from './config.ts';
import type { LintedReminder } from './linted-reminder.ts';
import { expressionsOf } from './rhythm.ts';

/*
 * Dates that a trigger names by itself, one by one: what `on`, `unless` or `skip` take from them is missed by somebody.
 */

/** Whether it names its dates; where weeks are counted, `on` only chooses their day. */
export function namesDates({ facts: { rhythm }, filter: { on } }: ReminderConfig): boolean {
  switch (rhythm.kind) {
    case 'at':
    case 'every':
    case 'countdown':
      return false;
    case 'interval':
      return rhythm.days === undefined && (rhythm.every.unit !== 'week' || on === undefined || isOneDay(on));
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

/** Of several expressions only those that name their dates: what the others tell each day is no date. */
export function naming(config: ReminderConfig): ReminderConfig {
  const { facts } = config;
  if (facts.rhythm.kind !== 'cron') return config;
  const expression = expressionsOf(facts.rhythm).filter(namesDaysOfMonthOrOneOfWeek);
  return { ...config, facts: { ...facts, rhythm: { ...facts.rhythm, expression } } };
}

function isOneDay(on: readonly OnDay[]): boolean {
  return on.length === 1 && typeof on[0] === 'number';
}

function namesDaysOfMonthOrOneOfWeek(expression: string): boolean {
  const fields = expression.trim().split(/ +/);
  const [dayOfMonth = '*', dayOfWeek = '*'] = [fields.at(-3), fields.at(-1)];
  if (fields.length === 1) return /^@(?:monthly|yearly|annually|weekly)$/i.test(expression.trim());
  return /^(?:[\dL][\dLW,/-]*|\*\/\d+)$/i.test(dayOfMonth) || /^(?:\d|[a-z]{3})(?:L|#\d)?$/i.test(dayOfWeek);
}

/** What it is found by before `on`, `unless` and the stretches that `skip` leaves out. */
export function asNamed(config: ReminderConfig, { filter = {}, ...options }: TimetableOptions): TimetableOptions {
  const { on, unless: _unless, skip = [], ...others } = filter;
  const single = skip.filter(({ from, until }) => from === until);
  const isChosen =
    on !== undefined && config.facts.rhythm.kind === 'interval' && config.facts.rhythm.every.unit === 'week';
  return { ...options, filter: { ...others, ...(isChosen && { on }), ...(single.length > 0 && { skip: single }) } };
}

/** Of the coming year, ascending. Each source is asked by itself: there may be hundreds of birthdays. */
export function datesOf({ sources, zone, filter = {} }: TimetableOptions, now: EpochMs): readonly DayNumber[] {
  const here = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone.id);
  const end = here.add({ years: 1 }).epochMilliseconds;
  const days = new Set<DayNumber>();
  for (const source of sources) {
    const timetable = createTimetable({ sources: [source], zone, filter });
    for (let due = timetable.next(now); due; due = timetable.next(due.at)) {
      const day = parseIsoDate(due.occurrences[0].date);
      if (day === undefined || due.at > end) break;
      days.add(day);
    }
  }
  return [...days].toSorted((a, b) => a - b);
}

export interface Moved {
  readonly from: DayNumber;
  readonly to: DayNumber;
}

/** Where `shift: next-workday` would put one of the dates that are lost; `undefined` where it would not help. */
export function movedByShift(
  linted: LintedReminder,
  lost: readonly DayNumber[],
  { isWorkday }: Calendar,
  now: EpochMs,
): Moved | undefined {
  const { config } = linted;
  if (shiftOf(config) !== undefined) return undefined;
  const kept = new Set(datesOf(linted.tried(withShift(config, 'next-workday')), now));
  for (const from of lost) {
    const to = isWorkday(from) ? undefined : shiftedDay(from, 'next-workday', isWorkday);
    if (to !== undefined && kept.has(to)) return { from, to };
  }
  return undefined;
}

/** Whether `shift: skip` says no more than that they are to be left out. */
export function isLeftByShift(
  linted: LintedReminder,
  { kept, lost }: { readonly kept: readonly DayNumber[]; readonly lost: readonly DayNumber[] },
  { isWorkday }: Calendar,
  now: EpochMs,
): boolean {
  if (shiftOf(linted.config) !== undefined || (kept.length === 0 && lost.some(isWorkday))) return false;
  return datesOf(linted.tried(withShift(linted.config, 'skip')), now).join() === kept.join();
}

export function shiftOf({ facts: { rhythm, shift } }: ReminderConfig): Shift | undefined {
  return 'shift' in rhythm ? rhythm.shift : shift;
}

function withShift(config: ReminderConfig, shift: Shift): ReminderConfig {
  const { facts } = config;
  const { rhythm } = facts;
  if (rhythm.kind === 'monthly' || rhythm.kind === 'lunar-monthly')
    return { ...config, facts: { ...facts, rhythm: { ...rhythm, shift } } };
  return { ...config, facts: { ...facts, shift } };
}
