import type { Reminder } from '../config/config.ts';
import type { Cause } from '../delivery/cause.ts';
import { type EpochMs, toEpochMs } from '../schedule/instant.ts';
import { quietCause } from './robot-quiet.ts';

type Held = Pick<Reminder, 'quietUntil' | 'priority' | 'robots'>;

/** When the quiet hours end that hold a reminder at one of its robots; a priority passes them. */
export function heldAt({ quietUntil, priority }: Held, at: EpochMs, robot: string): EpochMs | undefined {
  return priority > 0 ? undefined : quietUntil?.(at, robot);
}

/** When the first of its robots is quiet no more; `undefined`: one of them is not quiet. */
export function heldAtAll(reminder: Held, at: EpochMs): EpochMs | undefined {
  const ends = reminder.robots.map((robot) => heldAt(reminder, at, robot));
  const found = ends.filter((end) => end !== undefined);
  return found.length === ends.length && found.length > 0 ? toEpochMs(Math.min(...found)) : undefined;
}

/** Why it is told later than at its time, by one of its robots at least. */
export function holdingCause(reminder: Held, at: EpochMs): Cause | undefined {
  const until = reminder.robots.map((robot) => heldAt(reminder, at, robot)).find((end) => end !== undefined);
  return until === undefined ? undefined : quietCause(until);
}
