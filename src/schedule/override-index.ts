import type { EpochMs } from './instant.ts';
import type { Away, IsoDate, Occurrence, Team, Timetable } from './occurrence.ts';
import {
  type Kept,
  type Override,
  overrideId,
  type Pause,
  type RosterStart,
  type Skip,
  type Vacation,
} from './override.ts';
import type { WithRoster } from './roster-start.ts';

/** Overrides, ready to judge very many occurrences: nothing is searched twice. */
export interface OverrideIndex {
  /** Why this occurrence of a reminder is not told to anybody; `undefined` when it is. */
  skippedBy(reminder: string, occurrence: Occurrence): Override | undefined;
  /** The last instant of the reminder's pause, Infinity when it has no end; -Infinity without a pause. */
  silentThrough(reminder: string): number;
  readonly away: Away;
  /** Who takes a turn of the reminder by hand. */
  readonly swapped: (reminder: string, date: IsoDate) => Team | undefined;
  /** When the roster of the reminder began that names no first date; `undefined` = nobody has seen it. */
  readonly begun: (reminder: string, roster: string) => EpochMs | undefined;
}

export function indexOverrides(overrides: readonly Kept[]): OverrideIndex {
  const pauses = new Map<string, Pause>();
  const skips = new Map<string, Map<IsoDate | EpochMs, Skip>>();
  const swaps = new Map<string, Team>();
  const starts = new Map<string, RosterStart>();
  const vacations: Vacation[] = [];
  for (const override of overrides) {
    switch (override.kind) {
      case 'pause':
        pauses.set(override.reminder, override);
        break;
      case 'skip':
        skips.getOrInsertComputed(override.reminder, () => new Map()).set(override.only?.at ?? override.date, override);
        break;
      case 'swap':
        swaps.set(overrideId(override), override.people);
        break;
      case 'vacation':
        vacations.push(override);
        break;
      case 'roster-start':
        starts.set(override.reminder, override);
        break;
    }
  }
  const vacationsOn = vacationsByDate(vacations);
  return {
    skippedBy(reminder, { at, date, person }) {
      const pause = pauses.get(reminder);
      if (pause && at < endOfPause(pause)) return pause;
      const { everybody, people } = vacationsOn(date);
      const left = skips.get(reminder);
      return left?.get(date) ?? left?.get(at) ?? (person === undefined ? undefined : people.get(person)) ?? everybody;
    },
    silentThrough(reminder) {
      const pause = pauses.get(reminder);
      return pause ? endOfPause(pause) - 1 : Number.NEGATIVE_INFINITY;
    },
    away: (date) => vacationsOn(date).away,
    swapped: (reminder, date) =>
      swaps.size === 0 ? undefined : swaps.get(overrideId({ kind: 'swap', reminder, date })),
    begun(reminder, roster) {
      const start = starts.get(reminder);
      return start?.roster === roster ? start.at : undefined;
    },
  };
}

interface InTurns extends WithRoster {
  readonly timetable: Timetable;
}

/** The timetable with nobody's turn on a vacation, turns swapped, and counted from their start. The instants stay. */
export function timetableUnder({ id, timetable, roster }: InTurns, { away, swapped, begun }: OverrideIndex): Timetable {
  const { whileAway } = timetable;
  if (!whileAway) return timetable;
  return whileAway(away, (date) => swapped(id, date), roster === undefined ? undefined : begun(id, roster));
}

function endOfPause({ until }: Pause): number {
  return until ?? Number.POSITIVE_INFINITY;
}

interface DateVacations {
  readonly everybody: Vacation | undefined;
  readonly people: ReadonlyMap<string, Vacation>;
  readonly away: ReadonlySet<string>;
}

const NO_VACATIONS: DateVacations = { everybody: undefined, people: new Map(), away: new Set() };

function vacationsByDate(vacations: readonly Vacation[]): (date: IsoDate) => DateVacations {
  if (vacations.length === 0) return () => NO_VACATIONS;
  const known = new Map<IsoDate, DateVacations>();
  return (date) => known.getOrInsertComputed(date, () => vacationsOf(vacations, date));
}

function vacationsOf(vacations: readonly Vacation[], date: IsoDate): DateVacations {
  const those = vacations.filter(({ from, until }) => from <= date && date <= until);
  if (those.length === 0) return NO_VACATIONS;
  const people = new Map<string, Vacation>();
  for (const vacation of those) {
    if (vacation.person !== undefined) people.set(vacation.person, vacation);
  }
  const everybody = those.find(({ person }) => person === undefined);
  return { everybody, people, away: new Set(people.keys()) };
}
