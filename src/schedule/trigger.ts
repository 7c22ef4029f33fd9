import type { EpochMs } from './instant.ts';

/**
 * When: a pure function from an instant to the next one.
 * The set of instants never changes: `next` depends only on its argument.
 */
export interface Trigger {
  /** The first instant strictly after `after`; `undefined` = never again. */
  next(after: EpochMs): EpochMs | undefined;
}
