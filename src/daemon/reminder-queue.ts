import type { Reminder } from '../config/config.ts';
import type { Cursor, Span } from '../delivery/plans.ts';
import { DueHeap } from '../schedule/due-heap.ts';
import { type EpochMs, toEpochMs } from '../schedule/instant.ts';

/** A reminder, and how far it has been planned. */
export interface Entry {
  readonly reminder: Reminder;
  /** Planned through this instant, as written in the store. */
  readonly through: EpochMs;
  /** What came due before and is still to be recorded as missed. */
  readonly owed: readonly Span[];
}

/** All reminders of the configuration in force, in the order in which they come due. */
export class ReminderQueue {
  readonly #entries = new Map<string, Entry>();
  readonly #due = new DueHeap();
  /** Those with something owed. */
  readonly #owing = new Set<string>();

  /** When the first of them is due, and which; `undefined` = never. */
  get first(): { readonly id: string; readonly at: EpochMs } | undefined {
    return this.#due.peek();
  }

  /** Takes the first that is due by `now`; it comes back with {@link put}. */
  take(now: EpochMs): Entry | undefined {
    const first = this.#due.peek();
    if (first === undefined || first.at > now) return undefined;
    this.#due.delete(first.id);
    return this.#entries.get(first.id);
  }

  get owes(): boolean {
    return this.#owing.size > 0;
  }

  /** One that owes something; the others have their turn before it has another. */
  takeOwing(): Entry | undefined {
    const [id] = this.#owing;
    if (id === undefined) return undefined;
    this.#owing.delete(id);
    return this.#entries.get(id);
  }

  put(entry: Entry): void {
    const { id, paused, timetable } = entry.reminder;
    this.#entries.set(id, entry);
    if (entry.owed.length > 0) this.#owing.add(id);
    else this.#owing.delete(id);
    const due = paused ? undefined : timetable.next(entry.through);
    if (due === undefined) this.#due.delete(id);
    else this.#due.set(id, due.at);
  }

  /** What was taken and could not be written is due again. */
  restore(id: string): void {
    const entry = this.#entries.get(id);
    if (entry !== undefined) this.put(entry);
  }

  /** It is not due until it is put in anew. */
  leaveOut(id: string): void {
    this.#due.delete(id);
    this.#owing.delete(id);
  }

  get reminders(): readonly Reminder[] {
    return Array.from(this.#entries.values(), ({ reminder }) => reminder);
  }

  /** Another configuration, or cursors that have changed in the store. */
  replace(entries: readonly Entry[]): void {
    const ids = new Set(entries.map(({ reminder }) => reminder.id));
    for (const id of this.#entries.keys()) {
      if (ids.has(id)) continue;
      this.leaveOut(id);
      this.#entries.delete(id);
    }
    for (const entry of entries) this.put(entry);
  }
}

/** One for all that owe nothing, as by far the most do. */
const NOTHING: readonly Span[] = [];

/**
 * The entries of a configuration under these cursors, and what has to be written for that. A reminder that is new, or
 * due at other times than before, starts at `now`: no flood of the past.
 */
export function adopt(
  reminders: readonly Reminder[],
  cursors: readonly Cursor[],
  now: EpochMs,
): { readonly entries: readonly Entry[]; readonly changed: readonly Cursor[]; readonly ended: readonly string[] } {
  const known = new Map(cursors.map((cursor) => [cursor.reminder, cursor]));
  const entries = reminders.map((reminder): Entry => {
    const cursor = known.get(reminder.id);
    if (cursor?.trigger !== triggerOf(reminder)) return { reminder, through: now, owed: NOTHING };
    return { reminder, through: toEpochMs(Math.min(cursor.through, now)), owed: cursor.owed ?? NOTHING };
  });
  const ids = new Set(reminders.map(({ id }) => id));
  return {
    entries,
    changed: entries.filter((entry) => isNews(entry, known.get(entry.reminder.id))).map(cursorOf),
    ended: cursors.filter(({ reminder }) => !ids.has(reminder)).map(({ reminder }) => reminder),
  };
}

function isNews(entry: Entry, cursor: Cursor | undefined): boolean {
  return cursor?.trigger !== triggerOf(entry.reminder) || cursor.through !== entry.through;
}

export function cursorOf({ reminder, through, owed }: Entry): Cursor {
  const cursor = { reminder: reminder.id, through, trigger: triggerOf(reminder) };
  return owed.length === 0 ? cursor : { ...cursor, owed };
}

/** A paused reminder is another trigger: when it goes on, it starts at now. */
function triggerOf({ paused, triggerKey }: Reminder): string {
  return paused ? `paused ${triggerKey}` : triggerKey;
}
