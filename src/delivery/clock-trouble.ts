import type { EpochMs } from '../schedule/instant.ts';

/** Why the wall clock of this machine is not believed: it shows a time at which nothing can be planned with reason. */
export interface ClockTrouble {
  /** It shows a time before this version was built, or before what was done already; or it was set far on at once. */
  readonly kind: 'before-build' | 'behind-store' | 'leapt';
  /** By how much. */
  readonly byMs: number;
  /** Since when, as it shows it. */
  readonly since: EpochMs;
}
