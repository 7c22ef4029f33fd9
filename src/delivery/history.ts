import type { EpochMs } from '../schedule/instant.ts';
import type { Cause, Rest } from './cause.ts';
import type { ClockReading } from './clock.ts';
import type { Attempt, Delivery, Origin, State } from './delivery.ts';

/** What reading needs of the store: page, API, commands, metrics. Nothing here changes anything. */
export interface History {
  find(id: string): Promise<HistoryEntry | undefined>;

  /**
   * Newest first by when it was due (a run: its last occurrence), then by when it was written. Looks through much in
   * many short turns: what is written meanwhile may be in it or not.
   */
  list(query: HistoryQuery): Promise<readonly HistoryEntry[]>;

  /**
   * How many messages are in each state; every occurrence of a run counts. Without a query all that is kept: a look at
   * what is counted already, however much it is.
   */
  count(query?: { readonly since: EpochMs; readonly until?: EpochMs }): Promise<Counts>;

  /** The robots of all deliveries that are kept, also robots that are not configured any more. */
  robots(): Promise<readonly string[]>;

  /** How many deliveries were delivered, of all that are kept, in these lanes: a look at what is counted already. */
  deliveredIn(lanes: readonly string[]): Promise<number>;

  /**
   * The same as `count` for each day between two midnights in a row. `midnights` is in order; the answer has one entry
   * fewer. A run counts on the day of its last occurrence.
   */
  countByDay(midnights: readonly EpochMs[]): Promise<readonly Counts[]>;

  /** Every lane with something waiting or under way, cooling down or paused; all of them while this machine rests. */
  laneStates(at: ClockReading): Promise<readonly LaneState[]>;

  /**
   * Attempts made by each lane so far in the month in which `now` is in Beijing, as the vendor's quota counts calls.
   * Kept apart from the history: what is pruned still counts. Lanes without any are left out.
   */
  callsByLane(now: EpochMs): Promise<ReadonlyMap<string, number>>;
}

/** How many messages are in each state. */
export type Counts = Readonly<Record<State, number>>;

export interface HistoryEntry {
  readonly delivery: Delivery;
  readonly attempts: readonly Attempt[];
}

export interface HistoryQuery {
  /** Due at or after; a run: its last occurrence. */
  readonly since?: EpochMs;
  /** Due before; a run: its last occurrence. */
  readonly until?: EpochMs;
  /** Only what comes after the delivery of this id in that order: the page that follows it. Nothing when it is unknown. */
  readonly after?: string;
  readonly state?: State;
  readonly reminder?: string;
  readonly robot?: string;
  readonly origin?: Origin;
  /** Carried by this digest. */
  readonly digest?: string;
  /** Default 50. */
  readonly limit?: number;
}

export interface LaneState {
  readonly lane: string;
  /** What is due and waits. */
  readonly pending: number;
  readonly sending: number;
  /** What waits for an instant that is yet to come. */
  readonly later: number;
  readonly oldestPendingDueAt?: EpochMs;
  /** Its own cool-down or this machine's rest, whichever is longer. */
  readonly cooling?: Rest;
  readonly paused?: { readonly since: EpochMs; readonly cause: Cause };
  /** Something waits, and the last attempt got no answer: why. */
  readonly retrying?: Cause;
}
