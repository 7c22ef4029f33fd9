import type { EpochMs } from '../schedule/instant.ts';
import type { Cause } from './cause.ts';
import type { NewDelivery } from './delivery.ts';

/** What telling owners of trouble needs of the store. */
export interface Notices {
  /**
   * What went wrong in these lanes and stands in no notice yet: their deliveries that have failed or expired since
   * `since`, notices themselves and digests left out (what a digest carried speaks for it), and that the lane was paused
   * or cools down for long. Lanes without any are left out.
   */
  troubles(query: { readonly lanes: readonly string[]; readonly since: EpochMs }): Promise<readonly Trouble[]>;

  /**
   * Writes a notice about a lane, and marks everything wrong there so far as told at `toldAt`, in one transaction.
   * `false` = more has gone wrong since {@link troubles} gave `trouble` for the same `since`: nothing was written, for
   * the rest would never be told.
   */
  commitNotice(notice: NoticeToCommit): Promise<boolean>;
}

export interface NoticeToCommit {
  readonly trouble: Trouble;
  readonly since: EpochMs;
  readonly toldAt: EpochMs;
  /** The notice; several when it is too long for one post. */
  readonly deliveries: readonly NewDelivery[];
}

/** What went wrong in one lane and has not been told to its owner. */
export interface Trouble {
  readonly lane: string;
  /** Both 0 when it is only that the lane was paused, or cools down for long. */
  readonly failed: number;
  readonly expired: number;
  /** Of the one that ended last: its robot and why; else why the lane stands still, and whose message met it. */
  readonly robot: string;
  readonly cause: Cause;
  readonly paused: boolean;
  /** It cools down for long. */
  readonly cooling: boolean;
  /** When the last notice about this lane was made. */
  readonly toldAt?: EpochMs;
}
