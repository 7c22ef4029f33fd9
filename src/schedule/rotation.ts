import { addDays, type CivilDate, type DayNumber, monthLength, parseIsoDate, toCivilDate, toIsoDate } from './civil.ts';
import { type DayPredicate, WEEKDAYS } from './filter.ts';
import type { EpochMs } from './instant.ts';
import type { Away, IsoDate, Occurrence, Swapped, Team, Timetable } from './occurrence.ts';
import type { RotationText } from './parse-rotation.ts';
import { workdayIndex } from './workday-index.ts';

/** Whose turn an occurrence is. */
export interface Turns {
  /**
   * Who is away is left out. When all of them are, it is for the next of whom somebody is not, and the others keep their
   * turns; when everybody is away, for those whose turn it would be.
   */
  readonly teamOf: (occurrence: Occurrence, away: Away) => Team;
  /** Whose turn the one after it is, and on which date that one begins. */
  readonly nextOf: (occurrence: Occurrence, away: Away) => { readonly team: Team; readonly date: IsoDate };
  /** The same turns, the first of which begins with what occurs after this instant. Absent where a date says when. */
  readonly begunAt?: (instant: EpochMs) => Turns;
}

/** Turns by the date alone, before the first turn too. */
export interface Rotation extends Turns {
  readonly teamOn: (day: DayNumber, away?: ReadonlySet<string>) => Team;
  /** The day on which the turn after that of a day begins. */
  readonly nextTurn: (day: DayNumber) => DayNumber;
}

/** @param isWorkday what turns of `workday`s are counted by. Default: Monday to Friday. */
export function rotation({ people, turn, from }: RotationByDate, isWorkday: DayPredicate = WEEKDAYS): Rotation {
  const unitOf = UNITS[turn.unit](from, isWorkday);
  const turnOf = (day: DayNumber): number => Math.floor(unitOf(day) / turn.count);
  const teamOn: Rotation['teamOn'] = (day, away = NOBODY) => presentTeam(people, turnOf(day), away);
  const nextTurn: Rotation['nextTurn'] = (day) => {
    const index = turnOf(day);
    let next = addDays(day, 1);
    // A calendar that knows no more workdays has no next turn either.
    while (turnOf(next) === index && next - day < LONGEST_TURN) next = addDays(next, 1);
    return next;
  };
  return {
    teamOn,
    nextTurn,
    teamOf: ({ date }, away) => teamOn(dayOfDate(date), away(date)),
    nextOf({ date }, away) {
      const next = nextTurn(dayOfDate(date));
      const first = toIsoDate(next);
      return { team: teamOn(next, away(first)), date: first };
    },
  };
}

export type RotationByDate = RotationText & {
  readonly turn: { readonly unit: Exclude<RotationText['turn']['unit'], 'time'> };
  readonly from: DayNumber;
};

export function isByDate(text: RotationText): text is RotationByDate {
  return text.turn.unit !== 'time';
}

/** 999 months */
const LONGEST_TURN = 999 * 31;

function dayOfDate(date: IsoDate): DayNumber {
  const day = parseIsoDate(date);
  if (day === undefined) throw new RangeError(`not a date: ${date}`);
  return day;
}

/** @param turn how many turns after the first one */
export function presentTeam(people: RotationText['people'], turn: number, away: ReadonlySet<string>): Team {
  const first = ((turn % people.length) + people.length) % people.length;
  const regular = people[first] ?? people[0];
  if (away.size === 0) return regular;
  for (const team of [...people.slice(first), ...people.slice(0, first)]) {
    const [person, ...others] = team.filter((each) => !away.has(each));
    if (person !== undefined) return [person, ...others];
  }
  return regular;
}

/**
 * Each occurrence is about those whose turn it is; an occurrence that is about somebody already, such as a birthday,
 * stays as it is. The instants stay the same, whoever is away.
 *
 * @param away Default: nobody ever.
 * @param swapped Default: nobody ever. Who is away on that date takes nobody's turn.
 */
export function withRotation(
  timetable: Timetable,
  turns: Turns,
  away: Away = () => NOBODY,
  swapped: Swapped = () => undefined,
): Timetable {
  const swappedOn = (date: IsoDate): Team | undefined => {
    const [person, ...others] = swapped(date)?.filter((each) => !away(date).has(each)) ?? [];
    return person === undefined ? undefined : [person, ...others];
  };
  const assign = (occurrence: Occurrence): Occurrence => {
    if (occurrence.person !== undefined) return occurrence;
    const [person, ...others] = swappedOn(occurrence.date) ?? turns.teamOf(occurrence, away);
    const { team, date } = turns.nextOf(occurrence, away);
    return { ...occurrence, person, ...(others.length > 0 && { others }), next: swappedOn(date) ?? team };
  };
  return {
    next(after) {
      const due = timetable.next(after);
      if (!due) return undefined;
      const [first, ...others] = due.occurrences;
      return { at: due.at, occurrences: [assign(first), ...others.map(assign)] };
    },
    whileAway: (others, swaps, begun) =>
      withRotation(timetable, begun === undefined ? turns : (turns.begunAt?.(begun) ?? turns), others, swaps),
  };
}

const NOBODY: ReadonlySet<string> = new Set();

/** How many units after the one that begins on `from` that of a day is. */
type UnitOf = (day: DayNumber) => number;

const UNITS: Record<RotationByDate['turn']['unit'], (from: DayNumber, isWorkday: DayPredicate) => UnitOf> = {
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
