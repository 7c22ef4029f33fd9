import type { Away, IsoDate, Occurrence, Timetable } from './occurrence.ts';
import type { Override, Pause, Skip, Vacation } from './override.ts';

/** Overrides, ready to judge very many occurrences: nothing is searched twice. */
export interface OverrideIndex {
  /** Why this occurrence of a reminder is not told to anybody; `undefined` when it is. */
  skippedBy(reminder: string, occurrence: Occurrence): Override | undefined;
  /** The last instant of the reminder's pause, Infinity when it has no end; -Infinity without a pause. */
  silentThrough(reminder: string): number;
  readonly away: Away;
}

export function indexOverrides(overrides: readonly Override[]): OverrideIndex {
  const pauses = new Map<string, Pause>();
  const skips = new Map<string, Map<IsoDate, Skip>>();
  const vacations: Vacation[] = [];
  for (const override of overrides) {
    switch (override.kind) {
      case 'pause':
        pauses.set(override.reminder, override);
        break;
      case 'skip':
        skips.getOrInsertComputed(override.reminder, () => new Map()).set(override.date, override);
        break;
      case 'vacation':
        vacations.push(override);
        break;
    }
  }
  const vacationsOn = vacationsByDate(vacations);
  return {
    skippedBy(reminder, { at, date, person }) {
      const pause = pauses.get(reminder);
      if (pause && at < endOfPause(pause)) return pause;
      const { everybody, people } = vacationsOn(date);
      return skips.get(reminder)?.get(date) ?? (person === undefined ? undefined : people.get(person)) ?? everybody;
    },
    silentThrough(reminder) {
      const pause = pauses.get(reminder);
      return pause ? endOfPause(pause) - 1 : Number.NEGATIVE_INFINITY;
    },
    away: (date) => vacationsOn(date).away,
  };
}

/** The timetable with nobody's turn on a vacation. The instants stay the same. */
export function timetableUnder(timetable: Timetable, { away }: OverrideIndex): Timetable {
  return timetable.whileAway?.(away) ?? timetable;
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
