import { DAY_SECONDS, type DayNumber, dayOf, toDayNumber, type WallSeconds } from './civil.ts';
import { type EpochMs, toEpochMs } from './instant.ts';
import type { Timetable } from './occurrence.ts';
import type { Zone } from './zone.ts';

/** Turns are counted from here: the same on every machine, and early enough for whatever is still to come. */
const FIRST_DAY = toDayNumber(2020, 1, 1);

/**
 * Counts the instants of a timetable, for what takes turns with each: a whole number from 0. From one instant to the
 * next it is one more; where a day has more instants than the day before, or fewer, it leaps. Depends on the instant
 * alone, whoever asks and whenever.
 */
export function turnCounter(timetable: Timetable, zone: Zone): (at: EpochMs) => number {
  const before = (day: DayNumber): EpochMs => toEpochMs(zone.instantOf((day * DAY_SECONDS) as WallSeconds) - 1);
  const dayAt = (at: EpochMs): DayNumber => dayOf(zone.wallAt(at));
  // Days are counted one by one: what is counted already is not counted again.
  let known = { day: FIRST_DAY, days: 0 };
  return (at) => {
    const day = dayAt(at);
    let { days } = known.day <= day ? known : { days: 0 };
    let due = timetable.next(before(known.day <= day ? known.day : FIRST_DAY));
    while (due && dayAt(due.at) < day) {
      days += 1;
      due = timetable.next(before((dayAt(due.at) + 1) as DayNumber));
    }
    if (day >= FIRST_DAY) known = { day, days };
    let [earlier, all] = [0, 0];
    for (; due && dayAt(due.at) === day; due = timetable.next(due.at)) {
      if (due.at < at) earlier += 1;
      all += 1;
    }
    return days * all + earlier;
  };
}
