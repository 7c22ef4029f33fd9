import { setImmediate } from 'node:timers/promises';
import type { Flights } from './flights.ts';

/** A single turn without an answer is often only the gap between two, and each commit waits for the disk. */
const IDLE_TURNS = 3;

/**
 * Answers that come in one after the other are recorded together: one fsync for all of them. Ends when some turns of
 * the event loop in a row have brought none.
 */
export async function gather(flights: Flights): Promise<void> {
  let idle = 0;
  do {
    const landed = flights.landings.length;
    await setImmediate();
    idle = flights.landings.length > landed ? 0 : idle + 1;
  } while (idle < IDLE_TURNS && isGathering(flights));
}

/** Whether it is worth waiting: something has landed, and more is on its way. */
function isGathering({ landings, busy }: Flights): boolean {
  return landings.length > 0 && landings.length < busy;
}
