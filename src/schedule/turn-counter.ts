import { addDays, type DayNumber, dayOf, toDayNumber, wallAt } from './civil.ts';
import { type EpochMs, toEpochMs } from './instant.ts';
import type { Timetable } from './occurrence.ts';
import type { Zone } from './zone.ts';

/** Turns are counted from here: the same on every machine, and early enough for whatever is still to come. */
const FIRST_DAY = toDayNumber(2026, 1, 1);
/**
 * A date counts as so many instants at most, for what comes after it: a reminder of each minute has half a million a
 * year. Even lists of 2, 3, 4, 6 and 8 texts stay in step with the hours then, and none of a longer one is left out.
 */
const MOST_OF_A_DATE = 24;
/** After so many steps it is written down how far the count is: a call for an earlier instant begins there. */
const MARK_EVERY = 256;

/** What is counted of the instants up to `through`. */
interface Counted {
  readonly through: EpochMs;
  /** The date of the last one. */
  readonly day: DayNumber;
  /** How many of it. */
  readonly ofDay: number;
  /** Turns of the dates before it. */
  readonly before: number;
}

/**
 * Counts the instants of a timetable from 2026 on, for what takes turns with each: a whole number from 0, from one instant
 * to the next of its date one more. Depends on the instant alone, not on the caller or the time of the call.
 */
export function turnCounter(timetable: Timetable, zone: Zone): (at: EpochMs) => number {
  const beforeMidnight = (day: DayNumber): EpochMs => toEpochMs(zone.instantOf(wallAt(day, 0)) - 1);
  const dateOf = (at: EpochMs): DayNumber => dayOf(zone.reachedAt(at));
  const none: Counted = { through: beforeMidnight(FIRST_DAY), day: FIRST_DAY, ofDay: 0, before: 0 };
  const marks = [none];
  let last = none;
  return (at) => {
    const today = dateOf(at);
    let counted = last.through < at ? last : (marks.findLast(({ through }) => through < at) ?? none);
    for (let steps = 1; ; steps += 1) {
      const due = timetable.next(counted.through);
      if (!due || due.at >= at) break;
      const { ofDay, before } = asOf(dateOf(due.at), counted);
      counted = { through: due.at, day: dateOf(due.at), ofDay: ofDay + 1, before };
      // The rest of a date that is over counts for nothing.
      const isFull = counted.ofDay >= MOST_OF_A_DATE && counted.day < today;
      if (isFull) counted = { ...counted, through: beforeMidnight(addDays(counted.day, 1)) };
      if (steps % MARK_EVERY === 0 && counted.through > (marks.at(-1) ?? none).through) marks.push(counted);
    }
    last = counted;
    const { ofDay, before } = asOf(today, counted);
    return before + ofDay;
  };
}

function asOf(day: DayNumber, counted: Counted): Pick<Counted, 'ofDay' | 'before'> {
  if (day === counted.day) return counted;
  return { ofDay: 0, before: counted.before + Math.min(counted.ofDay, MOST_OF_A_DATE) };
}
