import { dayOf } from './civil.ts';
import { type EpochMs, toEpochMs } from './instant.ts';
import type { Occurrence, Timetable } from './occurrence.ts';
import type { Zone } from './zone.ts';

/**
 * The same occurrences, each told so much later; what it is about, its date, stays. Always the same offset, so that
 * the instants are as fixed as without one.
 *
 * @param offsetMs 0 or more: `spreadOffset`'s
 */
export function spreadTimetable(timetable: Timetable, offsetMs: number, zone: Zone): Timetable {
  if (offsetMs === 0) return timetable;
  const { whileAway } = timetable;
  return {
    next(after) {
      const due = timetable.next((after - offsetMs) as EpochMs);
      if (!due) return undefined;
      const at = (due.at + offsetMs) as EpochMs;
      const [first, ...others] = due.occurrences;
      const told = (occurrence: Occurrence): Occurrence => toldAt(occurrence, at, zone);
      return { at, occurrences: [told(first), ...others.map(told)] };
    },
    ...(whileAway && {
      whileAway(away, swapped, begun) {
        const before = begun === undefined ? undefined : toEpochMs(begun - offsetMs);
        return spreadTimetable(whileAway(away, swapped, before), offsetMs, zone);
      },
    }),
  };
}

/** Past midnight there is one day less left; what is announced happens when it did. */
export function toldAt(occurrence: Occurrence, at: EpochMs, zone: Zone): Occurrence {
  const { event = occurrence.at, daysLeft } = occurrence;
  const passed = dayOf(zone.wallAt(at)) - dayOf(zone.wallAt(occurrence.at));
  return { ...occurrence, at, event, daysLeft: Math.max(0, daysLeft - passed) };
}
