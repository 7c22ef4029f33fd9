import { type DayNumber, toDayNumber, toIsoDate, wallAt } from './civil.ts';
import { type EpochMs, toEpochMs } from './instant.ts';
import type { Occurrence, Timetable } from './occurrence.ts';
import type { RotationText } from './parse-rotation.ts';
import { presentTeam, type Turns } from './rotation.ts';
import type { Zone } from './zone.ts';

/** What a roster that begins with no date is counted from, as long as nobody has seen it. */
const UNSEEN = toDayNumber(2020, 1, 1);

/**
 * Turns of so many occurrences each, such as meetings: the first turn begins with the first one on or after `from`,
 * and what comes before has the first turn too. An occurrence that is left out by hand has its turn all the same.
 *
 * @param meetings what is announced, without notices
 */
export function turnsByTime(roster: RotationText, meetings: Timetable, zone: Zone): Turns {
  const { from } = roster;
  if (from !== undefined) return turnsAfter(beforeFirst(from, meetings, zone), roster, meetings);
  const unseen = toEpochMs(zone.instantOf(wallAt(UNSEEN, 0)) - 1);
  // Kept, for they remember what they have counted.
  let begun = { at: unseen, turns: turnsAfter(unseen, roster, meetings) };
  return {
    ...begun.turns,
    begunAt(at) {
      if (begun.at !== at) begun = { at, turns: turnsAfter(at, roster, meetings) };
      return begun.turns;
    },
  };
}

/** The first turn begins with the first meeting after `begin`. */
function turnsAfter(begin: EpochMs, { people, turn: { count } }: RotationText, meetings: Timetable): Turns {
  // Meetings are counted one by one: what is counted already is not counted again.
  let known = { through: begin, count: 0 };
  const countBefore = (at: EpochMs): number => {
    let counted = known.through < at ? known.count : 0;
    let due = meetings.next(known.through < at ? known.through : begin);
    for (; due && due.at < at; due = meetings.next(due.at)) counted += 1;
    if (at > begin) known = { through: toEpochMs(at - 1), count: counted };
    return counted;
  };
  return {
    teamOf: (occurrence, away) =>
      presentTeam(people, Math.floor(countBefore(meetingOf(occurrence)) / count), away(occurrence.date)),
    nextOf(occurrence, away) {
      const at = meetingOf(occurrence);
      const before = countBefore(at);
      let due = meetings.next(toEpochMs(Math.max(at, begin)));
      for (let left = at > begin ? count - (before % count) : count + 1; due && left > 1; left -= 1)
        due = meetings.next(due.at);
      const date = due?.occurrences[0].date ?? occurrence.date;
      return { team: presentTeam(people, Math.floor(before / count) + 1, away(date)), date };
    },
  };
}

/** The last instant before the first meeting that counts: a night that began the day before `from` does not. */
function beforeFirst(from: DayNumber, meetings: Timetable, zone: Zone): EpochMs {
  const first = toIsoDate(from);
  let begin = toEpochMs(zone.instantOf(wallAt(from, 0)) - 1);
  let due = meetings.next(begin);
  while (due?.occurrences.every(({ date }) => date < first)) {
    begin = due.at;
    due = meetings.next(begin);
  }
  return begin;
}

/** When what is announced happens, whichever of its notices this is. */
function meetingOf({ at, event, notice }: Occurrence): EpochMs {
  return notice === undefined ? at : (event ?? at);
}
