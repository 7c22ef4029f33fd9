import { parseIsoDate } from './civil.ts';
import { DAY, type EpochMs, HOUR, toEpochMs } from './instant.ts';
import type { IsoDate, Team } from './occurrence.ts';

/** What a person set by hand while everything runs: kept in the store, not in YAML. */
export type Override = Skip | Pause | Vacation | Swap;

/** One date of one reminder is left out. */
export interface Skip {
  readonly kind: 'skip';
  readonly reminder: string;
  /** The date of what is announced, `Occurrence.date`: all its notices stay out, whenever they would have come. */
  readonly date: IsoDate;
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

/**
 * The same for overrides that mean the same, in words that a person can type. Of one reminder there is one pause: the
 * last one set; of one date of it, one swap. No id can be read two ways: what stands behind a name has a fixed shape.
 */
export function overrideId(override: Exclude<Override, Swap> | Omit<Swap, 'people'>): string {
  switch (override.kind) {
    case 'skip':
      return `skip:${override.reminder}:${override.date}`;
    case 'swap':
      return `swap:${override.reminder}:${override.date}`;
    case 'pause':
      return `pause:${override.reminder}`;
    case 'vacation':
      return `vacation:${override.person ?? ''}:${override.from}..${override.until}`;
  }
}

/**
 * From this instant on it changes nothing that is due; `undefined` = it never ends.
 *
 * @throws {RangeError} when a date does not exist.
 */
export function endOf(override: Override): EpochMs | undefined {
  switch (override.kind) {
    case 'skip':
    case 'swap':
      return endOfDate(override.date);
    case 'pause':
      return override.until;
    case 'vacation':
      return endOfDate(override.until);
  }
}

/** A date is over when it is over in the last zone, UTC-12. */
function endOfDate(date: IsoDate): EpochMs {
  const day = parseIsoDate(date);
  if (day === undefined) throw new RangeError(`not a date: ${date}`);
  return toEpochMs((day + 1) * DAY + 12 * HOUR);
}
