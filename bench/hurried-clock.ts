import type { Clock } from '../src/delivery/clock.ts';
import { type EpochMs, SECOND, toEpochMs } from '../src/schedule/instant.ts';

/** As long, it goes like any other: what begins has its time, whatever a connection takes to be made. */
const LEISURE = 2 * SECOND;

/**
 * A clock that goes `pace` times as fast once everything has begun. Unlike one that is simulated it sleeps on the
 * timers of the process, and waits for files, sockets and the collector of garbage: what a process does in that time is
 * what it does in an hour, and no more.
 */
export function createHurriedClock(start: EpochMs, pace: number): Clock {
  const began = performance.now();
  const passed = (): number => performance.now() - began;
  const elapsed = (): number => passed() + Math.max(0, passed() - LEISURE) * (pace - 1);
  /** When so much has elapsed. */
  const passedAt = (elapsed: number): number => Math.min(elapsed, LEISURE + Math.max(0, elapsed - LEISURE) / pace);
  return {
    now: () => toEpochMs(Math.floor(start + elapsed())),
    elapsed,
    sleepUntil(instant, signal) {
      const wait = passedAt(instant - start) - passed();
      if (wait <= 0 || signal?.aborted === true) return Promise.resolve();
      return new Promise((resolve) => {
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
}
