import type { Reminder } from '../config/config.ts';
import { addDays, type DayNumber, parseIsoDate, wallAt } from '../schedule/civil.ts';
import { type EpochMs, toEpochMs } from '../schedule/instant.ts';
import type { IsoDate } from '../schedule/occurrence.ts';
import { zone } from '../schedule/zone.ts';

/**
 * Whether a reminder still says something of a date, from an instant on, inclusive; with `advance`, days before too.
 * `true` also where finding out would take too long: a skip of nothing does no harm.
 */
export function isOnDate(reminder: Reminder, date: IsoDate, from: EpochMs): boolean {
  const day = parseIsoDate(date);
  if (day === undefined) return false;
  const end = startOfDay(reminder, addDays(day, MARGIN_DAYS));
  let searched = 0;
  for (const occurrence of occurrencesFrom(reminder, searchStart(reminder, day, from))) {
    if (occurrence.at >= end) return false;
    if (occurrence.date === date || searched === MOST_SEARCHED) return true;
    searched += 1;
  }
  return false;
}

/** A clock change may move an occurrence past midnight, `spread` by less than a day. */
const MARGIN_DAYS = 3;
const MOST_SEARCHED = 100_000;

/** Only with `advance` is a date told of before it comes; all others are found without searching the time between. */
function searchStart(reminder: Reminder, day: DayNumber, from: EpochMs): EpochMs {
  const [first] = reminder.timetable.next(toEpochMs(from - 1))?.occurrences ?? [];
  if (first?.notice !== undefined) return from;
  return toEpochMs(Math.max(from, startOfDay(reminder, day)));
}

function startOfDay({ timezone }: Reminder, day: DayNumber): EpochMs {
  return zone(timezone).instantOf(wallAt(day, 0));
}

function* occurrencesFrom({ timetable }: Reminder, from: EpochMs) {
  for (let due = timetable.next(toEpochMs(from - 1)); due; due = timetable.next(due.at)) yield* due.occurrences;
}
