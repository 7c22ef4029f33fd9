import { setImmediate } from 'node:timers/promises';
import type { Reminder } from '../config/config.ts';
import type { Clock } from '../delivery/clock.ts';
import type { Cursor, Plans, Term } from '../delivery/plans.ts';
import { type EpochMs, toEpochMs } from '../schedule/instant.ts';
import { overrideId } from '../schedule/override.ts';
import { indexOverrides } from '../schedule/override-index.ts';
import type { Overrides } from '../schedule/overrides.ts';
import { newRosterStarts } from '../schedule/roster-start.ts';
import type { Addresses } from './make-deliveries.ts';
import { type EntryPlan, planEntry, type Planning, planOwed } from './plan-entry.ts';
import { adopt, cursorOf, type Entry, ReminderQueue } from './reminder-queue.ts';
import type { ClockVerdict } from './timeline.ts';

export interface PlanWriterOptions {
  readonly plans: Plans;
  /** Read anew whenever something is due: what another process has set counts from then on. */
  readonly overrides: Overrides;
  readonly clock: Clock;
  /** Where messages go under the configuration in force. */
  readonly addresses: () => Addresses;
  /** Something new is to be sent, in these lanes; `undefined` = nobody knows where: the clock was set. */
  readonly onPlanned: (lanes?: ReadonlySet<string>) => void;
}

/** When, and in which term, something is planned. */
export interface PlanningFrame {
  readonly now: EpochMs;
  /** Default: nobody else plans on this store. */
  readonly term?: Term | undefined;
}

/** One transaction writes about this many deliveries at most: others wait for it. */
const BATCH = 500;
/** Whoever plans for so long lets others have their turn, in ms. */
const TURN = 5;

/** Takes reminders from the queue as they come due, and writes what they say, in batches that let others in between. */
export class PlanWriter {
  readonly #options: PlanWriterOptions;
  readonly #queue = new ReminderQueue();

  constructor(options: PlanWriterOptions) {
    this.#options = options;
  }

  /** The reminder that is due first, and when; `undefined` = none ever is. */
  get next(): { readonly reminder: string; readonly at: EpochMs } | undefined {
    const { first } = this.#queue;
    return first && { reminder: first.id, at: first.at };
  }

  /** All that is due at `now`. The first batch is on its way while the next is planned. */
  async planDue({ now, term }: PlanningFrame, stopping: AbortSignal): Promise<void> {
    const first = this.#queue.first;
    if (first === undefined || first.at > now) return;
    const planning = await this.#planning(now);
    while (!stopping.aborted) {
      const batch = this.#takeBatch(planning);
      if (batch.length === 0) return;
      await this.#commit(batch, term);
      await setImmediate();
    }
  }

  /** Some of what is owed, if anything is; returns whether there was. */
  async planOwed({ now, term }: PlanningFrame): Promise<boolean> {
    if (!this.#queue.owes) return false;
    const planning = await this.#planning(now);
    const entry = this.#queue.takeOwing();
    if (entry === undefined) return false;
    await this.#commit([await this.#planOwed(entry, planning)], term);
    return true;
  }

  /** Another configuration; what was planned under the old one is written. */
  async adopt(reminders: readonly Reminder[], { now, term }: PlanningFrame): Promise<void> {
    const { plans } = this.#options;
    await this.#rememberRosters(reminders, now);
    const { entries, changed, ended } = adopt(reminders, await plans.cursors(), now);
    if (changed.length > 0 || ended.length > 0) await plans.commit({ deliveries: [], cursors: changed, ended, term });
    this.#queue.replace(entries);
  }

  /** The clock was set, and is believed. */
  async move(
    { kind, through }: Extract<ClockVerdict, { kind: 'rewind' | 'skip' }>,
    frame: PlanningFrame,
  ): Promise<void> {
    const { plans } = this.#options;
    const { term } = frame;
    if (kind === 'rewind') {
      await plans.rewind(through, term);
      await this.#forgetRosters(through);
    } else {
      const past = (cursor: Cursor): Cursor => ({ ...cursor, through: toEpochMs(Math.max(cursor.through, through)) });
      await plans.commit({ deliveries: [], cursors: (await plans.cursors()).map(past), term });
    }
    // Before the first configuration nobody knows which cursors are of reminders that are no more.
    if (this.#queue.reminders.length > 0) await this.adopt(this.#queue.reminders, frame);
    // Messages may have been called back, and nothing need be due.
    this.#options.onPlanned();
  }

  /** Before the cursors: a roster that is not written down is seen again. */
  async #rememberRosters(reminders: readonly Reminder[], now: EpochMs): Promise<void> {
    const { overrides } = this.#options;
    if (reminders.every(({ roster }) => roster === undefined)) return;
    for (const start of newRosterStarts(reminders, await overrides.list(), now)) await overrides.set(start);
  }

  /** Those that were first seen by a clock that stood ahead. */
  async #forgetRosters(after: EpochMs): Promise<void> {
    const { overrides } = this.#options;
    for (const each of await overrides.list()) {
      if (each.kind === 'roster-start' && each.at > after) await overrides.remove(overrideId(each), after);
    }
  }

  async #planning(now: EpochMs): Promise<Planning> {
    const overrides = indexOverrides(await this.#options.overrides.list());
    return { ...this.#options.addresses(), overrides, away: overrides.away, now };
  }

  /** Some of what is due, planned. */
  #takeBatch(planning: Planning): readonly EntryPlan[] {
    const batch: EntryPlan[] = [];
    const deadline = this.#options.clock.elapsed() + TURN;
    for (let count = 0; count < BATCH && this.#options.clock.elapsed() <= deadline; ) {
      const entry = this.#queue.take(planning.now);
      if (entry === undefined) break;
      const planned = this.#plan(entry, planning, batch);
      batch.push(planned);
      count += 1 + planned.deliveries.length;
    }
    return batch;
  }

  #plan(entry: Entry, planning: Planning, before: readonly EntryPlan[]): EntryPlan {
    try {
      return planEntry(entry, planning);
    } catch (error) {
      this.#restore(before);
      throw this.#leaveOut(entry, error);
    }
  }

  async #planOwed(entry: Entry, planning: Planning): Promise<EntryPlan> {
    try {
      return await planOwed(entry, planning, () => this.#options.clock.elapsed());
    } catch (error) {
      throw this.#leaveOut(entry, error);
    }
  }

  /** A reminder that cannot be planned (a bug) is left out until the next configuration. All others go on. */
  #leaveOut({ reminder }: Entry, cause: unknown): Error {
    this.#queue.leaveOut(reminder.id);
    return new Error(`reminder ${reminder.id} cannot be planned`, { cause });
  }

  #restore(batch: readonly EntryPlan[]): void {
    for (const { entry } of batch) this.#queue.restore(entry.reminder.id);
  }

  async #commit(batch: readonly EntryPlan[], term: Term | undefined): Promise<void> {
    const deliveries = batch.flatMap((each) => each.deliveries);
    try {
      await this.#options.plans.commit({
        deliveries,
        missed: batch.flatMap((each) => each.missed),
        cursors: batch.map(({ entry }) => cursorOf(entry)),
        term,
      });
    } catch (error) {
      this.#restore(batch);
      throw error;
    }
    for (const { entry } of batch) this.#queue.put(entry);
    if (deliveries.length > 0) this.#options.onPlanned(new Set(deliveries.map(({ lane }) => lane)));
  }
}
