import type { Upcoming } from '../daemon/upcoming.ts';
import type { State } from '../delivery/delivery.ts';
import type { LaneState } from '../delivery/history.ts';
import type { EpochMs } from '../schedule/instant.ts';
import type { Override } from '../schedule/override.ts';
import type { QuotaUse } from './quota.ts';
import type { DaemonState } from '../store/daemon-state.ts';

/** What is known from the store and the configuration. */
export interface Status {
  /** What the running daemon says of itself; `undefined` when none runs. */
  readonly daemon?: Partial<DaemonState>;
  /** Since when the running daemon has not been able to say that it is well; `undefined` = it is. */
  readonly silentSince?: EpochMs;
  readonly counts: Partial<Record<State, number>>;
  readonly lanes: readonly { readonly robots: readonly string[]; readonly state: LaneState }[];
  /** Calls of the current month, lane by lane; empty where nothing has run. */
  readonly quota: readonly QuotaUse[];
  /** What was set by hand and has not ended. */
  readonly overrides: readonly Override[];
  /** The first that nothing keeps from firing. */
  readonly next?: Upcoming;
}
