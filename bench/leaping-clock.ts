import { systemClock } from '../src/daemon/system-clock.ts';
import type { Clock } from '../src/delivery/clock.ts';
import { toEpochMs } from '../src/schedule/instant.ts';

export interface LeapingClock extends Clock {
  /** Sets it forward, or with a negative number back, and wakes who sleeps: as if all had just looked at the clock. */
  leap(ms: number): void;
  /** The machine is suspended for so long: its running time goes on with the wall clock. */
  suspend(ms: number): void;
}

/** The clock of this machine, set by somebody. */
export function createLeapingClock(offset = 0): LeapingClock {
  let set = offset;
  let slept = 0;
  let leapt = new AbortController();
  function leap(ms: number): void {
    set += ms;
    leapt.abort();
    leapt = new AbortController();
  }

  return {
    now: () => toEpochMs(systemClock.now() + set),
    read() {
      const { now, up, boot } = systemClock.read();
      return { now: toEpochMs(now + set), up: up + slept, boot };
    },
    elapsed: () => systemClock.elapsed(),
    sleepUntil: (instant, signal) =>
      systemClock.sleepUntil(toEpochMs(instant - set), signal ? AbortSignal.any([signal, leapt.signal]) : leapt.signal),
    leap,
    suspend(ms) {
      slept += ms;
      leap(ms);
    },
  };
}
