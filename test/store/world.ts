import { pruneAll } from '../../src/store/prune.ts';
import { expect } from 'vitest';
import type { Delivery } from '../../src/delivery/delivery.ts';
import { digestId } from '../../src/delivery/identity.ts';
import type { HistoryEntry } from '../../src/delivery/history.ts';
import type { Claim, LaneToServe } from '../../src/delivery/outbox.ts';
import type { Outcome } from '../../src/robot/robot.ts';
import { type EpochMs, toEpochMs } from '../../src/schedule/instant.ts';
import { claimsOf, Opened, partsOf } from './opened.ts';
import type { Step } from './histories.ts';
import type { StoreKind } from './stores.ts';
import { at, OPS, planned, reading, result, TEAM } from './plan.ts';

export type Snapshot = ReadonlyMap<string, HistoryEntry>;

/** An attempt as whoever watches sees it: `until` it may have been under way, by the clock that nobody sets. */
export interface Watched {
  readonly lane: string;
  readonly from: number;
  until: number;
}

/** A store, its processes and the clocks, going through a history. */
export class World {
  readonly opened: Opened;
  lanes: readonly LaneToServe[] = [
    { ...TEAM, perMinute: 3 },
    { ...OPS, perMinute: 2 },
  ];
  /** What the wall clock shows. */
  now: EpochMs = at(0);
  /** How long it has really been. */
  up = 0;
  readonly attempts = new Map<number, Watched>();
  underWay: Claim[] = [];
  #ghosts = 0;
  #robotLanes = { team: TEAM.lane, ops: OPS.lane };

  constructor(kind: StoreKind, place?: string) {
    this.opened = new Opened(kind, place);
  }

  get reading() {
    return reading(this.now, this.up);
  }

  async do(step: Step, before: Snapshot): Promise<void> {
    const { outbox, plans, members } = this.opened.store;
    switch (step.kind) {
      case 'plan':
        return this.#planTwice(step);
      case 'miss':
        return this.#miss(step);
      case 'claim':
        return this.#claim(before);
      case 'record':
        return this.#record(step);
      case 'merge':
        return this.#mergeTwice(before, step.size);
      case 'expire':
        await outbox.expire({ now: this.now, lanes: this.lanes, onlyThese: false, limit: 100 });
        return;
      case 'bury':
        await members.buryDead(this.reading);
        return;
      case 'patience':
        this.lanes = this.lanes.map((lane) => ({ ...lane, patienceMs: step.ms }));
        return;
      case 'edit':
        this.lanes = this.lanes.map((lane) => ({ ...lane, fingerprint: `${lane.fingerprint}'` }));
        return this.#settle();
      case 'new-token':
        return this.#changeToken();
      case 'wait':
        return this.#pass(step.ms);
      case 'set':
        this.now = toEpochMs(this.now + step.byMs);
        if (step.byMs < 0) await plans.rewind(this.now);
        return;
      case 'wake':
        return this.#wakeExactly();
      case 'crash':
        this.opened.reopen();
        await this.opened.join(this.now, this.up);
        this.underWay = [];
        return;
      case 'ghost':
        return this.#haunt();
      case 'prune':
        await pruneAll(this.opened.store, toEpochMs(this.now - 86_400_000));
    }
  }

  #pass(ms: number): void {
    this.up += ms;
    this.now = toEpochMs(this.now + ms);
  }

  async #planTwice({ reminders, lifeMs, parts }: Extract<Step, { kind: 'plan' }>): Promise<void> {
    const { plans } = this.opened.store;
    const deliveries = reminders.flatMap((reminder) => {
      const robot = reminder % 2 === 0 ? 'team' : 'ops';
      const whole = planned(`r${reminder}`, {
        dueAt: this.now,
        expiresAt: toEpochMs(this.now + lifeMs),
        robot,
        lane: this.#robotLanes[robot],
        priority: reminder % 3,
      });
      return parts === 1 ? [whole] : partsOf(whole, parts);
    });
    const cursors = reminders.map((reminder) => ({ reminder: `r${reminder}`, through: this.now, trigger: 'x' }));
    await plans.commit({ deliveries, cursors });
    expect(await plans.commit({ deliveries, cursors })).toEqual({ added: 0 });
  }

  async #miss({ reminder, count }: Extract<Step, { kind: 'miss' }>): Promise<void> {
    const instants = Array.from({ length: count }, (_, index) => toEpochMs(this.now - (count - index) * 7));
    const first = planned(`m${reminder}`, { dueAt: instants[0]!, createdAt: this.now, state: 'missed' });
    const missed = [{ first, key: { reminder: `m${reminder}`, robot: 'team' }, instants }];
    const cursors = [{ reminder: `m${reminder}`, through: this.now, trigger: 'x' }];
    await this.opened.store.plans.commit({ deliveries: [], missed, cursors });
    const added = await this.opened.store.plans.commit({ deliveries: [], missed, cursors });
    expect(added).toEqual({ added: 0 });
  }

  async #claim(before: Snapshot): Promise<void> {
    const answer = await this.#ask();
    const claims = claimsOf(answer);
    this.#watch(claims);
    for (const claim of claims) expectFirst(before, claim, this.now);
    this.underWay.push(...claims);
  }

  /** As whoever lives: its lease is renewed, or it joins anew. */
  async #ask() {
    if (!(await this.opened.store.members.renew(this.opened.member, this.reading))) {
      await this.opened.join(this.now, this.up);
    }
    return this.opened.ask(this.now, this.lanes, this.up);
  }

  #watch(claims: readonly Claim[]): void {
    for (const { attempt, delivery } of claims) {
      this.attempts.set(attempt, { lane: delivery.lane, from: this.up, until: this.up });
    }
  }

  async #record({ which, outcome }: Extract<Step, { kind: 'record' }>): Promise<void> {
    const claim = this.underWay[which % Math.max(1, this.underWay.length)];
    if (claim === undefined) return;
    const fingerprint = this.lanes.find(({ lane }) => lane === claim.delivery.lane)?.fingerprint;
    await this.#answer(claim, outcome, fingerprint);
    this.underWay = this.underWay.filter((other) => other !== claim);
  }

  async #answer(claim: Claim, outcome: Outcome, fingerprint: string | undefined): Promise<void> {
    const watched = this.attempts.get(claim.attempt);
    if (watched !== undefined) watched.until = this.up;
    const landed = { ...result(claim, outcome, this.now, fingerprint), finished: this.reading };
    await this.opened.store.outbox.record([landed]);
  }

  /** The first in one lane into one digest, which nobody can be carried by a second time. */
  async #mergeTwice(before: Snapshot, size: number): Promise<void> {
    const { outbox } = this.opened.store;
    const waiting = [...before.values()]
      .map(({ delivery }) => delivery)
      .filter(({ state, digest, origin, lane, attempts, part }) => {
        const waits = state === 'pending' && attempts === 0 && part === undefined;
        return waits && digest === undefined && origin !== 'digest' && lane === this.#robotLanes.team;
      });
    const members = waiting.slice(0, size);
    const ids = members.map(({ id }) => id);
    // The same again in the same moment, its members having been freed, would be the digest that has ended.
    if (members.length < size || before.has(digestId(ids, this.now))) return;
    const expiresAt = toEpochMs(Math.min(...members.map((member) => member.expiresAt)));
    const digest = planned('digest', {
      id: digestId(ids, this.now),
      origin: 'digest',
      lane: this.#robotLanes.team,
      dueAt: this.now,
      expiresAt,
    });
    expect(await outbox.merge([{ delivery: digest, members: ids }])).toBe(1);
    expect(await outbox.merge([{ delivery: { ...digest, id: digestId(ids, at(-1)) }, members: ids }])).toBe(0);
  }

  async #settle(): Promise<void> {
    const { team, ops } = this.#robotLanes;
    const assignments = [
      { robot: 'team', lane: team },
      { robot: 'ops', lane: ops },
    ];
    await this.opened.store.outbox.settle(this.lanes, assignments);
    expect(await this.opened.store.outbox.settle(this.lanes, assignments)).toBe(0);
  }

  async #changeToken(): Promise<void> {
    const team = `${this.#robotLanes.team}'`;
    this.lanes = this.lanes.map((lane) => (lane.lane === this.#robotLanes.team ? { ...lane, lane: team } : lane));
    this.#robotLanes = { ...this.#robotLanes, team };
    return this.#settle();
  }

  /** At the instant of `nextWake` there is something to do, and right before it there is nothing. */
  async #wakeExactly(): Promise<void> {
    const answer = await this.#ask();
    this.#watch(claimsOf(answer));
    this.underWay.push(...claimsOf(answer));
    const wake = await this.opened.store.outbox.nextWake({
      at: this.reading,
      lanes: this.lanes,
      member: this.opened.member,
      onlyThese: false,
    });
    const [now, up] = [this.now, this.up];
    if (wake === undefined) {
      this.#pass(1e9);
      expect(await this.#work()).toBe(0);
      [this.now, this.up] = [now, up];
      return;
    }
    if (wake > now) {
      this.#pass(wake - 1 - now);
      expect(await this.#work()).toBe(0);
      this.#pass(1);
    }
    expect(await this.#work()).toBeGreaterThan(0);
  }

  async #work(): Promise<number> {
    const { members, outbox } = this.opened.store;
    await members.renew(this.opened.member, this.reading);
    // Whoever has something under way and is late is buried, or waited for once more.
    const sending = await this.opened.store.history.list({ state: 'sending' });
    const busy = new Set(sending.map(({ delivery }) => delivery.claimedBy));
    const all = await members.list(this.reading);
    const late = all.filter(({ id, leaseLeftMs }) => leaseLeftMs <= 0 && busy.has(id));
    await members.buryDead(this.reading);
    const expired = await outbox.expire({ now: this.now, lanes: this.lanes, onlyThese: false, limit: 1_000 });
    const claims = claimsOf(await this.#ask());
    this.#watch(claims);
    this.underWay.push(...claims);
    return late.length + expired.length + claims.length;
  }

  async #haunt(): Promise<void> {
    const { members, outbox } = this.opened.store;
    this.#ghosts += 1;
    const member = `ghost ${this.#ghosts}`;
    await members.join({ id: member, pid: 2, host: 'h' }, this.reading);
    this.#watch(claimsOf(await outbox.claim({ at: this.reading, lanes: this.lanes, member })));
  }
}

/** Nothing stands before it in line that could have gone. */
function expectFirst(before: Snapshot, { delivery: taken }: Claim, now: EpochMs): void {
  // The newest stands first in the history, and a sort keeps what is equal in order.
  const line = [...before.values()]
    .toReversed()
    .map(({ delivery }) => delivery)
    .filter((one) => one.lane === taken.lane && couldGo(one, before, now))
    .toSorted((a, b) => a.dueAt - b.dueAt || b.priority - a.priority);
  expect(taken.id).toBe(line[0]?.id);
}

function couldGo(one: Delivery, before: Snapshot, now: EpochMs): boolean {
  const { state, digest, nextAttemptAt, expiresAt, part, reminder, dueAt } = one;
  if (state !== 'pending' || digest !== undefined || nextAttemptAt > now || expiresAt <= now) return false;
  return (
    part === undefined ||
    [...before.values()].every(({ delivery: other }) => {
      const isEarlier = other.reminder === reminder && other.dueAt === dueAt && (other.part?.number ?? 9) < part.number;
      return !isEarlier || other.state === 'delivered';
    })
  );
}
