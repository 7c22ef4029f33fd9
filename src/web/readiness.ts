import type { Daemon } from '../daemon/daemon.ts';
import { MINUTE } from '../schedule/instant.ts';

/** What is due and still not planned after so long says that planning stands still: it takes milliseconds otherwise. */
const PATIENCE = MINUTE;

export type Readiness =
  | { readonly kind: 'ready' }
  | { readonly kind: 'data-gone'; readonly fault: string }
  | { readonly kind: 'store-refuses'; readonly error: unknown }
  | { readonly kind: 'planner-stands-still'; readonly reminder: string };

/**
 * Whether reminders are planned as they fall due. A store that cannot write (a full disk) is known by that too: nothing
 * that is due gets planned any more.
 */
export async function readinessOf(daemon: Daemon): Promise<Readiness> {
  const { dataFault } = daemon;
  if (dataFault !== undefined) return { kind: 'data-gone', fault: dataFault };
  try {
    const cursors = new Map((await daemon.history.cursors()).map(({ reminder, through }) => [reminder, through]));
    const latest = daemon.now() - PATIENCE;
    const behind = daemon.config.reminders.find(({ id, paused, timetable }) => {
      const through = cursors.get(id);
      if (through === undefined) return true;
      return !paused && through < latest && (timetable.next(through)?.at ?? Number.POSITIVE_INFINITY) < latest;
    });
    return behind ? { kind: 'planner-stands-still', reminder: behind.id } : { kind: 'ready' };
  } catch (error) {
    return { kind: 'store-refuses', error };
  }
}
