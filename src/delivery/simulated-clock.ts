import { setImmediate } from 'node:timers/promises';
import { type EpochMs, toEpochMs } from '../schedule/instant.ts';
import type { Clock } from './clock.ts';

/**
 * A clock that stands still until it is told to go on: years pass in moments, in the same order every time.
 * Whatever it drives must do its work in memory: it does not wait for sockets, files or other processes.
 */
export interface SimulatedClock extends Clock {
  /** Goes to `instant`, waking every sleeper on the way at exactly its own instant, the earliest first. */
  advanceTo(instant: EpochMs): Promise<void>;
  /**
   * Goes from sleeper to sleeper until `done()`; never past `limit`.
   * Returns whether it was done: `false` = everything still asleep sleeps beyond `limit`.
   */
  runUntil(done: () => boolean, limit: EpochMs): Promise<boolean>;
  /** The wall clock is set, forwards or back, as by a person or after a suspend: it was never in between. */
  jumpTo(instant: EpochMs): Promise<void>;
  /** The machine is started anew: nobody has counted how long it was off. */
  reboot(): void;
  /** The machine is suspended until then: nobody is woken on the way, but everybody by then. */
  suspendTo(instant: EpochMs): Promise<void>;
}

export function createSimulatedClock(start: EpochMs): SimulatedClock {
  let now = start;
  /** By how much it was set, altogether. */
  let set = 0;
  let boots = 0;
  let bootedAt = start - 1_000;
  let calls = 0;
  const sleepers = new Set<Sleeper>();

  async function advanceTo(instant: EpochMs): Promise<void> {
    await runUntil(() => false, instant);
    now = toEpochMs(Math.max(now, instant));
  }

  async function runUntil(done: () => boolean, limit: EpochMs): Promise<boolean> {
    for (;;) {
      await settle();
      if (done()) return true;
      const next = earliest(sleepers);
      if (next === undefined || next > limit) return false;
      now = toEpochMs(Math.max(now, next));
      wakeDue();
    }
  }

  /** Those of one instant wake together, in the order in which they fell asleep. */
  function wakeDue(): void {
    for (const sleeper of sleepers) if (sleeper.until <= now) sleeper.wake();
  }

  async function jumpTo(instant: EpochMs): Promise<void> {
    set += instant - now;
    now = instant;
    // A real clock notices a step when its slice of sleep is over: everybody looks again.
    for (const sleeper of sleepers) sleeper.wake();
    await settle();
  }

  async function suspendTo(instant: EpochMs): Promise<void> {
    now = instant;
    for (const sleeper of sleepers) sleeper.wake();
    await settle();
  }

  /** Everything awaits when nobody has looked at the clock for some turns of the event loop. */
  async function settle(): Promise<void> {
    for (let idle = 0, seen = calls; idle < IDLE_TURNS; idle += 1) {
      await setImmediate();
      if (calls !== seen) idle = -1;
      seen = calls;
    }
  }

  return {
    now() {
      calls += 1;
      return now;
    },
    sleepUntil(until, signal) {
      calls += 1;
      if (until <= now || signal?.aborted === true) return Promise.resolve();
      const { promise, resolve } = Promise.withResolvers<void>();
      const sleeper = { until, wake };
      function wake(): void {
        calls += 1;
        sleepers.delete(sleeper);
        signal?.removeEventListener('abort', wake);
        resolve();
      }
      sleepers.add(sleeper);
      signal?.addEventListener('abort', wake, { once: true });
      return promise;
    },
    read: () => ({ now, up: now - set - bootedAt, boot: `boot ${boots}` }),
    elapsed: () => now - set - start,
    advanceTo,
    runUntil,
    jumpTo,
    reboot() {
      boots += 1;
      bootedAt = now - set;
    },
    suspendTo,
  };
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
