import { parseIsoDate } from './civil.ts';
import { DAY, type EpochMs, HOUR, toEpochMs } from './instant.ts';
import type { IsoDate, Team } from './occurrence.ts';

/** What a person set by hand while everything runs: kept in the store, not in YAML. */
export type Override = Skip | Pause | Vacation | Swap;

/** All that decides beside the YAML and is kept in the store. */
export type Kept = Override | RosterStart;

/** Without what nobody set by hand. */
export function byHand(kept: readonly Kept[]): readonly Override[] {
  return kept.filter((each) => each.kind !== 'roster-start');
}

/** One date of one reminder is left out, or one time of it. */
export interface Skip {
  readonly kind: 'skip';
  readonly reminder: string;
  /** The date of what is announced, `Occurrence.date`: all its notices stay out, whenever they would have come. */
  readonly date: IsoDate;
  /** Only what is said at this instant, `local` on the reminder's clock: `2026-11-29T14:00`. Default: all of the date. */
  readonly only?: { readonly at: EpochMs; readonly local: string };
}

/**
 * A reminder says nothing of what is due before the pause ends, whenever that is planned: what came due while the
 * daemon was down included.
 */
export interface Pause {
  readonly kind: 'pause';
  readonly reminder: string;
  /** Exclusive: at this instant it may speak again. Default: for ever. */
  readonly until?: EpochMs;
}

/** Dates on which a person is left in peace. What is about that person is not said; others read no mention of them. */
export interface Vacation {
  readonly kind: 'vacation';
  /** The id in `people:`. Default: everybody; no reminder says anything of what occurs on those dates. */
  readonly person?: string;
  /** Both inclusive, each reminder reading them in its own zone. */
  readonly from: IsoDate;
  readonly until: IsoDate;
}

/** On one date it is the turn of these, whosever it would be; the turns of all others stay as they are. */
export interface Swap {
  readonly kind: 'swap';
  readonly reminder: string;
  /** `Occurrence.date`. */
  readonly date: IsoDate;
  /** Ids in `people:`. */
  readonly people: Team;
}

/** When the turns of a roster that names no first date began: written down when a planner first sees it. */
export interface RosterStart {
  readonly kind: 'roster-start';
  readonly reminder: string;
  /** The roster, as one text: another one begins anew. */
  readonly roster: string;
  /** The first turn begins with the first occurrence after this instant. */
  readonly at: EpochMs;
}

/**
 * The same for overrides that mean the same, in words that a person can type. Of one reminder there is one pause: the
 * last one set; of one date of it, one swap; of its roster, one start. No id can be read two ways: what stands behind a name has a fixed shape.
 */
export function overrideId(
  override: Skip | Pause | Vacation | Omit<Swap, 'people'> | Pick<RosterStart, 'kind' | 'reminder'>,
): string {
  switch (override.kind) {
    case 'skip':
      return `skip:${override.reminder}:${override.only?.local ?? override.date}`;
    case 'swap':
      return `swap:${override.reminder}:${override.date}`;
    case 'pause':
      return `pause:${override.reminder}`;
    case 'vacation':
      return `vacation:${override.person ?? ''}:${override.from}..${override.until}`;
    case 'roster-start':
      return `roster-start:${override.reminder}`;
  }
}

/**
 * From this instant on it changes nothing that is due; `undefined` = it never ends.
 *
 * @throws {RangeError} when a date does not exist.
 */
export function endOf(override: Kept): EpochMs | undefined {
  switch (override.kind) {
    case 'skip':
    case 'swap':
      return endOfDate(override.date);
    case 'pause':
      return override.until;
    case 'vacation':
      return endOfDate(override.until);
    case 'roster-start':
      return undefined;
  }
}

/** A date is over when it is over in the last zone, UTC-12. */
function endOfDate(date: IsoDate): EpochMs {
  const day = parseIsoDate(date);
  if (day === undefined) throw new RangeError(`not a date: ${date}`);
  return toEpochMs((day + 1) * DAY + 12 * HOUR);
}
