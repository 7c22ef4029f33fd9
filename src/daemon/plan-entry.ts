import type { Reminder } from '../config/config.ts';
import type { NewDelivery } from '../delivery/delivery.ts';
import type { MissedOccurrences, Span } from '../delivery/plans.ts';
import { DAY, type EpochMs, toEpochMs } from '../schedule/instant.ts';
import type { Due, Timetable } from '../schedule/occurrence.ts';
import { type OverrideIndex, timetableUnder } from '../schedule/override-index.ts';
import { MOMENT, plan, type Planned } from '../schedule/plan.ts';
import { LONGEST_QUIET } from '../schedule/quiet.ts';
import { inTurns } from './in-turns.ts';
import { missedOf } from './missed-series.ts';
import { deliveriesOf, type PlanContext } from './planned-deliveries.ts';
import { heldAtAll } from './reminder-quiet.ts';
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
  const { lateMs, catchUp } = reminder;
  const { now, overrides } = planning;
  const timetable = timetableUnder(reminder, overrides);
  // What came due in a pause is passed over, not recorded one by one: a year of seconds costs one step.
  const from = spokenFrom(entry.through, reminder.id, planning);
  const tooLate = staleThrough(reminder, toEpochMs(now - Math.max(lateMs, MOMENT) - 1));
  const isStale = from < tooLate && (timetable.next(from)?.at ?? Number.POSITIVE_INFINITY) <= tooLate;
  const stale: readonly Span[] = isStale ? [{ from, to: tooLate }] : [];
  const { planned, through } = plan(
    timetable,
    {
      cursor: isStale ? tooLate : from,
      now,
      limit: AT_ONCE,
      skippedBy: (occurrence) => overrides.skippedBy(reminder.id, occurrence),
    },
    { lateMs, catchUp, heldUntil: (at) => heldAtAll(reminder, at) },
  );
  return write(
    { ...entry, through, owed: stale.length === 0 ? entry.owed : [...entry.owed, ...stale] },
    planned,
    planning,
  );
}

/** What quiet hours hold at that instant is not too late yet, however long ago it was due. */
function staleThrough(reminder: Reminder, tooLate: EpochMs): EpochMs {
  return heldAtAll(reminder, tooLate) === undefined ? tooLate : toEpochMs(tooLate - LONGEST_QUIET * DAY);
}

/** So many occurrences that are owed are looked at in one go, and so many rows are written. */
const OWED_AT_ONCE = 10_000;
const ROWS_AT_ONCE = 200;

/**
 * Some of what a reminder owes: all of it missed, or skipped by hand. Gives way to others between its steps.
 *
 * @param elapsed By which clock it is long enough to give way.
 */
export async function planOwed(entry: Entry, planning: Planning, elapsed: () => number): Promise<EntryPlan> {
  const { reminder, owed } = entry;
  const [span, ...rest] = owed;
  if (span === undefined) return { entry, deliveries: [], missed: [] };
  const timetable = timetableUnder(reminder, planning.overrides);
  const planned: Planned[] = [];
  let rows = 0;
  for await (const due of inTurns(duesIn(timetable, spokenFrom(span.from, reminder.id, planning), span.to), elapsed)) {
    const lateMs = planning.now - due.at;
    for (const occurrence of due.occurrences) {
      const skippedBy = planning.overrides.skippedBy(reminder.id, occurrence);
      if (skippedBy === undefined) planned.push({ occurrence, lateMs, verdict: 'missed' });
      else planned.push({ occurrence, lateMs, verdict: 'skipped', skippedBy });
      rows += skippedBy === undefined ? 0 : 1;
    }
    if (planned.length >= OWED_AT_ONCE || rows >= ROWS_AT_ONCE) {
      return write({ ...entry, owed: [{ from: due.at, to: span.to }, ...rest] }, planned, planning);
    }
  }
  return write({ ...entry, owed: rest }, planned, planning);
}

/** What is due after `from`, through `to`. */
function* duesIn(timetable: Timetable, from: EpochMs, to: EpochMs): Generator<Due> {
  for (let due = timetable.next(from); due !== undefined && due.at <= to; due = timetable.next(due.at)) yield due;
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
