import { type EpochMs, toEpochMs } from '../schedule/instant.ts';
import type { Clock } from './clock.ts';

/** One sleeper who can be called. */
export interface Waker {
  /** Ends the sleep, or the next one when nobody sleeps: no call is lost. */
  readonly wake: () => void;
  /** Resolves at `until` or earlier; `true` = called. Default: only then. */
  sleep(until?: EpochMs): Promise<boolean>;
}

/** The last instant that there is. */
const END_OF_TIME = toEpochMs(8_640_000_000_000_000);

export function createWaker(clock: Clock): Waker {
  let called = false;
  let sleeping: AbortController | undefined;
  return {
    wake() {
      called = true;
      // A reason of our own: the default, an error with a stack, is dear at each call.
      sleeping?.abort('called');
    },
    async sleep(until = END_OF_TIME) {
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
