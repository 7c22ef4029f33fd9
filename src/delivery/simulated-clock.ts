import { setImmediate } from 'node:timers/promises';
import { type EpochMs, toEpochMs } from '../schedule/instant.ts';
import type { Clock, ClockReading } from './clock.ts';

/**
 * A clock that stands still until it is told to go on: years pass in moments, in the same order every time.
 * Whatever it drives must do its work in memory: it does not wait for sockets, files or other processes.
 */
export class SimulatedClock implements Clock {
  readonly #start: EpochMs;
  readonly #sleepers = new Set<Sleeper>();
  #now: EpochMs;
  /** By how much it was set, altogether. */
  #set = 0;
  #boots = 0;
  #bootedAt: number;
  /** How often it was looked at. */
  #calls = 0;

  constructor(start: EpochMs) {
    this.#start = start;
    this.#now = start;
    this.#bootedAt = start - 1_000;
  }

  now(): EpochMs {
    this.#calls += 1;
    return this.#now;
  }

  read(): ClockReading {
    return { now: this.#now, up: this.#now - this.#set - this.#bootedAt, boot: `boot ${this.#boots}` };
  }

  elapsed(): number {
    return this.#now - this.#set - this.#start;
  }

  sleepUntil(until: EpochMs, signal?: AbortSignal): Promise<void> {
    this.#calls += 1;
    if (until <= this.#now || signal?.aborted === true) return Promise.resolve();
    const { promise, resolve } = Promise.withResolvers<void>();
    const wake = (): void => {
      this.#calls += 1;
      this.#sleepers.delete(sleeper);
      signal?.removeEventListener('abort', wake);
      resolve();
    };
    const sleeper = { until, wake };
    this.#sleepers.add(sleeper);
    signal?.addEventListener('abort', wake, { once: true });
    return promise;
  }

  /** Goes to `instant`, waking every sleeper on the way at exactly its own instant, the earliest first. */
  async advanceTo(instant: EpochMs): Promise<void> {
    await this.runUntil(() => false, instant);
    this.#now = toEpochMs(Math.max(this.#now, instant));
  }

  /**
   * Goes from sleeper to sleeper until `done()`; never past `limit`.
   * Returns whether it was done: `false` = everything still asleep sleeps beyond `limit`.
   */
  async runUntil(done: () => boolean, limit: EpochMs): Promise<boolean> {
    for (;;) {
      await this.#settle();
      if (done()) return true;
      const next = earliest(this.#sleepers);
      if (next === undefined || next > limit) return false;
      this.#now = toEpochMs(Math.max(this.#now, next));
      // Those of one instant wake together, in the order in which they fell asleep.
      for (const sleeper of this.#sleepers) if (sleeper.until <= this.#now) sleeper.wake();
    }
  }

  /** The wall clock is set, forwards or back, as by a person or after a suspend: it was never in between. */
  async jumpTo(instant: EpochMs): Promise<void> {
    this.#set += instant - this.#now;
    await this.suspendTo(instant);
  }

  /** The machine is started anew: nobody has counted how long it was off. */
  reboot(): void {
    this.#boots += 1;
    this.#bootedAt = this.#now - this.#set;
  }

  /** The machine is suspended until then: nobody is woken on the way, but everybody by then, as its sleep is sliced. */
  async suspendTo(instant: EpochMs): Promise<void> {
    this.#now = instant;
    for (const sleeper of this.#sleepers) sleeper.wake();
    await this.#settle();
  }

  /** Everything awaits when nobody has looked at the clock for some turns of the event loop. */
  async #settle(): Promise<void> {
    for (let idle = 0, seen = this.#calls; idle < IDLE_TURNS; idle += 1) {
      await setImmediate();
      if (this.#calls !== seen) idle = -1;
      seen = this.#calls;
    }
  }
}

/** Work between two looks at the clock may take some turns of its own, to let answers gather. */
const IDLE_TURNS = 8;

interface Sleeper {
  readonly until: EpochMs;
  readonly wake: () => void;
}

function earliest(sleepers: Iterable<Sleeper>): EpochMs | undefined {
  let first: EpochMs | undefined;
  for (const { until } of sleepers) if (first === undefined || until < first) first = until;
  return first;
}
