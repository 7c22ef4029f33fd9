import { expect, onTestFinished } from 'vitest';
import type { Cursor } from '../../src/delivery/plans.ts';
import type { NewDelivery, State } from '../../src/delivery/delivery.ts';
import type { HistoryEntry } from '../../src/delivery/history.ts';
import type { Claim, ClaimAnswer, LaneConfig, LaneToServe } from '../../src/delivery/outbox.ts';
import type { Trouble } from '../../src/delivery/notices.ts';
import { partId } from '../../src/delivery/identity.ts';
import type { Outcome } from '../../src/robot/robot.ts';
import { type EpochMs, toEpochMs } from '../../src/schedule/instant.ts';
import type { Store } from '../../src/store/store.ts';
import { at, DELIVERED, OPS, planned, reading, result, TEAM } from './plan.ts';
import { type StoreKind, STORES } from './stores.ts';

/** A store on the disk and the process that sends from it. */
export class Opened {
  readonly #kind: StoreKind;
  readonly #place: string;
  #lives = 0;
  store: Store;

  constructor(kind: StoreKind = STORES[0], place: string = kind.newPlace()) {
    this.#kind = kind;
    this.#place = place;
    this.store = kind.open(place);
    onTestFinished(() => {
      this.store.close();
    });
  }

  /** The member that claims in these tests, in its present life. */
  get member(): string {
    return `life ${this.#lives}`;
  }

  async join(now: number = at(0), up?: number): Promise<number> {
    this.#lives += 1;
    return this.store.members.join({ id: this.member, pid: 1, host: 'h', leads: true }, reading(now, up));
  }

  /** As the next process finds it, which has not joined yet; the same store where nothing outlives the process. */
  reopen(): void {
    if (this.#place === this.#kind.fleeting) return;
    this.store.close();
    this.store = this.#kind.open(this.#place);
  }

  commit(...deliveries: readonly NewDelivery[]): Promise<{ readonly added: number }> {
    return this.store.plans.commit({ deliveries, cursors: [] });
  }

  ask(now: number, lanes: readonly LaneToServe[] = [TEAM], up?: number): Promise<ClaimAnswer> {
    return this.store.outbox.claim({ at: reading(now, up), lanes, member: this.member });
  }

  async claim(now: number, lanes: readonly LaneToServe[] = [TEAM], up?: number): Promise<readonly Claim[]> {
    if (this.#lives === 0) await this.join(at(0), up === undefined ? undefined : Math.min(up, 0));
    return claimsOf(await this.ask(now, lanes, up));
  }

  async record(claim: Claim, outcome: Outcome, now: number, lane = TEAM): Promise<void> {
    await this.store.outbox.record([result(claim, outcome, now, lane.fingerprint)]);
  }

  /** Claims one delivery and records an outcome `tookMs` later. */
  async attempt(now: number, outcome = DELIVERED, tookMs = 0, lane = TEAM): Promise<Claim['delivery'] | undefined> {
    const [claimed] = await this.claim(now, [lane]);
    if (claimed === undefined) return undefined;
    await this.record(claimed, outcome, now + tookMs, lane);
    return claimed.delivery;
  }

  wake(now: number, lanes: readonly LaneToServe[] = [TEAM], onlyThese = false): Promise<EpochMs | undefined> {
    return this.store.outbox.nextWake({ at: reading(now), lanes, member: this.member, onlyThese });
  }

  expire(now: number, lanes: readonly LaneConfig[] = [TEAM, OPS], onlyThese = false) {
    return this.store.outbox.expire({ now: toEpochMs(now), lanes, onlyThese, limit: 1_000 });
  }

  async find(delivery: { readonly id: string }): Promise<HistoryEntry | undefined> {
    return this.store.history.find(delivery.id);
  }

  async stateOf(delivery: { readonly id: string }): Promise<State | undefined> {
    return (await this.find(delivery))?.delivery.state;
  }

  /** The reminders that anything is kept of, one for each delivery. */
  async reminders(): Promise<readonly string[]> {
    const all = await this.store.history.list({ limit: 10_000 });
    return all.map(({ delivery: { reminder = '' } }) => reminder).toSorted();
  }

  troubles(): Promise<readonly Trouble[]> {
    return this.store.notices.troubles({ lanes: [TEAM.lane, OPS.lane], since: at(0) });
  }

  async tell(toldAt: EpochMs, ...deliveries: readonly NewDelivery[]): Promise<boolean> {
    const trouble = (await this.troubles()).find(({ lane }) => lane === TEAM.lane) as Trouble;
    return this.store.notices.commitNotice({ trouble, since: at(0), toldAt, deliveries });
  }
}

export function claimsOf(answer: ClaimAnswer): readonly Claim[] {
  expect(answer.kind).toBe('claimed');
  return answer.kind === 'claimed' ? answer.claims : [];
}

export function many(count: number, changes: Partial<NewDelivery> = {}): readonly NewDelivery[] {
  return Array.from({ length: count }, (_, index) => planned(`r${index}`, changes));
}

export function partsOf(whole: NewDelivery, count: number): readonly NewDelivery[] {
  return Array.from({ length: count }, (_, index) => {
    return { ...whole, id: partId(whole.id, index + 1), part: { number: index + 1, of: count } };
  });
}

export function cursor(reminder: string, ms: number, trigger = 'x'): Cursor {
  return { reminder, through: at(ms), trigger };
}
