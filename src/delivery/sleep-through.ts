import type { EpochMs } from '../schedule/instant.ts';
import type { Clock } from './clock.ts';

/** Sleeps until the clock really shows `instant` (`sleepUntil` alone may wake early), or until `signal` aborts. */
export async function sleepThrough(clock: Clock, instant: EpochMs, signal: AbortSignal): Promise<void> {
  while (clock.now() < instant && !signal.aborted) await clock.sleepUntil(instant, signal);
}
