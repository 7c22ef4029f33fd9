import { randomUUID } from 'node:crypto';
import { type EpochMs, toEpochMs } from '../schedule/instant.ts';
import type { Clock } from './clock.ts';
import { type Joining, LEASE, LEASE_MARGIN, type Members, RENEW_EVERY } from './members.ts';
import { createWaker, type Waker } from './waker.ts';

/** One life as a member of the store: from joining until it leaves, or learns that it was buried. */
export interface Life {
  readonly id: string;
  /**
   * Whether a request of what was claimed in this life may start now. Not when our lease may soon run out: it counts
   * from before the last renewal was sent, by whichever clock has gone further since, for the one that nobody can set may
   * stand still while the machine is suspended.
   */
  mayStart(): boolean;
}

/** This process as a member of the store. */
export interface Membership {
  /** The life to claim in; joins when there is none. Rejects when the store refuses. */
  live(): Promise<Life>;
  /** What was asked in this life's name has renewed its lease; `sent` is when it was asked. */
  renewed(life: Life, sent: Stamp): void;
  /** The store knows nothing of it any more: nothing of it starts, and the next one is another. */
  lost(life: Life): void;
  /** Something is under way, or others may have come: keeps the lease alive while that is so. */
  look(): void;
  /** Before something is asked that renews the lease. */
  stamp(): Stamp;
  /** Leaves; idempotent. A store that refuses buries us in time. */
  stop(): Promise<void>;
}

/** A moment by both clocks. */
interface Stamp {
  readonly now: EpochMs;
  readonly elapsed: number;
}

export interface MembershipOptions {
  readonly members: Members;
  readonly clock: Clock;
  readonly identity: Omit<Joining, 'id'>;
  /** Whether anything of ours is under way. */
  readonly isBusy: () => boolean;
  /** So many deliveries of dead members went back to their lanes. */
  readonly onReleased: (count: number) => void;
}

export function createMembership(options: MembershipOptions): Membership {
  return new KeptMembership(options);
}

class KeptMembership implements Membership {
  readonly #options: MembershipOptions;
  readonly #waker: Waker;
  #life: LivedLife | undefined;
  #keeping: Promise<void> | undefined;
  #isStopped = false;

  constructor(options: MembershipOptions) {
    this.#options = options;
    this.#waker = createWaker(options.clock);
  }

  async live(): Promise<Life> {
    if (this.#life !== undefined) return this.#life;
    const { members, clock, identity, onReleased } = this.#options;
    const next = new LivedLife(clock);
    const released = await members.join({ ...identity, id: next.id }, clock.read());
    this.#life = next;
    if (released > 0) onReleased(released);
    this.#keeping ??= this.#keep();
    return next;
  }

  renewed(life: Life, sent: Stamp): void {
    if (life instanceof LivedLife) life.renewedAt = sent;
  }

  lost(life: Life): void {
    if (life instanceof LivedLife) life.isOver = true;
    if (this.#life === life) this.#life = undefined;
  }

  look(): void {
    this.#waker.wake();
  }

  stamp(): Stamp {
    return stampOf(this.#options.clock);
  }

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
      const isNeeded = mine !== undefined && (isBusy() || (await this.#hasOthers(mine.id)));
      if (mine === undefined || !isNeeded) await this.#waker.sleep();
      else if (mine.isFresh()) await this.#waker.sleep(toEpochMs(mine.renewedAt.now + RENEW_EVERY));
      else if (!(await this.#renew(mine))) await this.#waker.sleep(toEpochMs(clock.now() + RENEW_EVERY / 2));
    }
  }

  async #hasOthers(own: string): Promise<boolean> {
    const { members, clock } = this.#options;
    try {
      const all = await members.list(clock.read());
      return all.some(({ id, leaseLeftMs }) => id !== own && leaseLeftMs > 0);
    } catch {
      // The store refuses: whoever claims or records hears of it, and says so.
      return true;
    }
  }

  /** `false` = the store refuses: it runs out by itself if that goes on. */
  async #renew(mine: LivedLife): Promise<boolean> {
    const { members, clock } = this.#options;
    const sent = stampOf(clock);
    try {
      if (await members.renew(mine.id, clock.read())) mine.renewedAt = sent;
      else this.lost(mine);
      return true;
    } catch {
      return false;
    }
  }
}

class LivedLife implements Life {
  readonly id = randomUUID();
  readonly #clock: Clock;
  renewedAt: Stamp;
  isOver = false;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.renewedAt = stampOf(clock);
  }

  mayStart(): boolean {
    return !this.isOver && this.#age() <= LEASE - LEASE_MARGIN;
  }

  /** Whether it need not be renewed yet. A wall clock that was set back makes nothing fresh. */
  isFresh(): boolean {
    return this.#age() < RENEW_EVERY && this.#clock.now() >= this.renewedAt.now;
  }

  #age(): number {
    const { now, elapsed } = stampOf(this.#clock);
    return Math.max(now - this.renewedAt.now, elapsed - this.renewedAt.elapsed);
  }
}

function stampOf(clock: Clock): Stamp {
  return { now: clock.now(), elapsed: clock.elapsed() };
}
