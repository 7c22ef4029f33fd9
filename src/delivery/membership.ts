import { randomUUID } from 'node:crypto';
import { toEpochMs } from '../schedule/instant.ts';
import type { Clock, ClockReading } from './clock.ts';
import { type Joining, LEASE, LEASE_MARGIN, type Members, RENEW_EVERY } from './members.ts';
import { createWaker } from './waker.ts';

export interface MembershipOptions {
  readonly members: Members;
  readonly clock: Clock;
  readonly identity: Omit<Joining, 'id'>;
  /** Whether anything of ours is under way. */
  readonly isBusy: () => boolean;
  /** So many deliveries of dead members went back to their lanes. */
  readonly onReleased: (count: number) => void;
}

/** This process as a member of the store. */
export class Membership {
  readonly #options: MembershipOptions;
  readonly #waker;
  #life: Life | undefined;
  #keeping: Promise<void> | undefined;
  #isStopped = false;

  constructor(options: MembershipOptions) {
    this.#options = options;
    this.#waker = createWaker(options.clock);
  }

  /** The life to claim in; joins when there is none. Rejects when the store refuses. */
  async live(): Promise<Life> {
    if (this.#life !== undefined) return this.#life;
    const { members, clock, identity, onReleased } = this.#options;
    const next = new Life(clock);
    const released = await members.join({ ...identity, id: next.id }, next.renewedAt);
    this.#life = next;
    if (released > 0) onReleased(released);
    this.#keeping ??= this.#keep();
    return next;
  }

  /** The store knows nothing of it any more: nothing of it starts, and the next one is another. */
  lost(life: Life): void {
    life.isOver = true;
    if (this.#life === life) this.#life = undefined;
  }

  /** Something is under way, or others may have come: keeps the lease alive while that is so. */
  look(): void {
    this.#waker.wake();
  }

  /** Leaves; idempotent. A store that refuses buries us in time. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#waker.wake();
    await this.#keeping;
    const last = this.#life;
    if (last === undefined) return;
    this.lost(last);
    await this.#options.members.leave(last.id).catch(() => undefined);
  }

  /** Writes nothing while nothing is under way and nobody else is there. */
  async #keep(): Promise<void> {
    const { clock, isBusy } = this.#options;
    while (!this.#isStopped) {
      const mine = this.#life;
      const isNeeded = mine !== undefined && (isBusy() || (await this.#hasOthers(mine)));
      if (mine === undefined || !isNeeded) await this.#waker.sleep();
      else if (mine.isFresh()) await this.#waker.sleep(toEpochMs(mine.renewedAt.now + RENEW_EVERY));
      else if (!(await this.#renew(mine))) await this.#waker.sleep(toEpochMs(clock.now() + RENEW_EVERY / 2));
    }
  }

  async #hasOthers(mine: Life): Promise<boolean> {
    const { members, clock } = this.#options;
    try {
      const all = await members.list(clock.read());
      return all.some(({ id, leaseLeftMs }) => id !== mine.id && leaseLeftMs > 0);
    } catch {
      // The store refuses: whoever claims or records hears of it, and says so.
      return true;
    }
  }

  /** `false` = the store refuses: it runs out by itself if that goes on. */
  async #renew(mine: Life): Promise<boolean> {
    const { members, clock } = this.#options;
    const sent = clock.read();
    try {
      if (await members.renew(mine.id, sent)) mine.renewedAt = sent;
      else this.lost(mine);
      return true;
    } catch {
      return false;
    }
  }
}

/** One life as a member of the store: from joining until it leaves, or learns that it was buried. */
export class Life {
  readonly id = randomUUID();
  /** When was asked what has renewed its lease last. */
  renewedAt: ClockReading;
  isOver = false;
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.renewedAt = clock.read();
  }

  /** Whether a request of what was claimed in this life may start now. Not when our lease may soon run out. */
  mayStart(): boolean {
    return !this.isOver && this.#age() <= LEASE - LEASE_MARGIN;
  }

  /** Whether it need not be renewed yet. A wall clock that was set back makes nothing fresh. */
  isFresh(): boolean {
    return this.#age() < RENEW_EVERY && this.#clock.now() >= this.renewedAt.now;
  }

  /** By whichever clock has gone further: the one may be set, the other may stand still in a suspended machine. */
  #age(): number {
    const { now, up } = this.#clock.read();
    return Math.max(now - this.renewedAt.now, up - this.renewedAt.up);
  }
}
