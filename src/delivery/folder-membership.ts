import { randomUUID } from 'node:crypto';
import { toEpochMs } from '../schedule/instant.ts';
import type { Clock, ClockReading } from './clock.ts';
import { type Joining, LEASE, LEASE_MARGIN, type Members, RENEW_EVERY } from './members.ts';
import type { Life, Membership, Work } from './membership.ts';
import { type Term, toTerm } from './plans.ts';
import { createWaker } from './waker.ts';

export interface FolderMembershipOptions extends Work {
  readonly members: Members;
  readonly clock: Clock;
  readonly identity: Omit<Joining, 'id' | 'leads'>;
  /** Whether this process holds the lock of the folder now. Default: it only sends what it was asked to. */
  readonly holdsLock?: () => boolean;
}

/**
 * Membership among the processes of one machine that have the same folder open. The holder of its lock leads; a lane is
 * taken by the first that asks. A term is the life of a leading member: the next holder of the lock buries it.
 */
export class FolderMembership implements Membership {
  readonly #options: FolderMembershipOptions;
  readonly #waker;
  #life: FolderLife | undefined;
  #joining: Promise<FolderLife> | undefined;
  #keeping: Promise<void> | undefined;
  #isStopped = false;

  constructor(options: FolderMembershipOptions) {
    this.#options = options;
    this.#waker = createWaker(options.clock);
  }

  /** Planner and dispatcher may ask at once: they share it. */
  async live(): Promise<Life> {
    return this.#life ?? (this.#joining ??= this.#join().finally(() => (this.#joining = undefined)));
  }

  patienceMs(): number {
    return 0;
  }

  async term(): Promise<Term | undefined> {
    return this.#leads() ? toTerm((await this.live()).id) : undefined;
  }

  fenced(term: Term): void {
    if (this.#life?.id === term) this.lost(this.#life);
  }

  lost(life: Life): void {
    if (this.#life !== life) return;
    this.#life.isOver = true;
    this.#life = undefined;
  }

  buryDead({ id }: Life, at: ClockReading): Promise<number> {
    return this.#options.members.buryDead(at, id);
  }

  look(): void {
    this.#waker.wake();
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

  #leads(): boolean {
    return this.#options.holdsLock?.() ?? false;
  }

  async #join(): Promise<FolderLife> {
    const { members, clock, identity, onReleased } = this.#options;
    const next = new FolderLife(clock);
    const released = await members.join({ ...identity, id: next.id, leads: this.#leads() }, next.renewedAt);
    this.#life = next;
    if (released > 0) onReleased(released);
    this.#keeping ??= this.#keep();
    return next;
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

  async #hasOthers(mine: FolderLife): Promise<boolean> {
    const { members, clock } = this.#options;
    try {
      const all = await members.list(clock.read());
      return all.some(({ id, leaseLeftMs }) => id !== mine.id && leaseLeftMs > 0);
    } catch {
      // The store refuses: claiming and recording meet the same refusal, and report it.
      return true;
    }
  }

  /** `false` = the store refuses: it runs out by itself if that goes on. */
  async #renew(mine: FolderLife): Promise<boolean> {
    const { members, clock } = this.#options;
    const sent = clock.read();
    try {
      if (await members.renew(mine.id, sent)) mine.renewed(sent);
      else this.lost(mine);
      return true;
    } catch {
      return false;
    }
  }
}

class FolderLife implements Life {
  readonly id = randomUUID();
  /** When was asked what has renewed its lease last. */
  renewedAt: ClockReading;
  isOver = false;
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.renewedAt = clock.read();
  }

  mayStart(): boolean {
    return !this.isOver && this.#age() <= LEASE - LEASE_MARGIN;
  }

  renewed(at: ClockReading): void {
    this.renewedAt = at;
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
