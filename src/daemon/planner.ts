import type { Reminder } from '../config/config.ts';
import { storeBackoffMs } from '../delivery/backoff.ts';
import type { Clock, Random } from '../delivery/clock.ts';
import type { Cursor, NewDelivery, Outbox } from '../delivery/outbox.ts';
import { createWaker } from '../delivery/waker.ts';
import { DueHeap } from '../schedule/due-heap.ts';
import { type EpochMs, SECOND, toEpochMs } from '../schedule/instant.ts';
import { indexOverrides, type OverrideIndex, timetableUnder } from '../schedule/override-index.ts';
import type { Overrides } from '../schedule/overrides.ts';
import { MOMENT, type Plan, plan } from '../schedule/plan.ts';
import { confirmedCursor, readCursors } from './confirmed.ts';
import { errorFields } from './error-fields.ts';
import type { Logger } from './logger.ts';
import { deliveriesOf } from './planned-deliveries.ts';

/** Plans what falls due, and writes it into the outbox together with how far it got. */
export interface Planner {
  /** Takes up the stored cursors and begins. Resolves when they are written. */
  start(reminders: readonly Reminder[]): Promise<void>;
  /**
   * Another configuration: what is due by now is planned under the old one, reminders that are due at the same times
   * as before go on where they are. Resolves when that is written, or when the planner stops.
   */
  replace(reminders: readonly Reminder[]): Promise<void>;
  /**
   * Whatever the outbox holds may be sent, if it is due by `now`: what was planned ahead of its instant has been planned
   * anew where anything was set by hand since, or where nobody looked at the clock when its instant came. Returns
   * whether anything planned ahead has come due since it was asked last.
   */
  confirm(now: EpochMs): Promise<boolean>;
  /** Idempotent; resolves when the plan under way is written. */
  stop(): Promise<void>;
}

export interface PlannerOptions {
  readonly outbox: Outbox;
  /** Read anew whenever something is due: what another process has set counts from then on. */
  readonly overrides: Overrides;
  readonly clock: Clock;
  /** Spreads the retries when the store refuses. */
  readonly random: Random;
  /** The lane of each robot, by the robot's name. */
  readonly lanes: () => ReadonlyMap<string, string>;
  /** What robots in keyword mode want in every message, by the robot's name. Default: nothing. */
  readonly keywords?: () => ReadonlyMap<string, readonly string[]>;
  readonly logger: Logger;
  /** New deliveries are in the outbox. */
  readonly onPlanned: () => void;
  /**
   * How long before its instant an occurrence is planned, rendered and written, ms: when it comes due, nothing but
   * sending is left to do. Whoever sends asks {@link Planner.confirm} first. Default 0.
   */
  readonly leadMs?: number;
}

/** One transaction writes about this many deliveries at most. */
const BATCH = 1_000;
/** How long what was confirmed waits for another write that says so, ms: when much is due, nothing else is written. */
const SEAL_AFTER = SECOND;
/** The trigger of a reminder that was taken out: one that comes back under its id starts at now. */
const REMOVED = 'removed';
/** Far enough to mean "never" to a clock that sleeps in slices. */
const LONG = 24 * 60 * 60 * SECOND;

const NO_KEYWORDS: ReadonlyMap<string, readonly string[]> = new Map();

interface Entry {
  readonly reminder: Reminder;
  /** Planned through this instant, as written in the store. */
  through: EpochMs;
}

interface PlannedEntry {
  readonly entry: Entry;
  readonly through: EpochMs;
  readonly deliveries: readonly NewDelivery[];
}

export function createPlanner(options: PlannerOptions): Planner {
  const { outbox, clock, lanes, keywords = () => NO_KEYWORDS, logger, onPlanned, leadMs = 0 } = options;
  let entries: readonly Entry[] = [];
  const heap = new DueHeap<Entry>();
  const stopping = new AbortController();
  const waker = createWaker(clock);
  const waiting: { readonly reminders: readonly Reminder[]; readonly adopted: () => void }[] = [];
  let running: Promise<void> | undefined;
  /** What is being planned or taken back: one after the other. */
  let work: Promise<unknown> = Promise.resolve();
  /** Instants that have been planned ahead and not been confirmed. */
  const ahead = new Set<EpochMs>();
  /** What was set by hand when they were planned. */
  let aheadUnder = '';
  /** Whether any of them has come since whoever sends asked last. */
  let hasComeDue = false;
  /** Everything through this instant is confirmed. */
  let confirmed = clock.now();
  /** The same, as the store knows it. */
  let sealed = confirmed;
  /** When anything was last confirmed or planned. */
  let cameAt = -Infinity;

  async function start(reminders: readonly Reminder[]): Promise<void> {
    const now = clock.now();
    const left = readCursors(await outbox.cursors(), now);
    await adopt(reminders, left.cursors, { now, after: left.confirmed });
    running = run();
  }

  function replace(reminders: readonly Reminder[]): Promise<void> {
    const adopted = Promise.withResolvers<void>();
    waiting.push({ reminders, adopted: adopted.resolve });
    waker.wake();
    return adopted.promise;
  }

  /**
   * A reminder that is new, or due at other times than before, starts at now: no flood of the past. Nor does anything
   * count that was planned for instants after `after`: yet to come, or come when nobody ran to confirm it.
   */
  async function adopt(
    reminders: readonly Reminder[],
    cursors: readonly Cursor[],
    { now, after }: { readonly now: EpochMs; readonly after: EpochMs },
  ): Promise<void> {
    const known = new Map<string, Cursor>();
    for (const cursor of cursors) known.set(cursor.reminder, cursor);
    const adopted: Entry[] = [];
    const changes: Cursor[] = [];
    for (const reminder of reminders) {
      const cursor = known.get(reminder.id);
      known.delete(reminder.id);
      const trigger = triggerOf(reminder);
      const goesOn = cursor?.trigger === trigger;
      const through = goesOn ? earlier(cursor.through, after) : now;
      adopted.push({ reminder, through });
      if (!goesOn || through < cursor.through) changes.push({ reminder: reminder.id, through, trigger });
    }
    const ended = [...known.keys()];
    for (const reminder of ended) changes.push({ reminder, through: now, trigger: REMOVED });
    await withdraw(after, { cursors: changes, through: now });
    for (const id of ended) heap.delete(id);
    entries = adopted;
    for (const entry of entries) arm(entry);
  }

  function arm(entry: Entry): void {
    const { id, paused, timetable } = entry.reminder;
    const due = paused ? undefined : timetable.next(entry.through);
    if (due === undefined) heap.delete(id);
    else heap.set(id, due.at, entry);
  }

  async function run(): Promise<void> {
    let before = clock.now();
    let failures = 0;
    while (!stopping.signal.aborted) {
      const now = clock.now();
      const isBack = now < before;
      try {
        await inTurn(async () => {
          if (isBack) await clockWentBack(now);
          await planThrough(now);
          if (await isOutdated(now)) await planAnew(now);
          settle(now);
          await adoptWaiting(now);
          await planAhead(now);
          if (sealAt() <= now) await seal();
        });
        before = now;
        if (failures > 0) logger.info('the store works again, planning goes on');
        failures = 0;
        await waker.sleep(toEpochMs(Math.min((heap.peek()?.at ?? now + LONG) - leadMs, firstAhead(), sealAt())));
      } catch (error) {
        failures += 1;
        if (failures === 1)
          logger.error(errorFields(error), 'the store refuses the plan; nothing is lost, tried again');
        const pause = storeBackoffMs(failures, options.random);
        await clock.sleepUntil(toEpochMs(now + Math.ceil(pause)), stopping.signal);
      }
    }
  }

  function inTurn(task: () => Promise<void>): Promise<void> {
    const done = work.then(() => task());
    work = done.catch(() => undefined);
    return done;
  }

  async function adoptWaiting(now: EpochMs): Promise<void> {
    for (let next = waiting[0]; next; next = waiting[0]) {
      const cursors = entries.map(({ reminder, through }) => cursorOf(reminder, through));
      await adopt(next.reminders, cursors, { now, after: now });
      waiting.shift();
      next.adopted();
    }
  }

  /** Nothing is sent twice (known ids add nothing), and nothing stalls: a cursor in the future comes back to now. */
  async function clockWentBack(now: EpochMs): Promise<void> {
    logger.warn({ now: new Date(now).toISOString() }, 'the clock was set back');
    await planAgainFrom(now);
  }

  /** Plans all that is due at `now`, many reminders per transaction. */
  async function planThrough(now: EpochMs): Promise<void> {
    if (!isDue(now)) return;
    const overrides = indexOverrides(await options.overrides.list());
    while (isDue(now)) await commitBatch(takeBatch(now, { overrides, now }));
    cameAt = now;
  }

  /** The same for what comes due soon. */
  async function planAhead(now: EpochMs): Promise<void> {
    const horizon = toEpochMs(now + leadMs);
    if (!isDue(horizon)) return;
    const set = await options.overrides.list();
    const under = JSON.stringify(set);
    if (under !== aheadUnder) await takeBackAhead();
    aheadUnder = under;
    const overrides = indexOverrides(set);
    while (isDue(horizon)) {
      const batch = takeBatch(horizon, { overrides, now });
      for (const { entry } of batch) for (const at of instantsOf(entry, horizon)) ahead.add(at);
      const through = confirmed;
      await commitBatch(batch, marks(through));
      sealed = through;
    }
  }

  async function confirm(now: EpochMs): Promise<boolean> {
    if (await isOutdated(now)) await inTurn(() => planAnew(now));
    settle(now);
    const answer = hasComeDue;
    hasComeDue = false;
    return answer;
  }

  function settle(now: EpochMs): void {
    confirmed = now;
    for (const at of ahead) {
      if (at > now) continue;
      ahead.delete(at);
      hasComeDue = true;
      cameAt = now;
    }
  }

  /** When the store has to be told what is confirmed, if nothing else is written before. */
  function sealAt(): number {
    return leadMs > 0 && cameAt > sealed ? cameAt + SEAL_AFTER : Infinity;
  }

  /** What is confirmed by now stays as it is, be it that this process ends. */
  async function seal(): Promise<void> {
    const through = confirmed;
    await outbox.commit({ deliveries: [], cursors: marks(through) });
    sealed = through;
  }

  /** Whoever plans nothing ahead has nothing to confirm. */
  function marks(through: EpochMs): readonly Cursor[] {
    return leadMs > 0 ? [confirmedCursor(through)] : [];
  }

  /** Whether anything that was planned ahead and is due at `now` would be planned in another way today. */
  async function isOutdated(now: EpochMs): Promise<boolean> {
    const first = firstAhead();
    if (first > now) return false;
    // Nobody ran when it came due, because the machine was suspended: it is late, or even missed.
    if (now - first > MOMENT) return true;
    return JSON.stringify(await options.overrides.list()) !== aheadUnder;
  }

  async function planAnew(now: EpochMs): Promise<void> {
    await takeBackAhead();
    await planThrough(now);
    waker.wake();
  }

  async function takeBackAhead(): Promise<void> {
    if (ahead.size > 0) await planAgainFrom(toEpochMs(firstAhead() - 1));
  }

  function firstAhead(): number {
    return Math.min(...ahead);
  }

  /** What comes after this instant is planned once more. */
  async function planAgainFrom(through: EpochMs): Promise<void> {
    const early = entries.filter((entry) => entry.through > through);
    const cursors = early.map(({ reminder }) => cursorOf(reminder, through));
    await withdraw(through, { cursors, through: earlier(confirmed, through) });
    for (const entry of early) {
      entry.through = through;
      arm(entry);
    }
  }

  /** Takes back what was planned ahead for instants after this one; writes who will plan it, and what is confirmed then. */
  async function withdraw(
    after: EpochMs,
    { cursors, through }: { readonly cursors: readonly Cursor[]; readonly through: EpochMs },
  ): Promise<void> {
    await outbox.commit({ withdrawAfter: after, deliveries: [], cursors: [...cursors, ...marks(through)] });
    confirmed = through;
    sealed = through;
    for (const at of ahead) if (at > after) ahead.delete(at);
  }

  async function commitBatch(batch: readonly PlannedEntry[], mark: readonly Cursor[] = []): Promise<void> {
    try {
      await outbox.commit({
        deliveries: batch.flatMap(({ deliveries }) => deliveries),
        cursors: [...batch.map(({ entry, through }) => cursorOf(entry.reminder, through)), ...mark],
      });
      for (const { entry, through } of batch) entry.through = through;
    } finally {
      // Written or not: what was taken from the heap is due again at its cursor.
      for (const { entry } of batch) arm(entry);
    }
    onPlanned();
  }

  /** Some of what is due at `instant`, planned as it is then, be that `now` or soon. */
  function takeBatch(
    instant: EpochMs,
    { overrides, now }: { readonly overrides: OverrideIndex; readonly now: EpochMs },
  ): readonly PlannedEntry[] {
    const batch: PlannedEntry[] = [];
    for (let count = 0; count < BATCH && isDue(instant); ) {
      const entry = takeFirst();
      const { planned, through } = planEntry(entry, instant, overrides);
      const deliveries = planned.flatMap((each) =>
        deliveriesOf(entry.reminder, each, { lanes: lanes(), keywords: keywords(), away: overrides.away, now }),
      );
      batch.push({ entry, through, deliveries });
      count += deliveries.length;
    }
    return batch;
  }

  function isDue(now: EpochMs): boolean {
    const first = heap.peek();
    return first !== undefined && first.at <= now;
  }

  function takeFirst(): Entry {
    const first = heap.peek();
    if (first === undefined) throw new Error('nothing is due');
    heap.delete(first.id);
    return first.value;
  }

  async function stop(): Promise<void> {
    stopping.abort();
    waker.wake();
    await running;
    if (sealAt() < Infinity)
      await seal().catch((error: unknown) => logger.warn(errorFields(error), 'how far it came is not written'));
    for (const { adopted } of waiting.splice(0)) adopted();
  }

  return { start, replace, confirm, stop };
}

/** All that is to be planned through this instant, be it passed over in the end. */
function* instantsOf({ reminder: { timetable }, through: from }: Entry, through: EpochMs): Generator<EpochMs> {
  for (let due = timetable.next(from); due && due.at <= through; due = timetable.next(due.at)) yield due.at;
}

/** What came due in a pause is passed over, not recorded one by one: a year of seconds costs one step. */
function planEntry({ reminder, through }: Entry, now: EpochMs, overrides: OverrideIndex): Plan {
  const silentThrough = Math.min(now, overrides.silentThrough(reminder.id));
  return plan(
    timetableUnder(reminder.timetable, overrides),
    {
      cursor: toEpochMs(Math.max(through, silentThrough)),
      now,
      limit: BATCH,
      skippedBy: (occurrence) => overrides.skippedBy(reminder.id, occurrence),
    },
    reminder,
  );
}

/** A paused reminder is another trigger: when it goes on, it starts at now. */
function triggerOf({ paused, triggerKey }: Reminder): string {
  return paused ? `paused ${triggerKey}` : triggerKey;
}

function cursorOf(reminder: Reminder, through: EpochMs): Cursor {
  return { reminder: reminder.id, through, trigger: triggerOf(reminder) };
}

function earlier(a: EpochMs, b: EpochMs): EpochMs {
  return a < b ? a : b;
}
