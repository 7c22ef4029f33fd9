import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Attempt, Delivery } from '../../src/delivery/delivery.ts';
import type { Claim, LaneConfig, Outbox } from '../../src/delivery/outbox.ts';
import { digestId } from '../../src/delivery/identity.ts';
import { isFinal } from '../../src/delivery/transition.ts';
import type { Outcome } from '../../src/robot/robot.ts';
import { type EpochMs, toEpochMs } from '../../src/schedule/instant.ts';
import type { OutboxHarness } from './outbox-conformance.ts';
import {
  AMBIGUOUS,
  at,
  BAD_LINK,
  BAD_TOKEN,
  BUSY,
  DELIVERED,
  LEASE,
  OPS,
  planned,
  result,
  TEAM,
  THROTTLED,
} from './plan.ts';

/** One step of a history: what a daemon, a planner or fate may do. */
type Step =
  | { readonly kind: 'plan'; readonly reminders: readonly number[]; readonly lifeMs: number }
  | { readonly kind: 'claim'; readonly perLane: number }
  | { readonly kind: 'record'; readonly which: number; readonly outcome: Outcome }
  | { readonly kind: 'merge'; readonly size: number }
  | { readonly kind: 'expire' }
  | { readonly kind: 'release' }
  | { readonly kind: 'wait'; readonly ms: number }
  | { readonly kind: 'wake' }
  | { readonly kind: 'crash' };

const LANES: readonly LaneConfig[] = [
  { ...TEAM, perMinute: 3 },
  { ...OPS, perMinute: 2 },
];

/** What must hold after any history at all. */
export function outboxInvariants(name: string, open: () => OutboxHarness, { runs }: { readonly runs: number }): void {
  describe(`${name} after any history`, () => {
    it('loses nothing, leaves no final state, keeps the limit and the order, and wakes exactly when there is work', async () => {
      const histories = fc.array(step, { minLength: 5, maxLength: 40 });
      await fc.assert(
        fc.asyncProperty(histories, async (steps) => {
          const harness = open();
          try {
            await live(harness, steps);
          } finally {
            harness.close();
          }
        }),
        { numRuns: runs },
      );
    });
  });
}

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    kind: fc.constant('plan' as const),
    reminders: fc.uniqueArray(fc.nat(9), { minLength: 1, maxLength: 6 }),
    lifeMs: fc.constantFrom(5_000, 90_000, 3_600_000),
  }),
  fc.record({ kind: fc.constant('claim' as const), perLane: fc.integer({ min: 1, max: 4 }) }),
  fc.record({
    kind: fc.constant('record' as const),
    which: fc.nat(),
    outcome: fc.constantFrom(DELIVERED, DELIVERED, BUSY, AMBIGUOUS, THROTTLED, BAD_LINK, BAD_TOKEN),
  }),
  fc.record({ kind: fc.constant('merge' as const), size: fc.integer({ min: 2, max: 4 }) }),
  fc.record({ kind: fc.constantFrom('expire' as const, 'release' as const, 'wake' as const, 'crash' as const) }),
  fc.record({ kind: fc.constant('wait' as const), ms: fc.constantFrom(1, 900, 20_000, 61_000, 700_000) }),
);

type Snapshot = ReadonlyMap<string, { readonly delivery: Delivery; readonly attempts: readonly Attempt[] }>;

async function live(harness: OutboxHarness, steps: readonly Step[]): Promise<void> {
  let outbox = harness.outbox;
  let now = at(0);
  let lanes = LANES;
  let underWay: Claim[] = [];
  let before: Snapshot = new Map();

  for (const step of steps) {
    switch (step.kind) {
      case 'plan':
        await planTwice(outbox, step, now);
        break;
      case 'claim': {
        // As the dispatcher does: no claim for a lane with an attempt in flight.
        const free = lanes.filter(({ lane }) => underWay.every(({ delivery }) => delivery.lane !== lane));
        const claims = await outbox.claim({ now, leaseMs: LEASE, lanes: free, perLane: step.perLane });
        expectInOrder(before, claims, free, now);
        underWay.push(...claims);
        break;
      }
      case 'record': {
        const claim = underWay[step.which % Math.max(1, underWay.length)];
        if (claim === undefined) break;
        const fingerprint = lanes.find(({ lane }) => lane === claim.delivery.lane)?.fingerprint;
        await outbox.record([result(claim, step.outcome, now, fingerprint)]);
        underWay = underWay.filter((other) => other !== claim);
        break;
      }
      case 'merge':
        await mergeTwice(outbox, before, step.size, now);
        break;
      case 'expire':
        await outbox.expire(now, () => 'too late');
        break;
      case 'release':
        await outbox.releaseLeases(now);
        // Somebody edits the configuration now and then.
        lanes = lanes.map((lane) => ({ ...lane, fingerprint: `${lane.fingerprint}'` }));
        await outbox.resumeLanes(lanes);
        break;
      case 'wait':
        now = toEpochMs(now + step.ms);
        break;
      case 'wake':
        now = await wakeExactly(outbox, lanes, now);
        underWay = await stillUnderWay(outbox);
        break;
      case 'crash':
        outbox = harness.reopen();
        await outbox.releaseLeases(now, { all: true });
        underWay = [];
    }
    const after = await look(outbox);
    expectCarriedTogether(after);
    expectContinuity(before, after);
    expectLimit(after);
    before = after;
  }
}

async function planTwice(
  outbox: Outbox,
  { reminders, lifeMs }: Extract<Step, { kind: 'plan' }>,
  now: EpochMs,
): Promise<void> {
  const deliveries = reminders.map((reminder) =>
    planned(`r${reminder}`, {
      dueAt: now,
      expiresAt: toEpochMs(now + lifeMs),
      robot: reminder % 2 === 0 ? 'team' : 'ops',
      priority: reminder % 3,
    }),
  );
  const cursors = reminders.map((reminder) => ({ reminder: `r${reminder}`, through: now, trigger: 'x' }));
  await outbox.commit({ deliveries, cursors });
  expect(await outbox.commit({ deliveries, cursors })).toEqual({ added: 0 });
  const through = new Map((await outbox.cursors()).map((cursor) => [cursor.reminder, cursor.through]));
  for (const { reminder } of cursors) expect(through.get(reminder)).toBe(now);
}

/** The first in one lane into one digest, which nobody can be carried by a second time. */
async function mergeTwice(outbox: Outbox, before: Snapshot, size: number, now: EpochMs): Promise<void> {
  const members = [...before.values()]
    .map(({ delivery }) => delivery)
    .filter(({ state, digest, origin, lane, attempts }) => {
      const waits = state === 'pending' && attempts === 0;
      return waits && digest === undefined && origin !== 'digest' && lane === TEAM.lane;
    })
    .slice(0, size);
  const ids = members.map(({ id }) => id);
  // The same digest, made of the same at the same instant, that has failed meanwhile and set them free, is no new one.
  if (members.length < size || before.has(digestId(ids, now))) return;
  const expiresAt = toEpochMs(Math.min(...members.map((member) => member.expiresAt)));
  const digest = planned('digest', { id: digestId(ids, now), origin: 'digest', dueAt: now, expiresAt });
  // The same again in the same moment, its members having been freed, would be the digest that has ended.
  if (before.has(digest.id)) return;
  expect(await outbox.merge([{ delivery: digest, members: ids }])).toBe(1);
  expect(await outbox.merge([{ delivery: { ...digest, id: digestId(ids, at(-1)) }, members: ids }])).toBe(0);
}

/** Claims nothing while there is something before it in line that could have gone. */
function expectInOrder(before: Snapshot, claims: readonly Claim[], lanes: readonly LaneConfig[], now: EpochMs): void {
  for (const { lane } of lanes) {
    // The newest stands first in the history, and a sort keeps what is equal in order.
    const line = [...before.values()]
      .toReversed()
      .map(({ delivery }) => delivery)
      .filter(
        (one) =>
          one.lane === lane &&
          one.state === 'pending' &&
          one.digest === undefined &&
          one.nextAttemptAt <= now &&
          one.expiresAt > now,
      )
      .toSorted((a, b) => a.dueAt - b.dueAt || b.priority - a.priority);
    const taken = claims.filter(({ delivery }) => delivery.lane === lane).map(({ delivery }) => delivery.id);
    expect(taken).toEqual(line.slice(0, taken.length).map(({ id }) => id));
  }
}

/** At the instant of `nextWake` there is something to do, and right before it there is nothing. */
async function wakeExactly(outbox: Outbox, lanes: readonly LaneConfig[], now: EpochMs): Promise<EpochMs> {
  const wake = await outbox.nextWake({ now, lanes });
  if (wake === undefined) {
    expect(await workAt(outbox, lanes, toEpochMs(now + 1e9))).toBe(0);
    return now;
  }
  if (wake > now) expect(await workAt(outbox, lanes, toEpochMs(wake - 1))).toBe(0);
  const then = toEpochMs(Math.max(now, wake));
  expect(await workAt(outbox, lanes, then)).toBeGreaterThan(0);
  return then;
}

async function workAt(outbox: Outbox, lanes: readonly LaneConfig[], now: EpochMs): Promise<number> {
  const released = await outbox.releaseLeases(now);
  const expired = await outbox.expire(now, () => 'too late');
  const claims = await outbox.claim({ now, leaseMs: LEASE, lanes });
  return released + expired.length + claims.length;
}

async function stillUnderWay(outbox: Outbox): Promise<Claim[]> {
  const sending = await outbox.history({ state: 'sending', limit: 1_000 });
  return sending.map(({ delivery, attempts }) => ({ delivery, attempt: attempts.at(-1)!.id }));
}

async function look(outbox: Outbox): Promise<Snapshot> {
  const all = await outbox.history({ limit: 10_000 });
  return new Map(all.map((one) => [one.delivery.id, one]));
}

function expectContinuity(before: Snapshot, after: Snapshot): void {
  for (const [id, { delivery, attempts }] of before) {
    const now = after.get(id)!;
    if (isFinal(delivery.state)) expect(now.delivery).toEqual(delivery);
    expect(now.delivery.attempts).toBe(now.attempts.length);
    expect(now.attempts.slice(0, attempts.length).map((attempt) => attempt.id)).toEqual(attempts.map(({ id }) => id));
  }
}

/** What is carried waits while its digest is on its way, and has ended as the digest has. */
function expectCarriedTogether(snapshot: Snapshot): void {
  for (const { delivery } of snapshot.values()) {
    if (delivery.digest === undefined) continue;
    const digest = snapshot.get(delivery.digest)!.delivery;
    expect(delivery.state).toBe(isFinal(digest.state) ? digest.state : 'pending');
    expect(delivery.finishedAt).toBe(digest.finishedAt);
  }
}

/** When an attempt started, fewer than `perMinute` others had not been over for 60 s. */
function expectLimit(snapshot: Snapshot): void {
  for (const { lane, perMinute } of LANES) {
    const attempts = [...snapshot.values()].flatMap((one) => one.attempts).filter((attempt) => attempt.lane === lane);
    for (const one of attempts) {
      const inWindow = attempts.filter(
        ({ id, startedAt, finishedAt }) => id < one.id && (finishedAt ?? startedAt + LEASE) + 60_000 > one.startedAt,
      );
      expect(inWindow.length).toBeLessThan(perMinute);
    }
  }
}
