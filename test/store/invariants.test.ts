import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Delivery, State } from '../../src/delivery/delivery.ts';
import { isFinal } from '../../src/delivery/transition.ts';
import { histories, type Step } from './histories.ts';
import { DELIVERED } from './plan.ts';
import { STORES } from './stores.ts';
import { type Snapshot, World } from './world.ts';

/** In a place that stays, each crash closes it. */
it.each(
  STORES.flatMap((kind) => [
    [`${kind.name}, in passing`, 150, kind, () => kind.fleeting] as const,
    [`${kind.name}, to stay`, 15, kind, () => kind.newPlace()] as const,
  ]),
)(
  'after any history nothing is lost, no final state left, limit, order and tally are kept, and one wakes when there is work: %s (%i runs)',
  async (_name, numRuns, kind, place) => {
    await fc.assert(
      fc.asyncProperty(histories, async (steps) => {
        const world = new World(kind, place());
        try {
          await live(world, steps);
        } finally {
          world.opened.store.close();
        }
      }),
      { numRuns, examples: KNOWN_HISTORIES },
    );
  },
);

/** In which something went wrong once. */
const KNOWN_HISTORIES: [Step[]][] = [
  // A part expired while the one before it was under way; that arrived after the clock had been set back.
  [
    [
      { kind: 'plan', reminders: [0], lifeMs: 5_000, parts: 3 },
      { kind: 'wake' },
      { kind: 'set', byMs: -86_400_000 },
      { kind: 'record', which: 0, outcome: DELIVERED },
    ],
  ],
];

async function live(world: World, steps: readonly Step[]): Promise<void> {
  await world.opened.join(world.now, world.up);
  let before: Snapshot = new Map();
  for (const step of steps) {
    await world.do(step, before);
    const after = await look(world);
    expectContinuity(before, after, step, world);
    expectCarriedTogether(after);
    expectOneInFlight(after);
    expectPartsInOrder(after);
    expectLimit(world);
    await expectTally(world, after);
    before = after;
  }
}

async function look({ opened }: World): Promise<Snapshot> {
  const all = await opened.store.history.list({ limit: 10_000 });
  return new Map(all.map((one) => [one.delivery.id, one]));
}

/** What is gone was old, or is planned for later by a clock that was set back. */
function expectContinuity(before: Snapshot, after: Snapshot, step: Step, { now }: World): void {
  for (const [id, { delivery, attempts }] of before) {
    const present = after.get(id);
    if (present === undefined) {
      expect(['set', 'prune']).toContain(step.kind);
      if (step.kind === 'set') expect(delivery).toMatchObject({ origin: 'schedule', attempts: 0 });
      if (step.kind === 'set') expect(lastOf(delivery)).toBeGreaterThan(now);
      if (step.kind === 'prune') expect(isFinal(delivery.state)).toBe(true);
      continue;
    }
    if (isFinal(delivery.state) && step.kind !== 'miss') {
      // What was given up may turn out to have arrived.
      const hasArrived = step.kind === 'record' && present.delivery.state === 'delivered';
      if (hasArrived) expect(delivery.state).toBeOneOf(['failed', 'expired', 'delivered']);
      else expect(present.delivery).toEqual(delivery);
    }
    expect(present.delivery.attempts).toBe(present.attempts.length);
    expect(present.attempts.slice(0, attempts.length).map((attempt) => attempt.id)).toEqual(
      attempts.map((attempt) => attempt.id),
    );
  }
}

function lastOf({ run, dueAt }: Delivery): number {
  return run?.lastAt ?? dueAt;
}

/** What is carried waits while its digest is on its way, and has ended as the digest has. */
function expectCarriedTogether(snapshot: Snapshot): void {
  for (const { delivery } of snapshot.values()) {
    const digest = delivery.digest === undefined ? undefined : snapshot.get(delivery.digest)?.delivery;
    if (digest === undefined) continue;
    expect(delivery.state).toBe(isFinal(digest.state) ? digest.state : 'pending');
    expect(delivery.finishedAt).toBe(digest.finishedAt);
  }
}

function expectOneInFlight(snapshot: Snapshot): void {
  const lanes = [...snapshot.values()].filter(({ delivery }) => delivery.state === 'sending');
  expect(new Set(lanes.map(({ delivery }) => delivery.lane)).size).toBe(lanes.length);
}

/** A part that was tried comes after parts that have been delivered. */
function expectPartsInOrder(snapshot: Snapshot): void {
  const all = [...snapshot.values()].map(({ delivery }) => delivery);
  for (const { part, attempts, reminder, dueAt } of all) {
    if (part === undefined || attempts === 0) continue;
    const earlier = all.filter((other) => {
      return other.reminder === reminder && other.dueAt === dueAt && (other.part?.number ?? 9) < part.number;
    });
    for (const { state } of earlier) expect(state).toBe('delivered');
  }
}

/** When an attempt started, fewer than `perMinute` others had been under way within 60 s, by a clock that nobody sets. */
function expectLimit({ attempts, lanes }: World): void {
  for (const { lane, perMinute } of lanes) {
    const all = [...attempts].filter(([, watched]) => watched.lane === lane);
    for (const [id, { from }] of all) {
      const others = all.filter(([other, { until }]) => other < id && until + 60_000 > from);
      expect(others.length).toBeLessThan(perMinute);
    }
  }
}

async function expectTally({ opened, reading }: World, snapshot: Snapshot): Promise<void> {
  const all = [...snapshot.values()].map(({ delivery }) => delivery);
  const counts: Record<State, number> = {
    pending: 0,
    sending: 0,
    delivered: 0,
    failed: 0,
    expired: 0,
    missed: 0,
    skipped: 0,
  };
  for (const { state, run } of all) counts[state] += run?.count ?? 1;
  expect(await opened.store.history.count()).toEqual(counts);
  for (const { lane, pending, sending, later } of await opened.store.history.laneStates(reading)) {
    const own = all.filter((delivery) => delivery.lane === lane && delivery.digest === undefined);
    const waiting = own.filter(({ state }) => state === 'pending');
    const isDue = ({ dueAt }: Delivery): boolean => dueAt <= reading.now;
    expect({ pending, sending, later }).toEqual({
      pending: waiting.filter(isDue).length,
      sending: own.filter(({ state }) => state === 'sending').length,
      later: waiting.filter((each) => !isDue(each)).length,
    });
  }
}
