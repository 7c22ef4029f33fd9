import type { EpochMs } from './instant.ts';
import type { Kept } from './override.ts';

/**
 * Where overrides are kept, and when rosters without a first date began; everything is durable when the promise resolves,
 * and other processes read it then.
 * An override is known by its `overrideId`: setting it twice is setting it once.
 */
export interface Overrides {
  /** Replaces one of the same id: the pause of a reminder by its new end. */
  set(override: Kept): Promise<void>;

  /**
   * Takes back what was set; returns whether it was there and had not ended by itself.
   * A pause is not forgotten but ends at `now`: what came due before stays unsaid, also when it is planned later.
   */
  remove(id: string, now: EpochMs): Promise<boolean>;

  /**
   * In the order of their ids.
   *
   * @param query.endingAfter Leaves out what has ended by then: what a list for people shows. Default: all that is
   *   kept, which is what the planner goes by, since it may plan today what was due yesterday.
   */
  list(query?: { readonly endingAfter?: EpochMs }): Promise<readonly Kept[]>;

  /** Forgets what ended before `before`, well after which everything due by then is planned; returns how many. */
  prune(before: EpochMs): Promise<number>;
}
