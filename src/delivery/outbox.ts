import type { Outcome } from '../robot/robot.ts';
import type { EpochMs } from '../schedule/instant.ts';
import type { Backlog } from './coalesce.ts';
import type { Attempt, Delivery, Origin, State } from './delivery.ts';

/**
 * Where deliveries live: everything here is durable when the promise resolves.
 * SQLite behind it today, PostgreSQL tomorrow: one conformance suite (`test/store/outbox-conformance.ts`) for both.
 */
export interface Outbox {
  /**
   * Writes what was planned and how far, in ONE transaction: either both are there after a crash or neither.
   * A delivery whose id is known already is left as it is: replaying a plan adds nothing. A message that is in parts now
   * and was known before adds none of them, be it that it was shorter then. What is due at the same instant goes out in
   * the order given here: the parts of a message in theirs.
   */
  commit(plan: {
    /**
     * Before anything else forgets whatever was planned ahead of its time, is due after this instant and has never been
     * tried: whole messages, as if they had not been planned. Default: nothing.
     */
    readonly withdrawAfter?: EpochMs;
    readonly deliveries: readonly NewDelivery[];
    readonly cursors: readonly Cursor[];
  }): Promise<{
    /** How many deliveries were not known before. */
    readonly added: number;
  }>;

  /** The cursors of these reminders; a reminder never planned has none. */
  cursors(): Promise<readonly Cursor[]>;

  /**
   * In one transaction, for every lane that may send at `now`: takes its next deliveries (by `dueAt`, then
   * priority, then by when it was written), turns them to `sending` under a lease and writes down their attempts.
   * A lane takes nothing while it is paused, cooling down, or has used up its window.
   */
  claim(request: ClaimRequest): Promise<readonly Claim[]>;

  /**
   * The wall clock was set forward by so many ms, or the machine was suspended: the attempts of these lanes that count
   * against their limit at `now` by the clock before go on doing so for as long as they would have. Leases too run as
   * long as they would have, in any lane.
   */
  shiftWindows(leap: {
    readonly now: EpochMs;
    readonly ms: number;
    /** As claims are made with it. */
    readonly leaseMs: number;
    readonly lanes: readonly LaneConfig[];
  }): Promise<void>;

  /**
   * The wall clock was set back: what was pushed by hand, or for an owner, before that and waits for an instant that is
   * yet to come, waits no longer. What was planned is for its instant, whenever that comes. Returns how many.
   */
  recallPushed(now: EpochMs): Promise<number>;

  /**
   * The lanes of these in which more is due than may start at `now`, each with what waits there: at most `limit`
   * deliveries, the first in line. A paused lane is left out: nothing of it goes out, however it is put together.
   */
  backlogs(request: {
    readonly now: EpochMs;
    readonly lanes: readonly LaneConfig[];
    readonly limit: number;
  }): Promise<readonly Backlog[]>;

  /**
   * Writes digests and whom each carries in ONE transaction; returns how many. One of which any member does not wait
   * any more, was tried before (it may have arrived), is carried already or is a digest itself, is left out. From then on
   * its members are not claimed and do not expire: they end when their digest does, in the same transaction, or wait
   * again (`members-fate.ts`).
   */
  merge(digests: readonly NewDigest[]): Promise<number>;

  /**
   * Records what attempts came to, with what follows for the delivery, for what it carries, and for its lane, in one
   * transaction. A part that has to wait keeps the parts after it waiting.
   */
  record(results: readonly AttemptResult[]): Promise<void>;

  /**
   * {@link record}, then {@link claim}, in one transaction: in a crowded second each answer makes room for the next
   * post, and one write to the disk does for both.
   */
  recordAndClaim(results: readonly AttemptResult[], request: ClaimRequest): Promise<readonly Claim[]>;

  /**
   * Pending deliveries past their expiry become `expired`; returns them.
   * `explain` gives the reason to keep, from the delivery as it was; it runs inside the transaction: pure and quick.
   */
  expire(now: EpochMs, explain: (delivery: Delivery) => string): Promise<readonly Delivery[]>;

  /**
   * Deliveries left in `sending` whose lease has run out at `now` become pending again.
   * `all: true` (start-up, under the single-instance lock): whatever their lease says.
   */
  releaseLeases(now: EpochMs, options?: { readonly all?: boolean }): Promise<number>;

  /**
   * The earliest instant at which `claim`, `expire` or `releaseLeases` could have something to do, for these lanes
   * with those taken in flight left out; `undefined` = nothing waits.
   */
  nextWake(request: Pick<ClaimRequest, 'now' | 'lanes'>): Promise<EpochMs | undefined>;

  /** A lane whose configuration differs from the one it was paused under is no longer paused. */
  resumeLanes(lanes: readonly LaneConfig[]): Promise<void>;

  /**
   * Pending deliveries of these robots move to the lane that their robot has now (its token was changed); returns
   * how many. Those of other robots stay where they are.
   */
  assignLanes(robots: readonly { readonly robot: string; readonly lane: string }[]): Promise<number>;

  /**
   * What went wrong in these lanes and stands in no notice yet: their deliveries that have failed or expired since
   * `since`, notices themselves and digests left out (what a digest carried speaks for it), and that the lane was paused
   * or cools down for long. Lanes without any are left out.
   */
  troubles(query: { readonly lanes: readonly string[]; readonly since: EpochMs }): Promise<readonly Trouble[]>;

  /**
   * Writes a notice about a lane, and that everything wrong there so far has been told at `toldAt`, in one
   * transaction; returns whether it did. Not when more has gone wrong meanwhile than `trouble` counts, which
   * {@link troubles} gave for the same `since`: it would be told by nobody.
   */
  commitNotice(notice: {
    readonly trouble: Trouble;
    readonly since: EpochMs;
    readonly toldAt: EpochMs;
    readonly delivery: NewDelivery;
  }): Promise<boolean>;

  laneStates(now: EpochMs): Promise<readonly LaneState[]>;
  find(id: string): Promise<{ readonly delivery: Delivery; readonly attempts: readonly Attempt[] } | undefined>;
  /** Newest first by `dueAt`, then by when it was written. */
  history(
    query: HistoryQuery,
  ): Promise<readonly { readonly delivery: Delivery; readonly attempts: readonly Attempt[] }[]>;
  countByState(): Promise<Readonly<Record<State, number>>>;

  /**
   * Attempts made by each lane in one month of Beijing time (`2026-11`), as the vendor's monthly quota counts calls.
   * Kept apart from the history: `prune` forgets none of them. Lanes without any are left out.
   */
  callsByLane(month: string): Promise<ReadonlyMap<string, number>>;

  /**
   * Forgets final deliveries (with their attempts) due and finished before `before`; returns how many. Never a
   * pending one. The limiter forgets with it: `before` lies well over a minute back.
   */
  prune(before: EpochMs): Promise<number>;

  /** Changes whenever another process has written: a cheap way to notice messages pushed by hand. */
  changeCounter(): Promise<number>;
}

/** A delivery about to be written: `pending`, or born `missed`, `skipped` or (no robot would take it) `failed`. */
export type NewDelivery = Omit<
  Delivery,
  'attempts' | 'digest' | 'leaseUntil' | 'nextAttemptAt' | 'finishedAt' | 'state'
> & {
  readonly state: 'pending' | 'missed' | 'skipped' | 'failed';
};

/** A digest about to be written, and the ids of what it carries, in order. */
export interface NewDigest {
  readonly delivery: NewDelivery;
  readonly members: readonly string[];
}

/** How far a reminder has been planned. */
export interface Cursor {
  readonly reminder: string;
  /** The instant through which it has been planned, inclusive. It may be soon to come. */
  readonly through: EpochMs;
  /** What its trigger was then: a trigger that changed starts at now, a changed text keeps the cursor. */
  readonly trigger: string;
}

export interface LaneConfig {
  readonly lane: string;
  /** At most this many attempts in any sliding 60 s. */
  readonly perMinute: number;
  /** Changes when anything a robot's permanent error could come from changes; not reversible to a secret. */
  readonly fingerprint: string;
}

export interface ClaimRequest {
  readonly now: EpochMs;
  /** How long a claimed delivery stays ours. */
  readonly leaseMs: number;
  /** The lanes to look at; those with an attempt in flight are left out by the caller, to keep the order. */
  readonly lanes: readonly LaneConfig[];
  /** At most this many deliveries per lane. Default 1. */
  readonly perLane?: number;
}

export interface Claim {
  readonly delivery: Delivery;
  /** The attempt written down for it. */
  readonly attempt: number;
}

export interface AttemptResult {
  readonly attempt: number;
  readonly delivery: string;
  readonly lane: string;
  readonly finishedAt: EpochMs;
  readonly outcome: Outcome;
  /** What the delivery becomes; decided by `transition.ts`. */
  readonly becomes:
    | { readonly state: 'delivered' }
    | { readonly state: 'failed' | 'expired'; readonly reason: string }
    | { readonly state: 'pending'; readonly nextAttemptAt: EpochMs; readonly reason: string };
  /** What follows for the lane. */
  readonly laneBecomes?:
    | {
        readonly kind: 'cooling';
        readonly until: EpochMs;
        readonly reason: string;
        /** So long that its owner should know. Default false. */
        readonly tellOwner?: boolean;
        /** Other lanes that cool down with it. Default: none. */
        readonly others?: readonly string[];
      }
    | { readonly kind: 'paused'; readonly fingerprint: string; readonly reason: string };
}

export interface LaneState {
  readonly lane: string;
  readonly pending: number;
  readonly sending: number;
  readonly oldestPendingDueAt?: EpochMs;
  readonly coolingUntil?: EpochMs;
  /** Why it is cooling down. */
  readonly coolingReason?: string;
  readonly paused?: { readonly since: EpochMs; readonly reason: string };
  /** Something waits, and the last attempt got no answer: why. */
  readonly retrying?: { readonly reason: string };
}

/** What went wrong in one lane and has not been told to its owner. */
export interface Trouble {
  readonly lane: string;
  /** Both 0 when it is only that the lane was paused, or cools down for long. */
  readonly failed: number;
  readonly expired: number;
  /** Of the one that ended last: its robot and why; else why the lane stands still, and whose message met it. */
  readonly robot: string;
  readonly reason: string;
  readonly paused: boolean;
  /** The end of a long cool-down. */
  readonly coolingUntil?: EpochMs;
  /** When the last notice about this lane was made. */
  readonly toldAt?: EpochMs;
}

export interface HistoryQuery {
  /** Due at or after. */
  readonly since?: EpochMs;
  /** Due before. */
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
