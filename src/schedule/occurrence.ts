import type { EpochMs } from './instant.ts';
import type { Note } from './note.ts';

/** A calendar date without a zone, `YYYY-MM-DD`. */
export type IsoDate = string;

/** One instant at which a reminder is due; with `advance`, one per notice. */
export interface Occurrence {
  /** The fire instant: when the message is due. */
  readonly at: EpochMs;
  /** The date of what is being announced, in the reminder's zone (with `advance`, later than `at`'s date). */
  readonly date: IsoDate;
  /** Which entry of `advance` this is, as the person wrote it (`7d`, `10m`); `undefined` without `advance`. */
  readonly notice?: string;
  /** Calendar days from the date of `at` to `date`, of a countdown to its event; 0 on the day itself. */
  readonly daysLeft: number;
  /** When what is announced happens, where that is not `at`: with `advance`, and of a countdown. */
  readonly event?: EpochMs;
  /** Years since `since` (anniversaries) or birth (birthdays); `undefined` where no first year is known. */
  readonly years?: number;
  /** Calendar days from the first date (`from` of an interval) to `date`; `undefined` where there is none. */
  readonly daysSince?: number;
  /** The id in `people:` whom this occurrence is about (birthdays, rotation). */
  readonly person?: string;
  /** Those who take this turn together with `person`. Absent: nobody. */
  readonly others?: readonly string[];
  /** The id of the person whose turn comes after (rotation). */
  readonly next?: Team;
  /** Why the date is not the one written, for people: a shifted lunar date, Feb 29 in a common year. */
  readonly note?: Note;
}

/** Those who take one turn together: never empty. */
export type Team = readonly [string, ...string[]];

/** What is due at one instant: never empty, all with the same `at`, in a stable order. */
export interface Due {
  readonly at: EpochMs;
  readonly occurrences: readonly [Occurrence, ...Occurrence[]];
}

/** All occurrences of one reminder: its trigger, judged by its filters, told by its notices. Pure, like a trigger. */
export interface Timetable {
  /** What is due at the first instant strictly after `after`; `undefined` = never again. */
  next(after: EpochMs): Due | undefined;
  /**
   * Where people take turns: the same timetable while some of them are away. Its occurrences are one series, whoever's
   * turn each is. Absent where nobody takes turns.
   *
   * @param swapped who takes the turn of a date in the place of others. Default: nobody ever.
   * @param begun of turns that begin with no date: the first one begins with what is due after this instant. Default:
   *   nobody has seen them, and they are counted from a date long ago.
   */
  readonly whileAway?: (away: Away, swapped?: Swapped, begun?: EpochMs) => Timetable;
}

/** Who takes the turn of a date because somebody said so by hand. */
export type Swapped = (date: IsoDate) => Team | undefined;

/** The people on vacation on a date, by their ids in `people:`. */
export type Away = (date: IsoDate) => ReadonlySet<string>;

/** Whom an occurrence is about: nobody, somebody, or those who take the turn together. */
export function teamOf({ person, others = [] }: Occurrence): readonly string[] {
  return person === undefined ? [] : [person, ...others];
}
