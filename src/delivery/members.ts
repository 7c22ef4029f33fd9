import type { EpochMs } from '../schedule/instant.ts';
import type { ClockReading } from './clock.ts';

/**
 * The processes that send from one store. Each is a member, under an id that is new with each of its lives; what it has
 * claimed is its own until it records the outcome, leaves, or is buried because its lease has run out. A buried member
 * does not come back: its process joins under another id.
 */
export interface Members {
  /**
   * Makes this process a member. Members that are surely dead are buried first, those of an earlier boot of this machine
   * among them. Returns how many of their deliveries went back to their lanes.
   */
  join(member: Joining, at: ClockReading): Promise<number>;

  /** `false` = it has been buried: any member may send what it had claimed. */
  renew(id: string, at: ClockReading): Promise<boolean>;

  /** What it has claimed goes back to its lane, at the head of the line. */
  leave(id: string): Promise<void>;

  /**
   * A member whose lease has run out gets {@link GRACE} once; when that has run out too, it is buried. Returns how many
   * deliveries of the buried went back to their lanes.
   *
   * @param own The member that asks. It lives, so it is left out and may renew. Default: none is left out.
   */
  buryDead(at: ClockReading, own?: string): Promise<number>;

  /** All of them, the oldest first, the dead ones that nobody has buried included. */
  list(at: ClockReading): Promise<readonly Member[]>;
}

export interface Joining {
  readonly id: string;
  readonly pid: number;
  readonly host: string;
  /**
   * It holds the folder's lock. The holder before it is then dead, whatever its lease says, and is buried. Default:
   * `false`, a member that only sends what it was asked to.
   */
  readonly leads?: boolean;
}

export interface Member extends Required<Joining> {
  readonly joinedAt: EpochMs;
  /** In ms, until its lease runs out; negative when it has. */
  readonly leaseLeftMs: number;
}

/** How long a lease lasts from each renewal, in ms. */
export const LEASE = 10_000;
/**
 * How long a member that did not renew in time is waited for, in ms. While another process held the store, no member
 * could renew, and what has just arrived is not written down yet. Enough for two renewals.
 */
export const GRACE = 4_000;
/** A member starts no request in this last part of its lease, in ms: a request takes a while to arrive. */
export const LEASE_MARGIN = 2_000;
/** How often a lease is renewed while that is needed, in ms. */
export const RENEW_EVERY = 2_000;
