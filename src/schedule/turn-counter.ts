import { parseIsoDate, toDayNumber, wallAt } from './civil.ts';
import { type EpochMs, toEpochMs } from './instant.ts';
import type { Due, Timetable } from './occurrence.ts';
import type { Zone } from './zone.ts';

/** Turns are counted from here: the same on every machine, and early enough for whatever is still to come. */
const FIRST_DAY = toDayNumber(2020, 1, 1);
/** After so many steps it is written down how far the count is: whoever asks for an earlier instant begins there. */
const MARK_EVERY = 256;

/** So many turns lie before what comes after `through`. */
interface Counted {
  readonly through: EpochMs;
  readonly turns: number;
}

/**
 * Counts the instants of a timetable from 2020 on, for what takes turns with each: a whole number from 0, from one instant
 * to the next one more. Depends on the instant alone, whoever asks and whenever. Dates whose instants are known to be so
 * many are counted whole: of each second there would be too many.
 */
export function turnCounter(timetable: Timetable, zone: Zone): (at: EpochMs) => number {
  const none: Counted = { through: toEpochMs(zone.instantOf(wallAt(FIRST_DAY, 0)) - 1), turns: 0 };
  const marks = [none];
  let last = none;
  return (at) => {
    let counted = last.through < at ? last : (marks.findLast(({ through }) => through < at) ?? none);
    for (let steps = 1; ; steps += 1) {
      const due = timetable.next(counted.through);
      if (!due || due.at >= at) break;
      counted = countedOn(due, counted, at, timetable) ?? { through: due.at, turns: counted.turns + 1 };
      if (steps % MARK_EVERY === 0 && counted.through > (marks.at(-1) ?? none).through) marks.push(counted);
    }
    last = counted;
    return counted.turns;
  };
}

/** All of the date on which something is due; `undefined` when it has begun already, is not over by `at`, or not known. */
function countedOn(
  { occurrences: [{ date }] }: Due,
  { through, turns }: Counted,
  at: EpochMs,
  timetable: Timetable,
): Counted | undefined {
  const day = parseIsoDate(date);
  const whole = day === undefined ? undefined : timetable.wholeDay?.(day);
  if (!whole || whole.from <= through || whole.through >= at) return undefined;
  return { through: whole.through, turns: turns + whole.instants };
}
