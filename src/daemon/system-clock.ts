import type { Clock } from '../delivery/clock.ts';
import { SECOND, toEpochMs } from '../schedule/instant.ts';

/** Long enough to cost nothing, short enough to notice a suspended laptop or a stepped clock. */
const LONGEST_SLEEP_MS = 30 * SECOND;

/** The wall clock of this machine. Sleeps at most 30 s at a time, against the wall clock. */
export const systemClock: Clock = {
  now: () => toEpochMs(Date.now()),
  elapsed: () => performance.now(),

  sleepUntil(instant, signal) {
    return new Promise((resolve) => {
      const wait = Math.min(instant - Date.now(), LONGEST_SLEEP_MS);
      if (wait <= 0 || signal?.aborted) return resolve();

      const wake = (): void => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', wake);
        resolve();
      };
      const timer = setTimeout(wake, wait);
      signal?.addEventListener('abort', wake, { once: true });
    });
  },
};
