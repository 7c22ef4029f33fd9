import { type Calendar, LAST_JUDGED_DAY } from '../schedule/calendar/calendar.ts';
import { dayOf, toCivilDate, toDayNumber, toIsoDate, wallAt } from '../schedule/civil.ts';
import type { Filter } from '../schedule/filter.ts';
import { type EpochMs, toEpochMs } from '../schedule/instant.ts';
import { createTimetable } from '../schedule/timetable.ts';
import { areAsked, isAsked } from './asks-calendar.ts';
import type { Reminder } from './config.ts';
import { writtenEntry } from './decode/group.ts';
import type { LintedReminder } from './linted-reminder.ts';
import { asNamed, datesOf, movedByShift, namesDates } from './named-dates.ts';
import { vouched } from './printable.ts';
import type { Report } from './report.ts';
import type { Rhythm } from './rhythm.ts';
import type { Moved, WarningParams } from './texts/params.ts';
import { shown } from './tree.ts';

const FILTERS = ['on', 'unless', 'skip', 'active'] as const;
const LAST_JUDGED_DATE = toIsoDate(LAST_JUDGED_DAY);
const LAST_JUDGED_YEAR = toCivilDate(LAST_JUDGED_DAY).year;

/**
 * @param calendar the one that judges its days, if any does
 * @returns whether it has said so
 */
export function warnNeverFires(
  linted: LintedReminder,
  calendar: Calendar | undefined,
  now: EpochMs,
  report: Report,
): boolean {
  const { reminder, entry, part, options } = linted;
  if (!canEnd(linted) || reminder.timetable.next(now)) return false;
  if (calendar && waitsForNotice(linted, calendar, now)) return false;
  const id = vouched(reminder.id);
  const once = writtenEntry(part, 'once') ?? writtenEntry(part, 'countdown');
  const undecided = calendar && undecidedYear(linted, calendar, now);
  const filters = FILTERS.map((key) => writtenEntry(part, key)).filter((each) => each !== undefined);
  const [filter] = filters;
  const beyond = isBeyondJudged(linted, calendar, now);
  if (undecided !== undefined) {
    report.warning(filter?.value.place ?? entry.keyPlace, 'waits-for-notice', { reminder: id, year: undecided });
  } else if (beyond) {
    report.warning(entry.keyPlace, 'beyond-known-days', { reminder: id, ...beyond });
  } else if (filter && neverFired(reminder) && createTimetable({ ...options(), filter: {} }).next(now)) {
    const keys = filters.map(({ key }) => vouched(key));
    report.warning(filter.value.place, 'filter-leaves-nothing', {
      reminder: id,
      keys,
      ...movedNext(linted, calendar, now),
    });
  } else if (once && !filter) {
    report.warning(once.value.place, 'once-past', { written: shown(once.value.place) });
  } else {
    report.warning(entry.keyPlace, 'never-fires', { reminder: id, ...movedNext(linted, calendar, now) });
  }
  return true;
}

/** What `shift` would do for the first of its dates. */
function movedNext(linted: LintedReminder, calendar: Calendar | undefined, now: EpochMs): { readonly moved?: Moved } {
  const { config, options } = linted;
  if (!calendar || !namesDates(config)) return {};
  const moved = movedByShift(linted, datesOf(asNamed(config, options()), now), calendar, now);
  return moved ? { moved: { from: vouched(toIsoDate(moved.from)), to: vouched(toIsoDate(moved.to)) } } : {};
}

/**
 * Every other reminder goes on for ever: a trigger of each day meets every kind of day that `on` can name, unless
 * `shift: skip` leaves out the days off of a calendar.
 */
function canEnd({ config, part }: LintedReminder): boolean {
  const { at, every, monthly, months, on, unless, skip, active, advance, once, countdown, yearly, birthdays } = part;
  const isDaily = every ? every.value.kind === 'grid' : at !== undefined && monthly === undefined;
  const skipsDaysOff = config.facts.shift === 'skip' && config.filter.on?.every(isAsked);
  return [
    isDaily && !skipsDaysOff ? undefined : on,
    unless,
    skip,
    active,
    advance,
    once,
    countdown,
    yearly,
    birthdays,
    months,
  ].some((each) => each !== undefined);
}

function neverFired({ timetable }: Reminder): boolean {
  return timetable.next(toEpochMs(0)) === undefined;
}

/** The calendar has kept days of it in announced years, and may again as soon as another year is announced. */
function waitsForNotice({ config, options }: LintedReminder, calendar: Calendar, now: EpochMs): boolean {
  if (!areAsked(config.filter.on) && !areAsked(config.filter.unless)) return false;
  const { on, unless, ...others } = options().filter ?? {};
  const { zone } = options();
  const fires = (filter: Filter, fromYear: number): boolean => {
    const newYear = zone.instantOf(wallAt(toDayNumber(fromYear, 1, 1), 0));
    return createTimetable({ ...options(), filter }).next(toEpochMs(newYear - 1)) !== undefined;
  };
  let unknown = toCivilDate(dayOf(zone.wallAt(now))).year;
  while (calendar.isKnown(unknown) && unknown <= LAST_JUDGED_YEAR) unknown += 1;
  let known = unknown;
  // What it kept long ago, under other laws, it will not keep again.
  while (calendar.isKnown(known - 1) && unknown - known < RECENT_YEARS) known -= 1;
  const { season } = others;
  const asked = {
    ...(on && { on }),
    ...(unless && { unless }),
    ...(season && { season }),
    active: { until: LAST_JUDGED_DAY },
  };
  return fires(asked, known) && fires(others, unknown);
}

const RECENT_YEARS = 10;

/** The year whose notice decides about the few days that it has left, where it may name one of them; else `undefined`. */
function undecidedYear({ config, options }: LintedReminder, calendar: Calendar, now: EpochMs): number | undefined {
  const { filter, facts } = config;
  const isFinite = FINITE.has(facts.rhythm.kind) || filter.active?.until !== undefined;
  if (!isFinite || (!areAsked(filter.on) && !areAsked(filter.unless))) return undefined;
  const { on: _on, unless: _unless, ...others } = options().filter ?? {};
  const timetable = createTimetable({ ...options(), filter: others });
  let due = timetable.next(now);
  for (let looked = 0; due && looked < MOST_LOOKED_AT; looked += 1) {
    const day = dayOf(options().zone.wallAt(due.at));
    const { kind, provisional } = calendar.verdict(day);
    // What the law says stays.
    if (provisional && kind !== 'holiday') return toCivilDate(day).year;
    due = timetable.next(due.at);
  }
  return undefined;
}

const FINITE: ReadonlySet<Rhythm['kind']> = new Set(['once', 'countdown']);
const MOST_LOOKED_AT = 400;

type Beyond = Pick<WarningParams['beyond-known-days'], 'until' | 'what'>;

/** Its first day is so far off that workdays or lunar months are not known. */
function isBeyondJudged(
  { config, options }: LintedReminder,
  calendar: Calendar | undefined,
  now: EpochMs,
): Beyond | undefined {
  const { on: _on, unless: _unless, active: _capped, ...others } = options().filter ?? {};
  const { active } = config.filter;
  const { rhythm } = config.facts;
  const from = active?.from;
  if (SKYWARD.has(rhythm.kind) && from !== undefined && from > LAST_SKY_DAY)
    return { until: LAST_SKY_YEAR, what: 'sky' };
  const workdays = { until: LAST_JUDGED_YEAR, what: 'workdays' } as const;
  if (!calendar) return undefined;
  if (from !== undefined && from > LAST_JUDGED_DAY) return workdays;
  // None of them was moved to a workday.
  if (rhythm.kind === 'once' && config.facts.shift)
    return rhythm.times.some((time) => time > LAST_JUDGED_DATE) ? workdays : undefined;
  const due = createTimetable({ ...options(), filter: { ...others, ...(active && { active }) } }).next(now);
  return due !== undefined && dayOf(options().zone.wallAt(due.at)) > LAST_JUDGED_DAY ? workdays : undefined;
}

/** Lunar dates, festivals and solar terms are computed up to here. */
const LAST_SKY_YEAR = 2100;
const LAST_SKY_DAY = toDayNumber(LAST_SKY_YEAR, 12, 31);
const SKYWARD: ReadonlySet<Rhythm['kind']> = new Set(['lunar-monthly', 'lunar-yearly', 'named-yearly']);
