import type { Reminder } from '../config/config.ts';
import type { Due, Occurrence } from '../schedule/occurrence.ts';
import { DueHeap } from '../schedule/due-heap.ts';
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
  let left = query.count ?? Number.POSITIVE_INFINITY;
  for (const { reminder, due } of inOrder(
    reminders.filter((each) => isAskedFor(each, query)),
    query.from,
  )) {
    if (query.until !== undefined && due.at >= query.until) return;
    for (const occurrence of due.occurrences) {
      if (left-- <= 0) return;
      yield { reminder, occurrence };
    }
  }
}

/** The next occurrence of each reminder, the soonest first. */
export function nextOfEach(reminders: readonly Reminder[], from: EpochMs): readonly Upcoming[] {
  return reminders
    .flatMap((reminder) => [...upcoming([reminder], { from, count: 1 })])
    .toSorted((a, b) => a.occurrence.at - b.occurrence.at);
}

function isAskedFor(reminder: Reminder, query: UpcomingQuery): boolean {
  if (reminder.paused) return false;
  if (query.reminder !== undefined && reminder.id !== query.reminder) return false;
  return query.robot === undefined || reminder.robots.includes(query.robot);
}

function* inOrder(reminders: readonly Reminder[], from: EpochMs): Generator<{ reminder: Reminder; due: Due }> {
  const heads = new Map<string, { reminder: Reminder; due: Due }>();
  const heap = new DueHeap();
  const advance = (reminder: Reminder, after: EpochMs): void => {
    const due = reminder.timetable.next(after);
    if (due === undefined) {
      heap.delete(reminder.id);
      return;
    }
    heads.set(reminder.id, { reminder, due });
    heap.set(reminder.id, due.at);
  };
  for (const reminder of reminders) advance(reminder, toEpochMs(from - 1));
  for (let entry = heap.peek(); entry; entry = heap.peek()) {
    const head = heads.get(entry.id);
    if (head === undefined) throw new Error(`no head for ${entry.id}`);
    yield head;
    advance(head.reminder, head.due.at);
  }
}
