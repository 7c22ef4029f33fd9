import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RobotConfig } from '../../src/config/config.ts';
import { deliverOnce } from '../../src/daemon/one-shot.ts';
import { pushedDeliveries } from '../../src/daemon/push.ts';
import { openRobots } from '../../src/daemon/robots.ts';
import { SandboxNetwork } from '../../src/daemon/sandbox-network.ts';
import type { Delivery } from '../../src/delivery/delivery.ts';
import { SettableClock } from '../support/settable-clock.ts';
import { Sandbox } from '../../src/robot/sandbox/sandbox.ts';
import { MINUTE, SECOND, toEpochMs } from '../../src/schedule/instant.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { BAD_TOKEN, planned, result } from '../store/plan.ts';
import { temporaryDirectory } from '../store/temporary-directory.ts';
import { config, robotConfig } from './config.ts';
import { dingtalk } from '../support/dingtalk.ts';

const NOW = toEpochMs(Date.parse('2026-11-24T12:00:00Z'));
const url = 'https://oapi.dingtalk.com/robot/send?access_token=token-1';
const robot = (changes: Partial<RobotConfig> = {}) => robotConfig('team', { webhook: dingtalk(url), ...changes });

describe('a command whose configuration is another one than that under which its lane was paused', () => {
  let clock: SettableClock;
  let store: Store;
  let directory: string;
  beforeEach(() => {
    clock = new SettableClock(NOW);
    directory = temporaryDirectory();
    store = openStore(directory);
  });
  afterEach(() => store.close());

  const network = () =>
    new SandboxNetwork({
      sandbox: new Sandbox({ robots: [{ name: 'team', token: 'token-1' }] }),
      now: () => clock.now(),
      onPost: () => {},
    });
  const open = (of: RobotConfig) => openRobots(config([], [of], directory), { dispatcher: network(), now: () => NOW });

  const pushing = (of: RobotConfig, now = NOW) => ({ now, addresses: open(of), world: config([], [of], directory) });

  async function pause(of: RobotConfig): Promise<void> {
    const { lanes } = open(of).fleet;
    const lane = lanes[0]?.lane ?? '';
    await store.members.join({ id: 'daemon', pid: 1, host: 'h', leads: true }, clock.read());
    await store.plans.commit({ deliveries: [planned('a', { dueAt: NOW, lane })], cursors: [] });
    const answer = await store.outbox.claim({ at: clock.read(), member: 'daemon', lanes });
    const claims = answer.kind === 'claimed' ? answer.claims : [];
    await store.outbox.record(
      claims.map((claim) => ({ ...result(claim, BAD_TOKEN, NOW, lanes[0]?.fingerprint), finished: clock.read() })),
    );
  }

  /** As `dingbell send` does: a lane that is paused changes nothing by waiting. */
  async function isSettled(found: readonly Delivery[]): Promise<boolean> {
    const lanes = await store.history.laneStates(clock.read());
    return found.every(({ state }) => state === 'delivered') || lanes.some(({ paused }) => paused !== undefined);
  }

  it('sends', async () => {
    await pause(robot());
    const mended = robot({ keywords: ['hello'] });
    const message = { kind: 'text', text: 'hello' } as const;
    const sent = deliverOnce(pushedDeliveries({ robot: 'team', message }, pushing(mended)), {
      config: config([], [mended], directory),
      store,
      clock,
      random: () => 0,
      network: network(),
      signal: new AbortController().signal,
      isSettled,
    });
    await clock.advanceTo(toEpochMs(NOW + MINUTE));
    expect(await sent).toMatchObject([{ state: 'delivered' }]);
  });

  it('resumes it once: a daemon that meets the same error again is not resumed for as long as the command waits', async () => {
    await pause(robot());
    const mended = robot({ keywords: ['hello'] });
    const giveUp = new AbortController();
    const message = { kind: 'text', text: 'hello' } as const;
    const later = pushedDeliveries({ robot: 'team', message }, pushing(mended, toEpochMs(NOW + MINUTE)));
    const sent = deliverOnce(later, {
      config: config([], [mended], directory),
      store,
      clock,
      random: () => 0,
      network: network(),
      signal: giveUp.signal,
    });
    await clock.advanceTo(toEpochMs(NOW + 5 * SECOND));
    await store.plans.commit({ deliveries: [planned('b', { dueAt: NOW, lane: later[0]?.lane ?? '' })], cursors: [] });
    const other = openStore(directory);
    const { lanes } = open(robot()).fleet;
    await other.members.join({ id: 'daemon again', pid: 1, host: 'h', leads: true }, clock.read());
    const answer = await other.outbox.claim({ at: clock.read(), member: 'daemon again', lanes });
    const claims = answer.kind === 'claimed' ? answer.claims : [];
    await other.outbox.record(
      claims.map((claim) => ({ ...result(claim, BAD_TOKEN, NOW, lanes[0]?.fingerprint), finished: clock.read() })),
    );
    await clock.advanceTo(toEpochMs(NOW + 15 * SECOND));
    expect(await other.history.laneStates(clock.read())).toMatchObject([{ paused: { cause: { code: 'vendor' } } }]);
    giveUp.abort();
    await sent;
    other.close();
  });
});
