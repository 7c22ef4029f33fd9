import type { Daemon } from '../daemon/daemon.ts';
import type { DataFault } from '../daemon/data-fault-words.ts';
import type { ClockTrouble } from '../delivery/clock-trouble.ts';
import { MINUTE } from '../schedule/instant.ts';

/** What is due and still not planned after so long says that planning stands still: it takes milliseconds otherwise. */
const PATIENCE = MINUTE;

export type Readiness =
  | { readonly kind: 'ready' }
  | { readonly kind: 'data-gone'; readonly fault: DataFault }
  | { readonly kind: 'store-refuses'; readonly error: unknown }
  | { readonly kind: 'clock-doubtful'; readonly trouble: ClockTrouble }
  /** `reminder`: one of those that are not planned, if it is known. */
  | { readonly kind: 'planner-stands-still'; readonly reminder?: string };

/**
 * Whether reminders are planned as they fall due. A store that cannot write (a full disk) is known by that too: nothing
 * that is due gets planned any more.
 */
export async function readinessOf(daemon: Daemon): Promise<Readiness> {
  const { dataFault } = daemon;
  if (dataFault !== undefined) return { kind: 'data-gone', fault: dataFault };
  try {
    await daemon.history.count();
  } catch (error) {
    return { kind: 'store-refuses', error };
  }
  const trouble = daemon.clockTrouble();
  if (trouble) return { kind: 'clock-doubtful', trouble };
  const { dueSince, reminder } = daemon.planning();
  if (dueSince === undefined || daemon.now() - dueSince <= PATIENCE) return { kind: 'ready' };
  return { kind: 'planner-stands-still', ...(reminder !== undefined && { reminder }) };
}
