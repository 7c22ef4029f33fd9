import { schedule } from 'node-cron';
import type { Logger } from './logger.ts';

/** What the daemon does for itself, at quiet hours. */
export interface Chore {
  readonly name: string;
  /** Cron expression, read in `timezone`. */
  readonly expression: string;
  run(): Promise<void>;
}

/** Runs chores on node-cron's scheduler. A chore that fails is logged and tried again at its next time. */
export function startHousekeeping(chores: readonly Chore[], timezone: string, logger: Logger): { stop(): void } {
  const tasks = chores.map((chore) =>
    schedule(chore.expression, () => attempt(chore, logger), {
      timezone,
      noOverlap: true,
      suppressMissedWarning: true,
    }),
  );
  return {
    stop: () => {
      for (const task of tasks) void task.destroy();
    },
  };
}

async function attempt(chore: Chore, logger: Logger): Promise<void> {
  try {
    await chore.run();
  } catch (error) {
    logger.error({ chore: chore.name, err: error }, 'housekeeping failed, tried again at its next time');
  }
}
