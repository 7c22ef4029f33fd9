import type { NewDelivery } from '../delivery/delivery.ts';
import type { MissedOccurrences, Span } from '../delivery/plans.ts';
import { type EpochMs, toEpochMs } from '../schedule/instant.ts';
import { type OverrideIndex, timetableUnder } from '../schedule/override-index.ts';
import { MOMENT, plan, type Planned } from '../schedule/plan.ts';
import { missedOf } from './missed-series.ts';
import { deliveriesOf, type PlanContext } from './planned-deliveries.ts';
import type { Entry } from './reminder-queue.ts';

/** What planning one reminder gives: what to write, and how it stands then. */
export interface EntryPlan {
  readonly entry: Entry;
  readonly deliveries: readonly NewDelivery[];
  readonly missed: readonly MissedOccurrences[];
}

export interface Planning extends PlanContext {
  readonly overrides: OverrideIndex;
}

/** So many occurrences of one reminder are planned in one go. */
const AT_ONCE = 200;

/**
 * Plans what is due of a reminder by now. What is too late for sure is only noted as owed: what is due now goes out
 * first.
 */
export function planEntry(entry: Entry, planning: Planning): EntryPlan {
  const { reminder } = entry;
  const { now, overrides } = planning;
  const timetable = timetableUnder(reminder.timetable, overrides);
  // What came due in a pause is passed over, not recorded one by one: a year of seconds costs one step.
  const from = spokenFrom(entry.through, reminder.id, planning);
  const tooLate = toEpochMs(now - Math.max(reminder.lateMs, MOMENT) - 1);
  const first = timetable.next(from);
  const stale: readonly Span[] = first !== undefined && first.at <= tooLate ? [{ from, to: tooLate }] : [];
  const { planned, through } = plan(
    timetable,
    {
      cursor: stale.length > 0 ? tooLate : from,
      now,
      limit: AT_ONCE,
      skippedBy: (occurrence) => overrides.skippedBy(reminder.id, occurrence),
    },
    reminder,
  );
  return write({ ...entry, through, owed: [...entry.owed, ...stale] }, planned, planning);
}

/** So many occurrences that are owed are looked at in one go, and so many rows are written. */
const OWED_AT_ONCE = 10_000;
const ROWS_AT_ONCE = 200;

/**
 * Some of what a reminder owes: all of it missed, or skipped by hand. Gives way to others between its steps.
 *
 * @param pause Called after each occurrence; what it gives, if anything, resolves when others have had their turn.
 */
export async function planOwed(
  entry: Entry,
  planning: Planning,
  pause: () => Promise<void> | undefined,
): Promise<EntryPlan> {
  const { reminder, owed } = entry;
  const [span, ...rest] = owed;
  if (span === undefined) return { entry, deliveries: [], missed: [] };
  const timetable = timetableUnder(reminder.timetable, planning.overrides);
  const planned: Planned[] = [];
  let from = spokenFrom(span.from, reminder.id, planning);
  let rows = 0;
  while (planned.length < OWED_AT_ONCE && rows < ROWS_AT_ONCE) {
    const due = timetable.next(from);
    if (due === undefined || due.at > span.to) {
      return write({ ...entry, owed: rest }, planned, planning);
    }
    for (const occurrence of due.occurrences) {
      const lateMs = planning.now - due.at;
      const skippedBy = planning.overrides.skippedBy(reminder.id, occurrence);
      if (skippedBy === undefined) planned.push({ occurrence, lateMs, verdict: 'missed' });
      else {
        planned.push({ occurrence, lateMs, verdict: 'skipped', skippedBy });
        rows += 1;
      }
    }
    from = due.at;
    const others = pause();
    if (others !== undefined) await others;
  }
  return write({ ...entry, owed: [{ from, to: span.to }, ...rest] }, planned, planning);
}

function spokenFrom(from: EpochMs, reminder: string, { overrides, now }: Planning): EpochMs {
  return toEpochMs(Math.max(from, Math.min(now, overrides.silentThrough(reminder))));
}

function write(entry: Entry, planned: readonly Planned[], planning: Planning): EntryPlan {
  const { reminder } = entry;
  return {
    entry,
    deliveries: planned
      .filter(({ verdict }) => verdict !== 'missed')
      .flatMap((each) => deliveriesOf(reminder, each, planning)),
    missed: missedOf(reminder, planned, planning),
  };
}
