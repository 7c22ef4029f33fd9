import { addDays, type CivilDate, type DayNumber, monthLength, parseIsoDate, toCivilDate, toIsoDate } from './civil.ts';
import { type DayPredicate, WEEKDAYS } from './filter.ts';
import type { Away, Occurrence, Timetable } from './occurrence.ts';
import type { RotationText } from './parse-rotation.ts';
import { workdayIndex } from './workday-index.ts';

/** Whose turn it is: decided by the date alone, before the first turn too. */
export interface Rotation {
  /**
   * The one whose turn it is on that day. One who is away is passed over for the next who is not, and the others keep
   * their turns; when all are away, it is whose turn it would be.
   */
  readonly personOn: (day: DayNumber, away?: ReadonlySet<string>) => string;
  /** The day on which the turn after that of a day begins. */
  readonly nextTurn: (day: DayNumber) => DayNumber;
}

/** @param isWorkday what turns of `workday`s are counted by. Default: Monday to Friday. */
export function rotation({ people, turn, from }: RotationText, isWorkday: DayPredicate = WEEKDAYS): Rotation {
  const unitOf = UNITS[turn.unit](from, isWorkday);
  const turnOf = (day: DayNumber): number => Math.floor(unitOf(day) / turn.count);
  return {
    personOn(day, away) {
      const index = turnOf(day);
      const first = ((index % people.length) + people.length) % people.length;
      const regular = people[first] ?? people[0];
      if (!away?.has(regular)) return regular;
      const inTurn = [...people.slice(first), ...people.slice(0, first)] as [string, ...string[]];
      return inTurn.find((person) => !away.has(person)) ?? inTurn[0];
    },
    nextTurn(day) {
      const index = turnOf(day);
      let next = addDays(day, 1);
      // A calendar that knows no more workdays has no next turn either.
      while (turnOf(next) === index && next - day < LONGEST_TURN) next = addDays(next, 1);
      return next;
    },
  };
}

/** 999 months */
const LONGEST_TURN = 999 * 31;

/**
 * Each occurrence is about the one whose turn it is on its date; an occurrence that is about somebody already, such as
 * a birthday, stays as it is. The instants stay the same, whoever is away.
 *
 * @param away Default: nobody ever.
 */
export function withRotation(timetable: Timetable, turns: Rotation, away: Away = () => NOBODY): Timetable {
  const assign = (occurrence: Occurrence): Occurrence => {
    const day = parseIsoDate(occurrence.date);
    if (occurrence.person !== undefined || day === undefined) return occurrence;
    const next = turns.nextTurn(day);
    return {
      ...occurrence,
      person: turns.personOn(day, away(occurrence.date)),
      next: turns.personOn(next, away(toIsoDate(next))),
    };
  };
  return {
    next(after) {
      const due = timetable.next(after);
      if (!due) return undefined;
      const [first, ...others] = due.occurrences;
      return { at: due.at, occurrences: [assign(first), ...others.map(assign)] };
    },
    whileAway: (others) => withRotation(timetable, turns, others),
  };
}

const NOBODY: ReadonlySet<string> = new Set();

/** How many units after the one that begins on `from` that of a day is. */
type UnitOf = (day: DayNumber) => number;

const UNITS: Record<RotationText['turn']['unit'], (from: DayNumber, isWorkday: DayPredicate) => UnitOf> = {
  day: (from) => (day) => day - from,
  week: (from) => (day) => Math.floor((day - from) / 7),
  month: (from) => {
    const first = toCivilDate(from);
    return (day) => monthsSince(first, toCivilDate(day));
  },
  workday: workdayIndex,
};

/** A month begins on the first one's day of the month, or on its last day where it has no such day. */
function monthsSince(first: CivilDate, { year, month, day }: CivilDate): number {
  const months = (year - first.year) * 12 + month - first.month;
  return day < Math.min(first.day, monthLength(year, month)) ? months - 1 : months;
}
