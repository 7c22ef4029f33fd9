import type { Outcome } from '../robot/robot.ts';
import type { EpochMs } from '../schedule/instant.ts';
import type { Cause } from './cause.ts';
import type { ClockReading } from './clock.ts';
import type { Backlog } from './coalesce.ts';
import type { Delivery, NewDelivery } from './delivery.ts';

/**
 * What whoever sends needs of the store. Everything here is durable when the promise resolves, and each call is one
 * transaction: what may be sent, and by whom, the store alone decides, whoever asks. One conformance suite
 * (`test/store/`) for whatever is behind it.
 */
export interface Outbox {
  /**
   * For every lane that may send: takes its next delivery (by `dueAt`, then priority, then by when it was written),
   * turns it to `sending` in the name of the member, and writes down its attempt. A lane takes nothing while something
   * of it is under way, whoever sends it, while it is paused or cooling down, or has used up its window; no lane does
   * while the machine rests, and one alone when that rest is over and nobody has seen yet that all is well. A lane for
   * which the asker has patience takes nothing until others could have. Of the lanes at one host no more do than that
   * takes in a second from this machine's address, whoever sends there.
   *
   * Renews the member's lease when it gives something. `buried` = it is no member any more, and has got nothing.
   */
  claim(request: ClaimRequest): Promise<ClaimAnswer>;

  /**
   * Records what attempts came to, with what follows for the delivery, for what it carries, for its lane and for the
   * machine. A part that has to wait keeps the parts after it waiting; one that is refused takes them along.
   */
  record(results: readonly AttemptResult[]): Promise<void>;

  /**
   * {@link record}, then {@link claim}, in one transaction: in a crowded second each answer makes room for the next
   * post, and one write to the disk does for both.
   */
  recordAndClaim(results: readonly AttemptResult[], request: ClaimRequest): Promise<ClaimAnswer>;

  /**
   * Pending deliveries past their expiry become `expired`, some at a time; returns them. As many as `limit`: there may
   * be more. What waits in other lanes than these has no robot any more, unless `onlyThese`: then it is left alone.
   */
  expire(request: {
    readonly now: EpochMs;
    readonly lanes: readonly LaneConfig[];
    readonly onlyThese: boolean;
    readonly limit: number;
  }): Promise<readonly Delivery[]>;

  /**
   * The earliest instant at which `claim` or `expire` could have something to do for these lanes, or a member that has
   * claimed something could be found dead; `undefined` = nothing waits.
   */
  nextWake(request: ClaimRequest & { readonly onlyThese: boolean }): Promise<EpochMs | undefined>;

  /**
   * The lanes of these in which more is due than may start now, in the order given, each with what waits there: at most
   * `limit` deliveries, the first in line. With so many of all lanes together it is enough: the lanes after the last one
   * returned are for another call. A paused lane is left out: nothing of it goes out, however it is put together.
   */
  backlogs(request: {
    readonly at: ClockReading;
    readonly lanes: readonly LaneConfig[];
    readonly limit: number;
  }): Promise<readonly Backlog[]>;

  /**
   * Writes digests and whom each carries; returns how many. One of which any member does not wait any more, was tried
   * before (it may have arrived), is carried already or is a digest itself, is left out. From then on its members are not
   * claimed and do not expire: they end when their digest does, in the same transaction, or wait again
   * (`members-fate.ts`).
   */
  merge(digests: readonly NewDigest[]): Promise<number>;

  /**
   * The configuration in force: a lane that differs from what it was when it was paused is no longer paused, and what
   * waits for a robot moves to the lane which that has now (its token was changed), its place in line kept. Some at a
   * time; returns how many: until it is 0 there may be more.
   */
  settle(lanes: readonly LaneConfig[], assignments: readonly Assignment[]): Promise<number>;

  /** Changes whenever another process has written. */
  changeCounter(): Promise<number>;
}

export interface ClaimRequest {
  readonly at: ClockReading;
  /** Who asks. */
  readonly member: string;
  /** The lanes to look at. */
  readonly lanes: readonly LaneToServe[];
}

/** A lane as whoever asks would serve it. */
export interface LaneToServe extends LaneConfig {
  /**
   * Others are to have their chance first: it is taken only if the head of its line could have gone so long ago, in ms.
   * What stands behind the head is not, however long it waits: a line is never overtaken. Default 0: at once.
   */
  readonly patienceMs?: number;
}

export type ClaimAnswer = { readonly kind: 'claimed'; readonly claims: readonly Claim[] } | { readonly kind: 'buried' };

export interface Claim {
  readonly delivery: Delivery;
  /** The attempt written down for it. */
  readonly attempt: number;
}

export interface LaneConfig {
  readonly lane: string;
  /** At most this many attempts in any sliding 60 s. */
  readonly perMinute: number;
  /** Changes when anything a robot's permanent error could come from changes; not reversible to a secret. */
  readonly fingerprint: string;
  /** The vendor's host, where that counts the calls of an address. Default: nobody does (the sandbox, this machine). */
  readonly host?: HostLimit | undefined;
}

/** What a vendor's host takes from one address, of all robots together. */
export interface HostLimit {
  readonly name: string;
  /** At most this many attempts start in any second. */
  readonly perSecond: number;
}

/** In which lane a robot sends. */
export interface Assignment {
  readonly robot: string;
  readonly lane: string;
}

/** A digest about to be written, and the ids of what it carries, in order. */
export interface NewDigest {
  readonly delivery: NewDelivery;
  readonly members: readonly string[];
}

export interface AttemptResult {
  readonly attempt: number;
  readonly delivery: string;
  readonly lane: string;
  readonly finished: ClockReading;
  readonly outcome: Outcome;
  /** What the delivery becomes; decided by `verdict.ts`. */
  readonly becomes:
    | { readonly state: 'delivered' }
    | { readonly state: 'failed' | 'expired'; readonly cause: Cause }
    | { readonly state: 'pending'; readonly nextAttemptAt: EpochMs; readonly cause: Cause };
  /** What follows for the lane. */
  readonly laneBecomes?:
    | {
        readonly kind: 'cooling';
        readonly forMs: number;
        readonly cause: Cause;
        /** So long that its owner should know. Default false. */
        readonly tellOwner?: boolean;
      }
    | { readonly kind: 'paused'; readonly fingerprint: string; readonly cause: Cause };
}
