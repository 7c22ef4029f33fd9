import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Agent } from 'undici';
import type { Config, HookConfig } from '../../src/config/config.ts';
import { createCalendar } from '../../src/schedule/calendar/calendar.ts';
import { type HookAnswer, HookDoor, type Loss } from '../../src/daemon/hook-door.ts';
import { createLogger } from '../../src/daemon/logger.ts';
import type { Clock } from '../../src/delivery/clock.ts';
import type { InletCause } from '../../src/delivery/inlet.ts';
import { DAY, type EpochMs, HOUR, toEpochMs } from '../../src/schedule/instant.ts';
import { MEMORY } from '../../src/store/open.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { StoreError } from '../../src/store/store-error.ts';

/** All that judging an event looks at. */
export const CONFIG = {
  people: new Map(),
  robots: new Map(),
  defaultCalendar: createCalendar(),
  daemon: { timezone: 'Asia/Shanghai' },
} as unknown as Pick<Config, 'people' | 'robots' | 'daemon' | 'defaultCalendar'>;

export const SECRET = 'an-obvious-dummy-secret-of-the-tests';
const START = toEpochMs(Date.UTC(2026, 10, 24));

/** Every sleep is over at once, and it is as late as it was to last; how long each was stands in `waits`. */
export class HastyClock implements Clock {
  readonly waits: number[] = [];
  #now: EpochMs = START;
  /** Sleeps from the so-manieth on last for ever: until they are given up. */
  most = Number.POSITIVE_INFINITY;
  #slept: (() => void)[] = [];

  now(): EpochMs {
    return this.#now;
  }

  read() {
    return { now: this.#now, up: this.#now - START, boot: 'test' };
  }

  elapsed(): number {
    return this.#now - START;
  }

  async sleepUntil(instant: EpochMs, signal?: AbortSignal): Promise<void> {
    this.waits.push(instant - this.#now);
    for (const tell of this.#slept.splice(0)) tell();
    if (this.waits.length > this.most && signal?.aborted !== true) {
      await new Promise<void>((resolve) => signal?.addEventListener('abort', () => resolve(), { once: true }));
      return;
    }
    if (signal?.aborted !== true) this.#now = instant;
  }

  /** Resolves when so many sleeps have begun. */
  async slept(count: number): Promise<void> {
    while (this.waits.length < count) await new Promise<void>((resolve) => this.#slept.push(resolve));
  }

  pass(ms: number): void {
    this.#now = toEpochMs(this.#now + ms);
  }
}

/** What a relay or a feed needs, over a store in memory and a server on loopback. */
export class InletWorld {
  readonly clock = new HastyClock();
  readonly network = new Agent();
  readonly store: Store = openStore(MEMORY);
  readonly answers: HookAnswer[] = [];
  readonly lost: Loss[] = [];
  readonly welcomed: string[] = [];
  readonly causes: InletCause[] = [];
  readonly troubledSince: (number | undefined)[] = [];
  readonly lines: string[] = [];
  wells = 0;
  #hook: HookConfig;
  readonly #server: Server;
  readonly #waiting: (() => void)[] = [];
  readonly stopping = new AbortController();
  #running: Promise<void> | undefined;
  address = '';

  constructor(hook: Partial<HookConfig>, listener: RequestListener) {
    this.#hook = hookOf(hook);
    this.#server = createServer(listener);
  }

  async listen(): Promise<this> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    this.address = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
    return this;
  }

  /** So often the store does not answer to what is to be written down. */
  refusals = 0;

  readonly door = new HookDoor({
    inbox: {
      ...this.store.inbox,
      receive: async (...args) => {
        this.refusals -= 1;
        if (this.refusals >= 0) throw new StoreError({ kind: 'busy', location: 'data', said: 'database is locked' });
        return this.store.inbox.receive(...args);
      },
    },
    config: () => CONFIG,
    now: () => this.clock.now(),
    onWaiting: () => {},
    onAnswer: (_hook, answer) => {
      this.answers.push(answer);
      this.#tell();
    },
    onLost: (_hook, why) => {
      this.lost.push(why);
      this.#tell();
    },
    welcome: async ({ name }) => void this.welcomed.push(name),
  });

  options(path: string) {
    return {
      name: this.#hook.name,
      url: `${this.address}${path}`,
      hook: () => this.#hook,
      door: this.door,
      inbox: this.store.inbox,
      network: this.network,
      clock: this.clock,
      random: () => 0.5,
      logger: createLogger({ scrub: (line) => line, destination: { write: (line) => void this.lines.push(line) } }),
      onWell: () => {
        this.wells += 1;
        this.#tell();
      },
      onTrouble: (cause: InletCause, since?: number) => {
        this.causes.push(cause);
        this.troubledSince.push(since);
        this.#tell();
      },
    };
  }

  run(work: (signal: AbortSignal) => Promise<void>): void {
    this.#running = work(this.stopping.signal);
  }

  /** Resolves when it is so. */
  async until(isSo: () => boolean): Promise<void> {
    while (!isSo()) await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  /** What was received, the first first. */
  async received(): Promise<readonly (string | undefined)[]> {
    return (await this.store.inbox.list({})).map(({ subject }) => subject).toReversed();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.#running;
    await this.network.destroy();
    this.#server.closeAllConnections();
    this.#server.close();
    this.store.close();
  }

  #tell(): void {
    for (const tell of this.#waiting.splice(0)) tell();
  }
}

export function hookOf(changes: Partial<HookConfig>): HookConfig {
  return {
    name: 'shop',
    from: 'github',
    secrets: [SECRET],
    tokens: [],
    robots: ['team'],
    mention: { involved: true, called: [] },
    lateMs: HOUR,
    routes: [],
    keepMs: DAY,
    paused: false,
    source: { file: 'all.yaml', line: 1 },
    ...changes,
  };
}
