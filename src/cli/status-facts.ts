import type { Upcoming } from '../daemon/upcoming.ts';
import type { State } from '../delivery/delivery.ts';
import type { LaneState } from '../delivery/history.ts';
import type { Override } from '../schedule/override.ts';
import type { QuotaUse } from './quota.ts';
import type { DaemonState } from '../store/daemon-state.ts';
import type { StoreError } from '../store/store-error.ts';
import type { DataFault } from '../daemon/data-fault-words.ts';
import type { Standstill } from './standstill.ts';

/** What is known from the store and the configuration. */
export interface Status {
  /** What the running daemon says of itself; `undefined` when none runs. */
  readonly daemon?: Partial<DaemonState>;
  /** What keeps the running daemon from its work, as seen from outside; `undefined` = nothing. */
  readonly ailment?: Ailment | undefined;
  readonly counts: Partial<Record<State, number>>;
  readonly lanes: readonly { readonly robots: readonly string[]; readonly state: LaneState }[];
  /** Calls of the current month, lane by lane; empty where nothing has run. */
  readonly quota: readonly QuotaUse[];
  /** What was set by hand and has not ended. */
  readonly overrides: readonly Override[];
  /** The first that nothing keeps from firing. */
  readonly next?: Upcoming;
}

export type Ailment =
  /** Its data is not where it was. */
  | { readonly kind: 'data-gone'; readonly fault: DataFault }
  /** Nothing can be written. */
  | { readonly kind: 'store-refuses'; readonly error: StoreError }
  /** What is due is not planned. */
  | ({ readonly kind: 'stands-still' } & Standstill);
