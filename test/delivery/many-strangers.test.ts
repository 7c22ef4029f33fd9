import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { seededRandom } from '../../src/daemon/seeded-random.ts';
import { classify } from '../../src/robot/dingtalk/errcode.ts';
import type { Outcome } from '../../src/robot/robot.ts';
import { MINUTE, SECOND, toEpochMs } from '../../src/schedule/instant.ts';
import { AMBIGUOUS, at, BUSY, DELIVERED, planned, TEAM } from '../store/plan.ts';
import { breadth } from '../support/breadth.ts';
import { seedOfThisRun } from '../support/seed.ts';
import { type Answer, fleetOf, type Script, setStage, type Stage } from './stage.ts';

const ROBOTS = 50;
/** Messages a second, of all robots together: a fifth more than they may send one by one. */
const RATE = 20;
const LASTS = breadth({ quick: MINUTE, long: 15 * MINUTE });
/** How long a message has to arrive. */
const LATE = 10 * MINUTE;
/** Everything answers in this time, in ms. */
const ANSWERS_IN = 80;
/** One in ten attempts meets one of these: a gateway's page, a page that says 200, a lost answer, a busy vendor. */
const FAULTS: readonly Outcome[] = [page(502), page(200), AMBIGUOUS, BUSY];
/** What keeps everything from going out. */
const machineRest = async ({ store, clock }: Stage) => (await store.history.laneStates(clock.read()))[0]?.cooling;
const PAGE: Answer = { ...page(502), afterMs: ANSWERS_IN };
const GOOD: Answer = { ...DELIVERED, afterMs: ANSWERS_IN };

describe('web pages in place of answers', () => {
  let stage: Stage;
  beforeEach(() => {
    stage = setStage();
  });
  afterEach(() => {
    stage.close();
  });

  const names = (count: number) => Array.from({ length: count }, (_, index) => `robot-${index}`);
  const laneOf = (name: string) => ({ ...TEAM, lane: `lane of ${name}` });
  const fleet = (count: number, script: Script) =>
    fleetOf(...names(count).map((name) => ({ name, robot: stage.robot(name, script), lane: laneOf(name) })));
  const message = (robot: string, reminder: string, dueAt: number) =>
    planned(reminder, {
      robot,
      lane: laneOf(robot).lane,
      dueAt: at(dueAt),
      lateMs: LATE,
      expiresAt: toEpochMs(at(dueAt) + LATE),
      coalesce: true,
    });

  it(`one attempt in ten goes wrong for ${LASTS / MINUTE} minutes: what is due arrives in its time`, async () => {
    const random = seededRandom(seedOfThisRun());
    const dispatcher = stage.dispatcher(
      fleet(ROBOTS, () => {
        const fault = random() < 0.1 ? FAULTS[Math.floor(random() * FAULTS.length)] : undefined;
        return { ...(fault ?? DELIVERED), afterMs: ANSWERS_IN };
      }),
      { random },
    );
    dispatcher.start();
    const robots = names(ROBOTS);
    for (let passed = 0; passed < LASTS; passed += SECOND) {
      const due = Array.from({ length: RATE }, (_, index) => {
        const robot = robots[((passed / SECOND) * RATE + index) % ROBOTS]!;
        return message(robot, `${passed} ${index}`, passed);
      });
      await stage.commit(...due);
      dispatcher.wake(due.map(({ lane }) => lane));
      await stage.pass(SECOND);
    }
    await stage.pass(LATE);
    const { delivered, ...others } = await stage.store.history.count();
    // What was carried counts, the digest that carried it does as well.
    expect(delivered).toBeGreaterThanOrEqual((LASTS / SECOND) * RATE);
    expect(others).toEqual({ pending: 0, sending: 0, failed: 0, expired: 0, missed: 0, skipped: 0 });
  });

  it('from three lanes in a row rest the machine for seconds, then one message finds out', async () => {
    let isAway = true;
    const dispatcher = stage.dispatcher(fleet(20, () => (isAway ? PAGE : GOOD)));
    await stage.commit(...names(20).map((robot) => message(robot, 'first', 0)));
    dispatcher.start();
    await stage.pass(ANSWERS_IN);
    const rest = await machineRest(stage);
    expect(rest?.cause).toMatchObject({ code: 'busy', httpStatus: 502 });
    expect((rest?.until ?? 0) - stage.clock.now()).toBeLessThanOrEqual(5 * SECOND);
    expect(stage.posts).toHaveLength(20);

    await stage.pass(5 * SECOND);
    // One message at a time, each of which found a page.
    const probes = stage.posts.slice(20);
    expect(probes.length).toBeGreaterThanOrEqual(1);
    expect(probes.length).toBeLessThanOrEqual(3);
    isAway = false;
    await stage.pass(10 * SECOND);
    const [probe, ...others] = stage.posts.slice(20 + probes.length);
    // One alone found out that all is well, and the others followed at once.
    expect(others).toHaveLength(19);
    expect(new Set(others.map(({ arrived }) => arrived))).toEqual(new Set([probe!.arrived + ANSWERS_IN]));
    expect(await machineRest(stage)).toBeUndefined();
    expect((await stage.store.history.count()).delivered).toBe(20);
  });

  it('from two lanes, or with a good answer between them, rest nobody', async () => {
    const dispatcher = stage.dispatcher(fleet(9, () => (stage.posts.length % 3 === 0 ? GOOD : PAGE)));
    await stage.commit(...names(9).map((robot, index) => message(robot, 'first', index * SECOND)));
    dispatcher.start();
    for (let second = 0; second < 9; second += 1) {
      await stage.pass(SECOND);
      expect(await machineRest(stage)).toBeUndefined();
    }
  });
});

function page(httpStatus: number): Outcome {
  return classify({ httpStatus, body: '<!doctype html><title>Welcome to this network</title>' });
}
