import type { EpochMs } from '../schedule/instant.ts';
import type { Clock } from './clock.ts';

/** One sleeper who can be called. */
export interface Waker {
  /** Ends the sleep, or the next one when nobody sleeps: no call is lost. */
  readonly wake: () => void;
  /** Resolves at `until` or earlier; `true` = called. */
  sleep(until: EpochMs): Promise<boolean>;
}

export function createWaker(clock: Clock): Waker {
  let called = false;
  let sleeping: AbortController | undefined;
  return {
    wake() {
      called = true;
      // A reason of our own: the default, an error with a stack, is dear at each call.
      sleeping?.abort('called');
    },
    async sleep(until) {
      if (!called) {
        sleeping = new AbortController();
        await clock.sleepUntil(until, sleeping.signal);
        sleeping = undefined;
      }
      const wasCalled = called;
      called = false;
      return wasCalled;
    },
  };
}
