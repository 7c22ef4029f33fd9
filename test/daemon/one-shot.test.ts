import { beforeEach, describe, expect, it } from 'vitest';
import type { RobotConfig } from '../../src/config/config.ts';
import { confirmedCursor } from '../../src/daemon/confirmed.ts';
import { deliverWithoutDaemon } from '../../src/daemon/one-shot.ts';
import { pushedDeliveries } from '../../src/daemon/push.ts';
import { openRobots } from '../../src/daemon/robots.ts';
import { SandboxNetwork } from '../../src/daemon/sandbox-network.ts';
import type { Delivery } from '../../src/delivery/delivery.ts';
import { createSimulatedClock, type SimulatedClock } from '../../src/delivery/simulated-clock.ts';
import { Sandbox } from '../../src/robot/sandbox/sandbox.ts';
import { HOUR, MINUTE, SECOND, toEpochMs } from '../../src/schedule/instant.ts';
import { openStore } from '../../src/store/store.ts';
import { BAD_TOKEN, LEASE, planned, result } from '../store/plan.ts';
import { temporaryDirectory } from '../store/temporary-directory.ts';
import { config, robotConfig } from './config.ts';

const NOW = toEpochMs(Date.parse('2026-11-24T12:00:00Z'));

/** `team` and `twin` share a token; `ops` has one of its own, `fake` lives in a daemon. */
const ROBOTS: readonly RobotConfig[] = [
  robot('team', 'token-1', 20),
  { ...robot('twin', 'token-1', 2), keywords: ['钉铃'] },
  robot('ops', 'token-2', 20),
  robotConfig('fake'),
];

function robot(name: string, token: string, perMinute: number): RobotConfig {
  const url = `https://oapi.dingtalk.com/robot/send?access_token=${token}`;
  return robotConfig(name, { webhook: { kind: 'dingtalk', url }, limit: { perMinute, perMonth: 3_000 } });
}

describe('delivering without a daemon', () => {
  let clock: SimulatedClock;
  let directory: string;
  let sandbox: Sandbox;
  let network: SandboxNetwork;
  beforeEach(() => {
    clock = createSimulatedClock(NOW);
    directory = temporaryDirectory();
    sandbox = new Sandbox({ robots: ['token-1', 'token-2'].map((token) => ({ name: token, token })) });
    network = new SandboxNetwork({ sandbox, now: () => clock.now(), onPost: () => {} });
  });

  const configuration = () => config([], ROBOTS, directory);
  const robots = () => openRobots(configuration(), { dispatcher: network, now: () => clock.now() });
  const laneOf = (name: string) => robots().lanes.get(name) ?? '';

  /** Sends some texts to `team`. */
  function send(...texts: readonly string[]): Promise<readonly Delivery[] | undefined> {
    const deliveries = texts.flatMap((text) =>
      pushedDeliveries({ robot: 'team', message: { kind: 'text', text } }, { lane: laneOf('team') }, clock.now()),
    );
    return deliverWithoutDaemon(deliveries, { config: configuration(), clock, random: () => 0, network });
  }

  it('keeps the limit of another robot with the same token', async () => {
    const sent = send('1', '2', '3');
    await clock.advanceTo(toEpochMs(NOW + 59 * SECOND));
    expect(sandbox.conversation()).toHaveLength(2);
    await clock.advanceTo(toEpochMs(NOW + 2 * MINUTE));
    expect(await sent).toMatchObject([{ state: 'delivered' }, { state: 'delivered' }, { state: 'delivered' }]);
  });

  it('leaves a lane paused that was paused under the same configuration', async () => {
    const store = openStore(directory);
    const team = robots().fleet.lanes.filter(({ lane }) => lane === laneOf('team'));
    await store.outbox.commit({ deliveries: [planned('a', { dueAt: NOW, lane: laneOf('team') })], cursors: [] });
    for (const claim of await store.outbox.claim({ now: NOW, leaseMs: LEASE, lanes: team })) {
      await store.outbox.record([result(claim, BAD_TOKEN, NOW, team[0]?.fingerprint)]);
    }
    const sent = send('1');
    await clock.advanceTo(toEpochMs(NOW + MINUTE));
    expect(sandbox.arrivals()).toEqual([]);
    expect(await store.outbox.laneStates(clock.now())).toMatchObject([{ pending: 1, paused: { since: NOW } }]);
    store.close();
    await clock.advanceTo(toEpochMs(NOW + 2 * HOUR));
    expect(await sent).toMatchObject([{ state: 'expired' }]);
  });

  it('leaves what a daemon planned ahead and did not live to confirm to the next daemon', async () => {
    const store = openStore(directory);
    const [due, soon] = [toEpochMs(NOW - 1), toEpochMs(NOW + 500)];
    const [lane, createdAt] = [laneOf('team'), toEpochMs(NOW - 600)];
    const ahead = [due, soon].map((dueAt) => planned(`due at ${dueAt}`, { lane, dueAt, createdAt }));
    const known = planned('confirmed', { lane, dueAt: toEpochMs(NOW - 650), createdAt: toEpochMs(NOW - 1_000) });
    await store.outbox.commit({
      deliveries: [known, ...ahead],
      cursors: [{ reminder: 'tea', through: soon, trigger: 'x' }, confirmedCursor(createdAt)],
    });
    const sent = send('1');
    await clock.advanceTo(toEpochMs(NOW + MINUTE));
    expect(await sent).toMatchObject([{ state: 'delivered' }]);
    expect(sandbox.conversation()).toHaveLength(2);
    expect(await store.outbox.cursors()).toContainEqual({ reminder: 'tea', through: createdAt, trigger: 'x' });
    store.close();
  });

  it('says of what it does not serve that no daemon ran, not that its robot is gone', async () => {
    const store = openStore(directory);
    const overdue = ['ops', 'fake', 'gone'].map((name) =>
      planned(name, { robot: name, lane: laneOf(name), dueAt: toEpochMs(NOW - 2 * HOUR) }),
    );
    await store.outbox.commit({ deliveries: overdue, cursors: [] });
    const sent = send('1');
    await clock.advanceTo(toEpochMs(NOW + SECOND));
    expect(await sent).toMatchObject([{ state: 'delivered' }]);
    const found = await Promise.all(overdue.map(({ id }) => store.outbox.find(id)));
    store.close();
    expect(found.map((each) => each?.delivery.reason)).toEqual([
      'no daemon ran in time to send it',
      'no daemon ran in time to send it',
      'robot "gone" is not in the configuration any more',
    ]);
  });
});
