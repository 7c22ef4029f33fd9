import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { Agent } from 'undici';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { tellDataFault } from '../../src/daemon/data-fault-words.ts';
import { startHeartbeat } from '../../src/daemon/heartbeat.ts';
import { createLogger } from '../../src/daemon/logger.ts';
import { takePulse } from '../../src/daemon/pulse.ts';
import { troubleOf } from '../../src/daemon/wellbeing.ts';
import { createWaker } from '../../src/delivery/waker.ts';
import { SettableClock } from '../support/settable-clock.ts';
import type { Clock } from '../../src/delivery/clock.ts';
import { MINUTE, SECOND, toEpochMs } from '../../src/schedule/instant.ts';
import { MEMORY } from '../../src/store/open.ts';
import { openStore } from '../../src/store/store.ts';

const START = toEpochMs(Date.UTC(2026, 10, 24));

describe('the heartbeat', () => {
  let server: Server;
  let network: Agent;
  let address: string;
  let pings: string[];
  let lines: { readonly level: string; readonly msg: string; readonly reason?: string }[];
  let answer: number | 'hang' | 'reset';
  let sick: string | undefined;
  let looks: number;
  let clock: HandClock;
  let heartbeat: ReturnType<typeof startHeartbeat> | undefined;
  let url: string | undefined;

  beforeEach(async () => {
    looks = 0;
    [pings, lines, answer, sick, clock] = [[], [], 200, undefined, new HandClock()];
    network = new Agent();
    server = createServer((request, response) => {
      pings.push(`${request.method} ${request.url}`);
      if (answer === 'reset') request.socket.destroy();
      else if (answer !== 'hang') response.writeHead(answer, { location: `${address}elsewhere` }).end('OK');
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    url = `${address}ping/key-0123456789?rid=1`;
  });
  afterEach(async () => {
    await heartbeat?.stop();
    await network.destroy();
    server.closeAllConnections();
    server.close();
  });

  function start(): void {
    heartbeat = startHeartbeat({
      url: () => url,
      trouble: async () => {
        looks += 1;
        return sick;
      },
      clock,
      network,
      logger: createLogger({
        scrub: (line) => line,
        destination: { write: (line) => lines.push(JSON.parse(line) as (typeof lines)[number]) },
      }),
    });
  }

  it('pings at once and then each minute, where the configuration says', async () => {
    start();
    await clock.asleepUntil(START + MINUTE);
    expect(pings).toEqual(['GET /ping/key-0123456789?rid=1']);
    url = `${address}another`;
    await clock.goOn(START + MINUTE);
    await clock.asleepUntil(START + 2 * MINUTE);
    url = undefined;
    await clock.goOn(START + 2 * MINUTE);
    await clock.asleepUntil(START + 3 * MINUTE);
    expect(pings).toEqual(['GET /ping/key-0123456789?rid=1', 'GET /another']);
    expect(lines).toEqual([]);
  });

  it('is silent while the daemon is not well', async () => {
    sick = 'the planner stands still';
    start();
    await clock.asleepUntil(START + MINUTE);
    expect(pings).toEqual([]);
    expect(lines).toMatchObject([{ level: 'warn', reason: 'not sent: the planner stands still' }]);
    sick = undefined;
    await clock.goOn(START + MINUTE);
    await clock.asleepUntil(START + 2 * MINUTE);
    expect(pings).toHaveLength(1);
    expect(lines.at(-1)).toMatchObject({ level: 'info', msg: 'the heartbeat arrives again' });
  });

  it.each([
    ['an error', 500, 'HTTP 500'],
    ['another address, which nobody follows', 302, 'HTTP 302'],
    ['a closed connection', 'reset', 'the connection was closed by the other side'],
  ] as const)('says once that it meets %s, never where', async (_name, how, reason) => {
    answer = how;
    start();
    for (let minute = 1; minute <= 3; minute += 1) {
      await clock.asleepUntil(START + minute * MINUTE);
      await clock.goOn(START + minute * MINUTE);
    }
    await clock.asleepUntil(START + 4 * MINUTE);
    expect(pings).toHaveLength(4);
    expect(lines).toMatchObject([{ level: 'warn', reason }]);
    expect(JSON.stringify(lines)).not.toContain('key-0123456789');
  });

  it('asks nothing where no pings go: to ask is to write', async () => {
    url = undefined;
    start();
    await clock.asleepUntil(START + MINUTE);
    expect(looks).toBe(0);
    expect([pings, lines]).toEqual([[], []]);
  });

  it('stops in the middle of a ping that hangs', async () => {
    answer = 'hang';
    const asked = once(server, 'request');
    start();
    await asked;
    await heartbeat?.stop();
    expect(lines).toEqual([]);
  });
});

describe('being well', () => {
  function signs() {
    const clock = new SettableClock(START);
    const store = openStore(MEMORY);
    const pulses = { planner: takePulse(clock), dispatcher: takePulse(clock) };
    const trouble = (storeRefuses = false) =>
      troubleOf({
        pulses,
        storeRefuses,
        dataFault: undefined,
        board: store.daemonState,
        now: clock.now(),
      });
    return { clock, pulses, trouble, store };
  }

  it('is looking at the clock now and then', async () => {
    const { clock, pulses, trouble } = signs();
    expect(await trouble()).toBeUndefined();
    await clock.advanceTo(toEpochMs(START + 2 * MINUTE + SECOND));
    expect(await trouble()).toBe('the planner stands still');
    expect(pulses.planner.clock.now()).toBe(clock.now());
    expect(await trouble()).toBe('the dispatcher stands still');
    pulses.dispatcher.clock.now();
    expect(await trouble()).toBeUndefined();
    expect(pulses.planner.lastBeat).toBe(START + 2 * MINUTE + SECOND);
  });

  it('is a store that takes what is written', async () => {
    const { trouble, store } = signs();
    expect(await trouble(true)).toBe('the store refuses');
    store.close();
    expect(await trouble()).toBe('the store refuses');
  });
});

describe('what is written to find out', () => {
  it('is written while nothing else is wrong, and only then', async () => {
    const store = openStore(MEMORY);
    const clock = new SettableClock(START);
    const pulses = { planner: takePulse(clock), dispatcher: takePulse(clock) };
    const signs = { pulses, storeRefuses: false, board: store.daemonState, now: START };
    const dataFault = { kind: 'gone', file: 'data/dingbell.db', what: 'database' } as const;
    expect(await troubleOf({ ...signs, dataFault })).toBe(tellDataFault(dataFault, 'en'));
    expect(await store.daemonState.read()).toEqual({});
    expect(await troubleOf({ ...signs, dataFault: undefined })).toBeUndefined();
    expect(await store.daemonState.read()).toEqual({ probedAt: START });
    store.close();
  });
});

/** A clock that stands where the test puts it; real sockets answer meanwhile. */
class HandClock implements Clock {
  #now = START;
  readonly #waker = createWaker(new SettableClock(START));
  #until: number | undefined;
  #asleep = Promise.withResolvers<void>();

  now() {
    return this.#now;
  }

  elapsed() {
    return this.#now - START;
  }

  read() {
    return { now: this.#now, up: this.#now - START, boot: 'a boot' };
  }

  async sleepUntil(instant: number, signal?: AbortSignal): Promise<void> {
    this.#until = instant;
    this.#asleep.resolve();
    signal?.addEventListener('abort', () => this.#waker.wake(), { once: true });
    await this.#waker.sleep(toEpochMs(Number.MAX_SAFE_INTEGER));
    this.#until = undefined;
  }

  /** Resolves when somebody sleeps until then. */
  async asleepUntil(instant: number): Promise<void> {
    while (this.#until !== instant) {
      this.#asleep = Promise.withResolvers();
      await this.#asleep.promise;
    }
  }

  async goOn(instant: number): Promise<void> {
    this.#now = toEpochMs(instant);
    this.#waker.wake();
  }
}
