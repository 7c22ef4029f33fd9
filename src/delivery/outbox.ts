import type { Outcome } from '../robot/robot.ts';
import type { EpochMs } from '../schedule/instant.ts';
import type { Cause } from './cause.ts';
import type { ClockReading } from './clock.ts';
import type { Backlog } from './coalesce.ts';
import type { Delivery, NewDelivery } from './delivery.ts';

/**
 * What sending needs of the store. Everything here is durable when the promise resolves. Each call is one transaction:
 * the store alone decides what may be sent, and by which process. Every store passes the same tests (`test/store/`).
 */
export interface Outbox {
  /**
   * For every lane that may send: takes its next delivery (by `dueAt`, then priority, then the order of writing), makes
   * it `sending` in the name of the member, and writes down its attempt.
   *
   * A lane gives nothing while one of its deliveries is under way in any process, while it is paused or cools down, or
   * when its window is used up. While the machine rests no lane gives anything; after the rest a single lane does, until
   * its answer shows that all is well. A lane with `patienceMs` gives nothing until others had their chance. All lanes
   * of one host together give no more than that host takes in a second from this machine's address.
   *
   * Renews the member's lease when it gives something. `buried` = the process is not a member any more and got nothing.
   */
  claim(request: ClaimRequest): Promise<ClaimAnswer>;

  /**
   * Records the outcomes of attempts, and what follows for the delivery, for the members of a digest, for the lane and
   * for the machine. When a part has to wait, the parts after it wait too; when it is refused, they fail with it.
   */
  record(results: readonly AttemptResult[]): Promise<void>;

  /**
   * {@link record}, then {@link claim}, in one transaction: in a crowded second each answer makes room for the next
   * post, and one write to the disk does for both.
   */
  recordAndClaim(results: readonly AttemptResult[], request: ClaimRequest): Promise<ClaimAnswer>;

  /**
   * Pending deliveries past their expiry become `expired`, at most `limit` at a time; returns them. As many as `limit`
   * means that there may be more. Deliveries in other lanes have no robot any more and expire too, unless `onlyThese`.
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
   * Those of the lanes in which more is due than may start now, in the order given, each with the first `limit`
   * deliveries that wait there. Ends early when all lanes together have given `limit`: ask again for the lanes after the
   * last one returned. Paused lanes are left out: a digest could not leave them either.
   */
  backlogs(request: {
    readonly at: ClockReading;
    readonly lanes: readonly LaneConfig[];
    readonly limit: number;
  }): Promise<readonly Backlog[]>;

  /**
   * Writes digests with their members; returns how many were written. A digest is not written when one of its members
   * does not wait any more, was tried before (it may have arrived), is in another digest or is a digest itself. Members
   * are not claimed and do not expire: they end with their digest, in the same transaction, or wait again
   * (`members-fate.ts`).
   */
  merge(digests: readonly NewDigest[]): Promise<number>;

  /**
   * Takes over the configuration in force. A paused lane goes on when its configuration has changed since. Deliveries
   * of a robot with a new token move to its new lane and keep their place in line. Works on some at a time and returns
   * how many; call it again until it returns 0.
   */
  settle(lanes: readonly LaneConfig[], assignments: readonly Assignment[]): Promise<number>;

  /** Changes whenever another process has written. */
  changeCounter(): Promise<number>;
}

export interface ClaimRequest {
  readonly at: ClockReading;
  /** The member that asks. */
  readonly member: string;
  /** The lanes to look at. */
  readonly lanes: readonly LaneToServe[];
}

/** A lane, and how the asking process serves it. */
export interface LaneToServe extends LaneConfig {
  /**
   * Other members have the first chance: the head of the line is taken only when it could have gone this long ago, in ms.
   * What stands behind the head never overtakes it. Default 0: at once.
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
