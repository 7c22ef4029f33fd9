import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { Dispatcher as Network } from 'undici';
import { deliverOnce } from '../../src/daemon/one-shot.ts';
import { pushedDeliveries } from '../../src/daemon/push.ts';
import { openRobots } from '../../src/daemon/robots.ts';
import { SandboxNetwork } from '../../src/daemon/sandbox-network.ts';
import { SettableClock } from '../support/settable-clock.ts';
import { Sandbox } from '../../src/robot/sandbox/sandbox.ts';
import { SECOND, toEpochMs } from '../../src/schedule/instant.ts';
import { openStore } from '../../src/store/store.ts';
import { temporaryDirectory } from '../store/temporary-directory.ts';
import { config, robotConfig } from './config.ts';
import { dingtalk } from '../support/dingtalk.ts';

const NOW = toEpochMs(Date.parse('2026-11-24T12:00:00Z'));
const url = 'https://oapi.dingtalk.com/robot/send?access_token=token-1';
const TEAM = robotConfig('team', { webhook: dingtalk(url) });

/** Requests arrive in it at once, and are answered when somebody says so. */
class SlowNetwork extends Network {
  readonly #inner: Network;
  readonly #waiting: (() => void)[] = [];

  constructor(inner: Network) {
    super();
    this.#inner = inner;
  }

  get waiting(): number {
    return this.#waiting.length;
  }

  override dispatch(request: Network.DispatchOptions, handler: Network.DispatchHandler): boolean {
    this.#waiting.push(() => this.#inner.dispatch(request, handler));
    return true;
  }

  answer(): void {
    for (const answer of this.#waiting.splice(0)) answer();
  }
}

describe('a command that waits no longer', () => {
  it('says how its messages stand when it ends, not when it began to end', async () => {
    const clock = new SettableClock(NOW);
    const directory = temporaryDirectory();
    const sandbox = new Sandbox({ robots: [{ name: 'team', token: 'token-1' }] });
    const network = new SlowNetwork(new SandboxNetwork({ sandbox, now: () => clock.now(), onPost: () => {} }));
    const configuration = config([], [TEAM], directory);
    const addresses = openRobots(configuration, { dispatcher: network, now: () => clock.now() });
    const message = { kind: 'text', text: 'hello' } as const;
    const deliveries = pushedDeliveries(
      { robot: 'team', message },
      { now: clock.now(), addresses, world: configuration },
    );
    const giveUp = new AbortController();
    const store = openStore(directory);
    const ended = deliverOnce(deliveries, {
      config: configuration,
      store,
      clock,
      random: () => 0,
      network,
      signal: giveUp.signal,
    });
    await clock.advanceTo(toEpochMs(NOW + SECOND));
    expect(network.waiting).toBe(1);
    giveUp.abort();
    for (let turns = 0; turns < 20; turns += 1) await setImmediate();
    network.answer();
    expect(await ended).toMatchObject([{ state: 'delivered' }]);
    store.close();
  });
});
