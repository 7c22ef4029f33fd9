import type { Reminder } from '../config/config.ts';
import { addDays, type DayNumber, parseIsoDate, wallAt } from '../schedule/civil.ts';
import { type EpochMs, toEpochMs } from '../schedule/instant.ts';
import type { IsoDate, Occurrence } from '../schedule/occurrence.ts';
import { zone } from '../schedule/zone.ts';

/** What a reminder still says of one date, from an instant on, inclusive: with `advance`, the notices days before too. */
export function occurrencesOfDate(reminder: Reminder, date: IsoDate, from: EpochMs): readonly Occurrence[] {
  return [...occurrencesUntil(reminder, date, from)].filter((occurrence) => occurrence.date === date);
}

/** Whether it says anything of it; `true` also where finding out would take too long: a skip of nothing does no harm. */
export function isToldOf(reminder: Reminder, date: IsoDate, from: EpochMs): boolean {
  let searched = 0;
  for (const occurrence of occurrencesUntil(reminder, date, from)) {
    if (occurrence.date === date || searched === MOST_SEARCHED) return true;
    searched += 1;
  }
  return false;
}

/** Whether it says more of the date of an occurrence, from an instant on: at another time, or as another notice. */
export function isOneOfSeveral(reminder: Reminder, { at, date, notice }: Occurrence, now: EpochMs): boolean {
  const { timetable } = reminder;
  const day = parseIsoDate(date);
  if (notice !== undefined || day === undefined) return notice !== undefined;
  const beside = [timetable.next(toEpochMs(searchStart(reminder, day, now) - 1)), timetable.next(at)];
  return beside.some((due) => due?.at !== at && due?.occurrences.some((each) => each.date === date));
}

const MOST_SEARCHED = 100_000;

/** The next dates, from one on, of which a reminder still says something; at most so many, in order. */
export function nextDates(reminder: Reminder, from: IsoDate, now: EpochMs, count: number): readonly IsoDate[] {
  const dates = new Set<IsoDate>();
  const day = parseIsoDate(from);
  if (day === undefined) return [];
  for (const { date } of occurrencesFrom(reminder, searchStart(reminder, day, now))) {
    if (date >= from) dates.add(date);
    if (dates.size === count) break;
  }
  return [...dates].toSorted();
}

/** A clock change may move an occurrence past midnight, `spread` by less than a day. */
const MARGIN_DAYS = 3;

/** Those among which all of a date are. */
function* occurrencesUntil(reminder: Reminder, date: IsoDate, from: EpochMs): Generator<Occurrence> {
  const day = parseIsoDate(date);
  if (day === undefined) return;
  const end = startOfDay(reminder, addDays(day, MARGIN_DAYS));
  for (const occurrence of occurrencesFrom(reminder, searchStart(reminder, day, from))) {
    if (occurrence.at >= end) return;
    yield occurrence;
  }
}

/** Only with `advance` is a date told of before it comes; all others are found without searching the time between. */
function searchStart(reminder: Reminder, day: DayNumber, from: EpochMs): EpochMs {
  const [first] = reminder.timetable.next(toEpochMs(from - 1))?.occurrences ?? [];
  if (first?.notice !== undefined) return from;
  return toEpochMs(Math.max(from, startOfDay(reminder, day)));
}

function startOfDay({ timezone }: Reminder, day: DayNumber): EpochMs {
  return zone(timezone).instantOf(wallAt(day, 0));
}

function* occurrencesFrom({ timetable }: Reminder, from: EpochMs): Generator<Occurrence> {
  for (let due = timetable.next(toEpochMs(from - 1)); due; due = timetable.next(due.at)) yield* due.occurrences;
}
