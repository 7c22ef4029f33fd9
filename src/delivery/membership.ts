import type { ClockReading } from './clock.ts';
import type { Term } from './plans.ts';

/**
 * This process among those that share a store: may it send, how eagerly, and does it plan? The implementation is chosen
 * where everything is put together; it knows how these processes share the work.
 */
export interface Membership {
  /** The life to claim in; joins when there is none. Rejects when the store refuses. */
  live(): Promise<Life>;

  /**
   * How long the head of a lane's line must have been free to go before this process takes it, in ms: the process that
   * the lane belongs to goes first. 0 = at once.
   */
  patienceMs(lane: string): number;

  /**
   * The term in which this process plans, joining when it must; `undefined` = it does not lead, and plans nothing.
   * Rejects when the store refuses.
   */
  term(): Promise<Term | undefined>;

  /** What was planned in this term was refused as `fenced`: it is over, and the next one, if any, is another. */
  fenced(term: Term): void;

  /** The store knows nothing of this life any more: nothing of it starts, and the next one is another. */
  lost(life: Life): void;

  /** Buries dead members; returns how many of their deliveries went back to their lanes. */
  buryDead(life: Life, at: ClockReading): Promise<number>;

  /** Something is under way, or others may have come: keeps the lease alive while that is so. */
  look(): void;

  /** Leaves; idempotent. A store that refuses buries us in time. */
  stop(): Promise<void>;
}

/** One life as a member of the store: from joining until it leaves, or learns that it was buried. */
export interface Life {
  readonly id: string;
  /** Whether a request of what was claimed in this life may start now. Not when its lease may soon run out. */
  mayStart(): boolean;
  /** Its lease was renewed by what was asked at this moment. */
  renewed(at: ClockReading): void;
}

/** What a member does, as far as its membership depends on it. */
export interface Work {
  /** Whether anything of ours is under way. */
  readonly isBusy: () => boolean;
  /** So many deliveries of dead members went back to their lanes. */
  readonly onReleased: (count: number) => void;
}
