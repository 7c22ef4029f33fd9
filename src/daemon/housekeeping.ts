import { type Clock, sleepThrough } from '../delivery/clock.ts';
import { cron } from '../schedule/cron-trigger.ts';
import type { Logger } from './logger.ts';
import { systemClock } from './system-clock.ts';

/** What the daemon does for itself, at quiet hours. */
export interface Chore {
  readonly name: string;
  /** Cron expression, read in `timezone`. */
  readonly expression: string;
  /** Gives up, in good order, when `signal` aborts. */
  run(signal: AbortSignal): Promise<void>;
}

export interface HousekeepingOptions {
  readonly timezone: string;
  readonly logger: Logger;
  /** Default: that of the wall, whatever clock reminders go by. */
  readonly clock?: Clock;
}

/**
 * Runs each chore at its times, never twice at once. One that fails is logged and tried again at its next time. `stop`
 * resolves when none is under way: after it the store is closed and the folder is another daemon's.
 */
export function startHousekeeping(chores: readonly Chore[], options: HousekeepingOptions): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const kept = Promise.all(chores.map((chore) => keep(chore, options, stopping.signal)));
  return {
    async stop() {
      stopping.abort();
      await kept;
    },
  };
}

async function keep(
  chore: Chore,
  { timezone, logger, clock = systemClock }: HousekeepingOptions,
  signal: AbortSignal,
): Promise<void> {
  const times = cron(chore.expression, { timezone });
  for (;;) {
    const next = times.next(clock.now());
    if (next === undefined) return;
    await sleepThrough(clock, next, signal);
    if (signal.aborted) return;
    await attempt(chore, logger, signal);
  }
}

async function attempt(chore: Chore, logger: Logger, signal: AbortSignal): Promise<void> {
  try {
    await chore.run(signal);
  } catch (error) {
    logger.error({ chore: chore.name, err: error }, 'housekeeping failed, tried again at its next time');
  }
}
