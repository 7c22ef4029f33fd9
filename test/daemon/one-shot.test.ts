import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Dispatcher as Network } from 'undici';
import type { RobotConfig } from '../../src/config/config.ts';
import { deliverOnce, type OneShotOptions } from '../../src/daemon/one-shot.ts';
import { pushedDeliveries } from '../../src/daemon/push.ts';
import { openRobots } from '../../src/daemon/robots.ts';
import { SandboxNetwork } from '../../src/daemon/sandbox-network.ts';
import type { Delivery } from '../../src/delivery/delivery.ts';
import { Dispatcher } from '../../src/delivery/dispatcher.ts';
import { SettableClock } from '../support/settable-clock.ts';
import { Sandbox } from '../../src/robot/sandbox/sandbox.ts';
import { HOUR, MINUTE, SECOND, toEpochMs } from '../../src/schedule/instant.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { BAD_TOKEN, planned, result } from '../store/plan.ts';
import { temporaryDirectory } from '../store/temporary-directory.ts';
import { config, robotConfig } from './config.ts';
import { dingtalk } from '../support/dingtalk.ts';
import { leading } from '../delivery/stage.ts';

const NOW = toEpochMs(Date.parse('2026-11-24T12:00:00Z'));
const SANDBOX_LANE = 'lane-of-fake';

/** `team` and `twin` share a token; `ops` has one of its own, `fake` lives in a daemon. */
const ROBOTS: readonly RobotConfig[] = [
  robot('team', 'token-1', 20),
  { ...robot('twin', 'token-1', 2), keywords: ['钉铃'] },
  robot('ops', 'token-2', 20),
  robotConfig('fake'),
];

function robot(name: string, token: string, perMinute: number): RobotConfig {
  const url = `https://oapi.dingtalk.com/robot/send?access_token=${token}`;
  return robotConfig(name, { webhook: dingtalk(url), limit: { perMinute, perMonth: 3_000 } });
}

describe('a command that sends', () => {
  let clock: SettableClock;
  let directory: string;
  let sandbox: Sandbox;
  let network: Network;
  const stores: Store[] = [];
  const dispatchers: Dispatcher[] = [];
  beforeEach(() => {
    clock = new SettableClock(NOW);
    directory = temporaryDirectory();
    sandbox = new Sandbox({ robots: ['token-1', 'token-2'].map((token) => ({ name: token, token })) });
    network = new SandboxNetwork({ sandbox, now: () => clock.now(), onPost: () => {} });
  });
  afterEach(async () => {
    for (const dispatcher of dispatchers.splice(0)) await dispatcher.stop({ graceMs: 0 });
    for (const store of stores.splice(0)) store.close();
  });

  const configuration = () => config([], ROBOTS, directory);
  const robots = () => openRobots(configuration(), { dispatcher: network, now: () => clock.now() });
  const laneOf = (name: string) => robots().lanes.get(name) ?? '';
  const texts = () => sandbox.conversation().map(({ payload }) => JSON.stringify(payload));

  /** As each process opens the store for itself. */
  function open(): Store {
    const store = openStore(directory);
    stores.push(store);
    return store;
  }

  /** Sends some texts to `team`, in a process of its own. */
  function send(said: readonly string[], options: Partial<OneShotOptions> = {}): Promise<readonly Delivery[]> {
    const { lanes } = robots();
    const addresses = { lanes: new Map([...lanes, ['fake', SANDBOX_LANE]]), keywords: new Map() };
    const deliveries = said.flatMap((text) => {
      const [to, words] = text.includes(':') ? (text.split(':') as [string, string]) : ['team', text];
      return pushedDeliveries(
        { robot: to, message: { kind: 'text', text: words } },
        {
          now: clock.now(),
          addresses,
          world: configuration(),
        },
      );
    });
    return deliverOnce(deliveries, {
      config: configuration(),
      store: open(),
      clock,
      random: () => 0,
      network,
      signal: new AbortController().signal,
      ...options,
    });
  }

  /** The sending part of a daemon, in another process. */
  function startDaemon(fleet = robots().fleet): Dispatcher {
    const store = open();
    const dispatcher = new Dispatcher({
      ...store,
      membership: leading(store.members, clock),
      clock,
      random: () => 0,
      robots: () => fleet,
    });
    dispatchers.push(dispatcher);
    dispatcher.start();
    return dispatcher;
  }

  it('keeps the limit of another robot with the same token', async () => {
    const sent = send(['1', '2', '3']);
    await clock.advanceTo(toEpochMs(NOW + 59 * SECOND));
    expect(sandbox.conversation()).toHaveLength(2);
    await clock.advanceTo(toEpochMs(NOW + 2 * MINUTE));
    expect(await sent).toMatchObject([{ state: 'delivered' }, { state: 'delivered' }, { state: 'delivered' }]);
  });

  it('leaves nothing of itself behind: it is no member any more', async () => {
    const sent = send(['1']);
    await clock.advanceTo(toEpochMs(NOW + SECOND));
    await sent;
    expect(await open().members.list(clock.read())).toEqual([]);
  });

  it('beside a daemon: each message once, all within the one limit', async () => {
    startDaemon();
    await clock.advanceTo(toEpochMs(NOW + SECOND));
    const sent = send(['1', '2', '3', '4']);
    await clock.advanceTo(toEpochMs(NOW + 30 * SECOND));
    expect(sandbox.conversation()).toHaveLength(2);
    await clock.advanceTo(toEpochMs(NOW + 3 * MINUTE));
    expect(await sent).toMatchObject([1, 2, 3, 4].map(() => ({ state: 'delivered' })));
    expect(texts()).toHaveLength(4);
    expect(new Set(texts()).size).toBe(4);
  });

  it('two of them at once, without a daemon: both are sent, each message once', async () => {
    const both = [send(['1', '2']), send(['3', '4'])];
    await clock.advanceTo(toEpochMs(NOW + 5 * MINUTE));
    for (const sent of both) expect(await sent).toMatchObject([{ state: 'delivered' }, { state: 'delivered' }]);
    expect(new Set(texts()).size).toBe(4);
    expect(texts()).toHaveLength(4);
  });

  it('one that waits for a robot out of reach does not keep another one, of another robot, from sending', async () => {
    const stopping = new AbortController();
    const unreachable = send(['1'], { network: new NobodyThere(), signal: stopping.signal });
    await clock.advanceTo(toEpochMs(NOW + SECOND));
    const sent = send(['ops:2']);
    await clock.advanceTo(toEpochMs(NOW + 2 * SECOND));
    expect(await sent).toMatchObject([{ state: 'delivered' }]);
    stopping.abort();
    await clock.advanceTo(toEpochMs(NOW + 10 * SECOND));
    expect(await unreachable).toMatchObject([{ state: 'pending' }]);
  });

  it('told to stop, it gives up, and leaves the message to whoever sends next', async () => {
    const stopping = new AbortController();
    const sent = send(['1'], { network: new NobodyThere(), signal: stopping.signal });
    await clock.advanceTo(toEpochMs(NOW + 5 * SECOND));
    stopping.abort();
    await clock.advanceTo(toEpochMs(NOW + 10 * SECOND));
    expect(await sent).toMatchObject([{ state: 'pending', cause: { code: 'network', fate: 'not-sent' } }]);
    expect(await open().members.list(clock.read())).toEqual([]);
    startDaemon();
    await clock.advanceTo(toEpochMs(NOW + MINUTE));
    expect(texts()).toHaveLength(1);
  });

  it('leaves to the daemon what only a daemon can send', async () => {
    const sent = send(['fake:1']);
    await clock.advanceTo(toEpochMs(NOW + 10 * SECOND));
    const store = open();
    expect(await store.history.count()).toMatchObject({ pending: 1 });
    expect(await store.members.list(clock.read())).toEqual([]);
    const whole = robots().fleet;
    const lane = { lane: SANDBOX_LANE, perMinute: 20, fingerprint: '' };
    startDaemon({
      ...whole,
      lanes: [...whole.lanes, lane],
      laneOf: (name) => (name === SANDBOX_LANE ? lane : whole.laneOf(name)),
      assignments: [...whole.assignments, { robot: 'fake', lane: SANDBOX_LANE }],
      robotFor: () => ({ send: async () => ({ kind: 'delivered' }) }),
    });
    await clock.advanceTo(toEpochMs(NOW + 20 * SECOND));
    expect(await sent).toMatchObject([{ state: 'delivered', robot: 'fake' }]);
  });

  it('leaves a lane paused that was paused under the same configuration', async () => {
    const store = open();
    const team = robots().fleet.lanes.filter(({ lane }) => lane === laneOf('team'));
    await store.plans.commit({ deliveries: [planned('a', { dueAt: NOW, lane: laneOf('team') })], cursors: [] });
    await store.members.join({ id: 'a daemon', pid: 1, host: 'here' }, clock.read());
    const answer = await store.outbox.claim({ at: clock.read(), member: 'a daemon', lanes: team });
    for (const claim of answer.kind === 'claimed' ? answer.claims : []) {
      await store.outbox.record([result(claim, BAD_TOKEN, NOW, team[0]?.fingerprint)]);
    }
    const sent = send(['1']);
    await clock.advanceTo(toEpochMs(NOW + MINUTE));
    expect(sandbox.arrivals()).toEqual([]);
    expect(await store.history.laneStates(clock.read())).toMatchObject([{ pending: 1, paused: { since: NOW } }]);
    await clock.advanceTo(toEpochMs(NOW + HOUR + SECOND));
    expect(await sent).toMatchObject([{ state: 'expired' }]);
  });

  it('waits no longer than until waiting changes nothing', async () => {
    const sent = send(['1'], { network: new NobodyThere(), isSettled: async ([found]) => (found?.attempts ?? 0) > 1 });
    await clock.advanceTo(toEpochMs(NOW + 2 * MINUTE));
    expect(await sent).toMatchObject([{ state: 'pending' }]);
  });

  it('does nothing for lanes that are none of its message: they wait for a daemon, overdue or not', async () => {
    const store = open();
    const overdue = ['ops', 'fake', 'gone'].map((name) =>
      planned(name, { robot: name, lane: laneOf(name) || `lane of ${name}`, dueAt: toEpochMs(NOW - 2 * HOUR) }),
    );
    await store.plans.commit({ deliveries: overdue, cursors: [] });
    const sent = send(['1']);
    await clock.advanceTo(toEpochMs(NOW + SECOND));
    expect(await sent).toMatchObject([{ state: 'delivered' }]);
    const found = await Promise.all(overdue.map(({ id }) => store.history.find(id)));
    expect(found.map((each) => each?.delivery.state)).toEqual(['pending', 'pending', 'pending']);
  });
});

/** Nobody is at the other end. */
class NobodyThere extends Network {
  override dispatch(_request: Network.DispatchOptions, handler: Network.DispatchHandler): boolean {
    const error = Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:1'), {
      code: 'ECONNREFUSED',
      syscall: 'connect',
    });
    handler.onResponseError?.(CONTROLLER, error);
    return true;
  }
}

const CONTROLLER: Network.DispatchController = {
  aborted: false,
  paused: false,
  reason: null,
  abort: () => {},
  pause: () => {},
  resume: () => {},
};
