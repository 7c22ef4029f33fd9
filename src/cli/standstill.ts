import type { Reminder } from '../config/config.ts';
import { adopt } from '../daemon/reminder-queue.ts';
import type { Cursor } from '../delivery/plans.ts';
import { type EpochMs, MINUTE } from '../schedule/instant.ts';

/** What is due takes milliseconds to be planned; a daemon that has just started first catches up. */
const PATIENCE = 2 * MINUTE;

/** The reminder that has been due for longest and is not planned. */
export interface Standstill {
  readonly reminder: string;
  readonly dueAt: EpochMs;
}

/**
 * Whether planning stands still, seen from outside: by how far it has got. A reminder that is new, or due at other times
 * than when it was planned last, says nothing: the daemon may have read the folder a moment ago.
 *
 * @param since When the daemon that runs has begun.
 */
export function findStandstill(
  reminders: readonly Reminder[],
  cursors: readonly Cursor[],
  { since, now }: { readonly since: EpochMs; readonly now: EpochMs },
): Standstill | undefined {
  if (now - since <= PATIENCE) return undefined;
  const [oldest] = adopt(reminders, cursors, now)
    .entries.filter(({ reminder, through }) => !reminder.paused && now - through > PATIENCE)
    .flatMap(({ reminder, through }) => {
      const due = reminder.timetable.next(through);
      return due && now - due.at > PATIENCE ? [{ reminder: reminder.id, dueAt: due.at }] : [];
    })
    .toSorted((a, b) => a.dueAt - b.dueAt);
  return oldest;
}
