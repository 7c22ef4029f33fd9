import { setImmediate } from 'node:timers/promises';
import { type EpochMs, toEpochMs } from '../schedule/instant.ts';
import type { Clock, ClockReading } from './clock.ts';

/**
 * A clock that stands still until it is told to go on: years pass in moments, in the same order every time.
 * Whatever it drives must do its work in memory: it does not wait for sockets, files or other processes.
 */
export class SimulatedClock implements Clock {
  protected shown: EpochMs;
  readonly #start: EpochMs;
  readonly #sleepers = new Set<Sleeper>();
  /** How often it was looked at. */
  #calls = 0;

  constructor(start: EpochMs) {
    this.#start = start;
    this.shown = start;
  }

  now(): EpochMs {
    this.#calls += 1;
    return this.shown;
  }

  read(): ClockReading {
    return { now: this.shown, up: this.elapsed() + 1_000, boot: 'simulated' };
  }

  elapsed(): number {
    return this.shown - this.#start;
  }

  sleepUntil(until: EpochMs, signal?: AbortSignal): Promise<void> {
    this.#calls += 1;
    if (until <= this.shown || signal?.aborted === true) return Promise.resolve();
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

  /**
   * Goes from sleeper to sleeper, waking each at exactly its own instant, until `done()`; never past `limit`.
   * Returns whether it was done: `false` = everything still asleep sleeps beyond `limit`.
   */
  async runUntil(done: () => boolean, limit: EpochMs): Promise<boolean> {
    for (;;) {
      await this.#settle();
      if (done()) return true;
      const next = Math.min(...Iterator.from(this.#sleepers).map(({ until }) => until));
      if (next > limit) return false;
      this.shown = toEpochMs(Math.max(this.shown, next));
      // Those of one instant wake together, in the order in which they fell asleep.
      for (const sleeper of this.#sleepers) if (sleeper.until <= this.shown) sleeper.wake();
    }
  }

  /** Everybody looks at the clock again. */
  protected async wakeAll(): Promise<void> {
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
