import { type DayNumber, dayOf } from './civil.ts';
import { type EpochMs, toEpochMs } from './instant.ts';
import type { Due, Occurrence, Timetable } from './occurrence.ts';
import { hash } from './spread.ts';
import { toldAt } from './spread-timetable.ts';
import type { Zone } from './zone.ts';

/**
 * The same occurrences, each told later by less than `windowMs`, on each day of the zone by as much as chance says: all
 * of one day by the same, always the same for one id and one day. What was on two days may change its order, and what
 * comes to one instant is told at once.
 *
 * @param windowMs above 0
 */
export function spreadDaily(timetable: Timetable, id: string, windowMs: number, zone: Zone): Timetable {
  const { whileAway } = timetable;
  const later = (at: EpochMs): EpochMs => toEpochMs(at + offsetOn(dayOf(zone.wallAt(at)), id, windowMs));
  return {
    next(after) {
      let told: Due | undefined;
      for (
        let due = timetable.next(toEpochMs(after - windowMs));
        due && due.at <= (told?.at ?? due.at);
        due = timetable.next(due.at)
      ) {
        const at = later(due.at);
        if (at > after && at <= (told?.at ?? at)) told = toldWith(told?.at === at ? told : undefined, due, at, zone);
      }
      return told;
    },
    ...(whileAway && {
      whileAway(away, swapped, begun) {
        const before = begun === undefined ? undefined : beforeToldAfter(begun, timetable, windowMs, later);
        return spreadDaily(whileAway(away, swapped, before), id, windowMs, zone);
      },
    }),
  };
}

/** The last instant before the first that is told after `begun`. */
function beforeToldAfter(
  begun: EpochMs,
  timetable: Timetable,
  windowMs: number,
  later: (at: EpochMs) => EpochMs,
): EpochMs {
  let due = timetable.next(toEpochMs(begun - windowMs));
  while (due && later(due.at) <= begun) due = timetable.next(due.at);
  return due ? toEpochMs(due.at - 1) : begun;
}

/** @param others what comes to the same instant from another day */
function toldWith(others: Due | undefined, { occurrences: [first, ...rest] }: Due, at: EpochMs, zone: Zone): Due {
  const told = (occurrence: Occurrence): Occurrence => toldAt(occurrence, at, zone);
  const [before, ...between] = [...(others?.occurrences ?? []), told(first)] as [Occurrence, ...Occurrence[]];
  return { at, occurrences: [before, ...between, ...rest.map(told)] };
}

/** A whole number of milliseconds. */
function offsetOn(day: DayNumber, id: string, windowMs: number): number {
  return Math.floor((hash(`${id}\n${day}`) / 2 ** 32) * windowMs);
}
