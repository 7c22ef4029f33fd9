import { type Clock, sleepThrough } from '../delivery/clock.ts';
import { toEpochMs } from '../schedule/instant.ts';

/**
 * Does some work now, and again each time so long after it has ended, in ms. It must not reject. `stop` is idempotent
 * and resolves when none is under way.
 */
export function repeat(
  clock: Clock,
  everyMs: number,
  work: (stopping: AbortSignal) => void | Promise<void>,
): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const run = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      await work(stopping.signal);
      await sleepThrough(clock, toEpochMs(clock.now() + everyMs), stopping.signal);
    }
  };
  const running = run();
  return {
    stop() {
      stopping.abort();
      return running;
    },
  };
}
