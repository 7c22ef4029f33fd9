import { systemClock } from '../src/daemon/system-clock.ts';
import type { Clock } from '../src/delivery/clock.ts';
import { type EpochMs, SECOND, toEpochMs } from '../src/schedule/instant.ts';

/** As long, it goes like any other: what begins has its time, whatever a connection takes to be made. */
const LEISURE = 2 * SECOND;

export interface Hurry {
  /** How many times as fast it goes. */
  readonly pace: number;
  /** Until so much has elapsed, ms; from then on it goes like any other once more. */
  readonly until: number;
}

/**
 * A clock that hurries once everything has begun. Unlike one that is simulated it sleeps on the timers of the process,
 * and waits for files, sockets and the collector of garbage: what a process does in that time is what it does in an
 * hour, and no more.
 */
export function createHurriedClock(start: EpochMs, { pace, until }: Hurry): Clock {
  const began = performance.now();
  const passed = (): number => performance.now() - began;
  const gained = (): number => Math.max(0, Math.min(passed() - LEISURE, (until - LEISURE) / pace)) * (pace - 1);
  const elapsed = (): number => passed() + gained();
  /** When so much has elapsed. */
  const passedAt = (elapsed: number): number => {
    const hurried = Math.max(0, Math.min(elapsed, until) - LEISURE);
    return elapsed - hurried + hurried / pace;
  };
  return {
    now: () => toEpochMs(Math.floor(start + elapsed())),
    read: () => ({ now: toEpochMs(Math.floor(start + elapsed())), up: Math.floor(elapsed()), boot: 'hurried' }),
    elapsed,
    sleepUntil: (instant, signal) =>
      systemClock.sleepUntil(toEpochMs(Math.ceil(systemClock.now() + passedAt(instant - start) - passed())), signal),
  };
}
