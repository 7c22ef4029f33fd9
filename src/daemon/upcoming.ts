import type { Reminder } from '../config/config.ts';
import type { Due, Occurrence } from '../schedule/occurrence.ts';
import { type EpochMs, toEpochMs } from '../schedule/instant.ts';

/** One occurrence that will fire, with the reminder it belongs to. */
export interface Upcoming {
  readonly reminder: Reminder;
  readonly occurrence: Occurrence;
}

export interface UpcomingQuery {
  /** Inclusive. */
  readonly from: EpochMs;
  /** Exclusive. Default: no end. */
  readonly until?: EpochMs;
  /** At most so many. Default: no bound, so give one or `until`. */
  readonly count?: number;
  readonly reminder?: string;
  readonly robot?: string;
}

/**
 * What will fire, lazily, in order of time, then of reminder id: exactly what the planner will plan.
 * Paused reminders give nothing.
 */
export function* upcoming(reminders: readonly Reminder[], query: UpcomingQuery): Generator<Upcoming> {
  const queue = new Merge(
    reminders.filter((reminder) => isAskedFor(reminder, query)),
    query.from,
  );
  let left = query.count ?? Number.POSITIVE_INFINITY;
  while (left > 0) {
    const head = queue.take();
    if (!head || (query.until !== undefined && head.due.at >= query.until)) return;
    for (const occurrence of head.due.occurrences) {
      if (left-- <= 0) return;
      yield { reminder: head.reminder, occurrence };
    }
  }
}

function isAskedFor(reminder: Reminder, query: UpcomingQuery): boolean {
  if (reminder.paused) return false;
  if (query.reminder !== undefined && reminder.id !== query.reminder) return false;
  return query.robot === undefined || reminder.robots.includes(query.robot);
}

interface Head {
  readonly reminder: Reminder;
  readonly due: Due;
}
