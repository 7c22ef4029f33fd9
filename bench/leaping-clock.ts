import { systemClock } from '../src/daemon/system-clock.ts';
import type { Clock } from '../src/delivery/clock.ts';
import { toEpochMs } from '../src/schedule/instant.ts';

export interface LeapingClock extends Clock {
  /** Sets it forward, or with a negative number back, and wakes who sleeps: as if all had just looked at the clock. */
  leap(ms: number): void;
}

/** The clock of this machine, set by somebody. */
export function createLeapingClock(offset = 0): LeapingClock {
  let set = offset;
  let leapt = new AbortController();
  return {
    now: () => toEpochMs(systemClock.now() + set),
    elapsed: () => systemClock.elapsed(),
    sleepUntil: (instant, signal) =>
      systemClock.sleepUntil(toEpochMs(instant - set), signal ? AbortSignal.any([signal, leapt.signal]) : leapt.signal),
    leap(ms) {
      set += ms;
      leapt.abort();
      leapt = new AbortController();
    },
  };
}
