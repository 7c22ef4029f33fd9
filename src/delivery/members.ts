import type { EpochMs } from '../schedule/instant.ts';
import type { ClockReading } from './clock.ts';

/**
 * The processes that send from one store. Each is a member, under an id that is new with each of its lives; what it has
 * claimed is its own until it records the outcome, leaves, or is buried because its lease has run out. A buried member
 * does not come back: its process joins under another id.
 */
export interface Members {
  /**
   * It is a member from now on. Whoever is dead for sure, be it of another boot of the machine, is buried first; returns
   * how many of their deliveries went back to their lanes.
   */
  join(member: Joining, at: ClockReading): Promise<number>;

  /** `false` = it has been buried: what it had claimed is anybody's. */
  renew(id: string, at: ClockReading): Promise<boolean>;

  /** What it has claimed goes back to its lane, at the head of the line. */
  leave(id: string): Promise<void>;

  /**
   * Whoever's lease has run out gets {@link GRACE} once, and is buried when that has run out too; returns how many
   * deliveries of the buried went back to their lanes.
   *
   * @param own Who asks lives, and is left out: as long as nobody else has buried it, it may renew. Default: nobody.
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
   * It holds the folder's lock, so whoever held it before is dead, whatever its lease says: it is buried. Default: a
   * member that only sends what it was asked to.
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
 * So long whoever did not renew in time is waited for, in ms: where another process held the store, nobody could renew,
 * and what has just arrived is not written down yet. Enough for two renewals.
 */
export const GRACE = 4_000;
/** So long before the end of its lease a member starts no request any more, in ms: it takes a while to arrive. */
export const LEASE_MARGIN = 2_000;
/** How often a lease is renewed while that is needed, in ms. */
export const RENEW_EVERY = 2_000;
