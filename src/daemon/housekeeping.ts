import { type ScheduledTask, schedule } from 'node-cron';
import { SECOND } from '../schedule/instant.ts';
import type { Logger } from './logger.ts';

/** What the daemon does for itself, at quiet hours. */
export interface Chore {
  readonly name: string;
  /** Cron expression, read in `timezone`. */
  readonly expression: string;
  run(): Promise<void>;
}

/** No reminder waits for the scheduler, which takes longer to find its first time than the planner to arm them all. */
const AFTER_THE_START = SECOND;

/** Runs chores on node-cron's scheduler. A chore that fails is logged and tried again at its next time. */
export function startHousekeeping(chores: readonly Chore[], timezone: string, logger: Logger): { stop(): void } {
  let tasks: readonly ScheduledTask[] = [];
  const start = setTimeout(() => {
    tasks = chores.map((chore) =>
      schedule(chore.expression, () => attempt(chore, logger), {
        timezone,
        noOverlap: true,
        suppressMissedWarning: true,
      }),
    );
  }, AFTER_THE_START);
  return {
    stop: () => {
      clearTimeout(start);
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
