import { type DayNumber, dayOf, type WallSeconds } from './civil.ts';
import type { Note } from './note.ts';

/**
 * Which wall times a trigger names, no zone in it. What becomes of a wall time that a clock change removes or repeats
 * is decided by `clockChange` when the pattern meets its zone (`wall-trigger.ts`).
 */
export interface Pattern {
  /**
   * `anchored`: every wall time fires exactly once; one that does not exist fires at the first instant after the gap
   * (several that land there coalesce), one that comes twice fires on the first pass only.
   * `hourly`: fires whenever the wall clock matches: both passes of a repeated hour, nothing in a gap.
   */
  readonly clockChange: 'anchored' | 'hourly';
  /**
   * So many seconds of a day still belong to the day before, on which the night began: filters, dates and turns go by
   * that. Default 0.
   */
  readonly overhang?: number;
  /** The first wall time strictly after `after`; `undefined` = never again. */
  next(after: WallSeconds): WallSeconds | undefined;
}

/** The day to which a wall time of a pattern belongs. */
export function patternDay(wall: WallSeconds, { overhang = 0 }: Pattern): DayNumber {
  return dayOf((wall - overhang) as WallSeconds);
}

/** Which days a trigger names: the day half of a pattern (`monthly`, `yearly`, birthdays). */
export interface DayRule {
  /** The first day at or after `from`; `undefined` = never again. */
  next(from: DayNumber): DayNumber | undefined;
  /** What is to be said about a day that `next` gave. */
  facts?(day: DayNumber): DayFacts;
}

export interface DayFacts {
  /** Years since the first one. */
  readonly years?: number;
  /** Calendar days since the first date: 0 on that date itself. */
  readonly daysSince?: number;
  /** Why it is this date and not the one written, for people. */
  readonly note?: Note;
}
