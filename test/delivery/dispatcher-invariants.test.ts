import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import type { NewDelivery } from '../../src/delivery/delivery.ts';
import type { LaneConfig } from '../../src/delivery/outbox.ts';
import { isFinal } from '../../src/delivery/transition.ts';
import { HOUR, MINUTE, SECOND, toEpochMs } from '../../src/schedule/instant.ts';
import { AMBIGUOUS, at, BAD_LINK, BUSY, DELIVERED, OPS, planned, TEAM, THROTTLED } from '../store/plan.ts';
import { breadth } from '../support/breadth.ts';
import { type Answer, fleetOf, setStage, type Stage } from './stage.ts';

/** A world: what is due when, what the robots answer, and when the daemon is restarted or its disk is full. */
interface World {
  readonly deliveries: readonly NewDelivery[];
  readonly answers: readonly Answer[];
  readonly restarts: readonly { readonly afterMs: number; readonly kind: 'stop' | 'crash' }[];
  readonly refusal: { readonly from: number; readonly until: number };
}

const LANES: readonly LaneConfig[] = [
  { ...TEAM, perMinute: 4 },
  { ...OPS, perMinute: 2 },
];

const delivery = fc
  .record({
    robot: fc.constantFrom('team', 'ops'),
    dueMs: fc.integer({ min: 0, max: 10 * MINUTE }),
    lifeMs: fc.constantFrom(SECOND, MINUTE, 15 * MINUTE, HOUR),
    priority: fc.nat(2),
  })
  .map(({ robot, dueMs, lifeMs, priority }) => ({ robot, dueAt: at(dueMs), expiresAt: at(dueMs + lifeMs), priority }));

const world: fc.Arbitrary<World> = fc.record({
  deliveries: fc
    .array(delivery, { minLength: 1, maxLength: 25 })
    .map((all) => all.map((one, index) => planned(`r${index}`, one))),
  answers: fc.array(
    fc
      .tuple(
        fc.constantFrom(DELIVERED, DELIVERED, DELIVERED, BUSY, AMBIGUOUS, THROTTLED, BAD_LINK),
        fc.constantFrom(0, 150, 5 * SECOND, 3 * MINUTE),
      )
      .map(([outcome, afterMs]) => Object.assign({ afterMs }, outcome)),
    { minLength: 1, maxLength: 12 },
  ),
  restarts: fc.array(
    fc.record({
      afterMs: fc.integer({ min: 0, max: 5 * MINUTE }),
      kind: fc.constantFrom('stop' as const, 'crash' as const),
    }),
    { maxLength: 3 },
  ),
  refusal: fc.tuple(fc.nat(20 * MINUTE), fc.nat(2 * MINUTE)).map(([from, length]) => ({ from, until: from + length })),
});

it('in any world every delivery ends once, under one msgUuid, within its life and the limit', async () => {
  await fc.assert(
    fc.asyncProperty(world, async (world) => {
      const stage = setStage();
      try {
        await live(stage, world);
        await expectAllEnded(stage, world);
        expectLimit(stage);
      } finally {
        stage.close();
      }
    }),
    { numRuns: breadth({ quick: 15, long: 300 }) },
  );
});

async function live(stage: Stage, { deliveries, answers, restarts, refusal }: World): Promise<void> {
  await stage.commit(...deliveries);
  let turn = 0;
  const answer = () => answers[turn++ % answers.length]!;
  const [teamLane, opsLane] = LANES;
  const fleet = fleetOf(
    { name: 'team', robot: stage.robot('team', answer), lane: teamLane! },
    { name: 'ops', robot: stage.robot('ops', answer), lane: opsLane! },
  );
  for (const { afterMs, kind } of restarts) {
    const dead = { isDead: false };
    const dispatcher = stage.dispatcher(fleet, { outbox: refusing(stage, refusal, dead) });
    dispatcher.start();
    await stage.pass(afterMs);
    if (kind === 'crash') dead.isDead = true;
    else await stopWithin(stage, dispatcher.stop({ graceMs: 10 * SECOND }));
  }
  stage.dispatcher(fleet, { outbox: refusing(stage, refusal, { isDead: false }) }).start();
  await stage.pass(4 * HOUR);
}

async function stopWithin(stage: Stage, stopped: Promise<void>): Promise<void> {
  let isStopped = false;
  void stopped.finally(() => (isStopped = true));
  expect(await stage.clock.runUntil(() => isStopped, toEpochMs(stage.clock.now() + 12 * SECOND))).toBe(true);
}

/** The store of a process: refuses for a while, and never answers the dead. */
function refusing(
  stage: Stage,
  { from, until }: World['refusal'],
  process: { readonly isDead: boolean },
): Stage['outbox'] {
  return new Proxy(stage.outbox, {
    get(target, method: keyof Stage['outbox']) {
      return async (...args: readonly unknown[]) => {
        if (process.isDead) return new Promise<never>(() => {});
        const now = stage.clock.now();
        if (now >= at(from) && now < at(until)) throw new Error('database or disk is full');
        return Reflect.apply(target[method], target, args) as unknown;
      };
    },
  });
}

async function expectAllEnded(stage: Stage, { deliveries }: World): Promise<void> {
  for (const planned of deliveries) {
    const found = await stage.store.history.find(planned.id);
    const { delivery, attempts } = found!;
    const posts = stage.posts.filter(({ text }) => planned.message.kind === 'text' && text === planned.message.text);
    expect(delivery.state).toSatisfy(isFinal);
    expect(posts.map(({ msgUuid }) => msgUuid)).toEqual(posts.map(() => delivery.id));
    expect(attempts.map(({ startedAt }) => startedAt - at(0))).toEqual(posts.map(({ arrived }) => arrived));
    expect(
      attempts
        .map(({ startedAt }) => startedAt)
        .every((start) => start >= delivery.dueAt && start < delivery.expiresAt),
    ).toBe(true);
    if (delivery.state === 'delivered') expect(attempts.some(({ outcome }) => outcome === 'delivered')).toBe(true);
  }
}

function expectLimit(stage: Stage): void {
  for (const [robot, perMinute] of [
    ['team', 4],
    ['ops', 2],
  ] as const) {
    const arrivals = stage.posts.filter((post) => post.robot === robot).map(({ arrived }) => arrived);
    arrivals.forEach((arrived, index) => {
      expect(arrived - (arrivals[index - perMinute] ?? -Infinity)).toBeGreaterThanOrEqual(MINUTE);
    });
  }
}
