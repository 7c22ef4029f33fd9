import { setImmediate } from 'node:timers/promises';
import type { Reminder } from '../config/config.ts';
import type { Clock, ClockReading, Random } from '../delivery/clock.ts';
import type { ClockTrouble } from '../delivery/clock-trouble.ts';
import type { Plans } from '../delivery/plans.ts';
import { createStorePatience } from '../delivery/store-patience.ts';
import { createWaker } from '../delivery/waker.ts';
import { type EpochMs, SECOND, toEpochMs } from '../schedule/instant.ts';
import type { Overrides } from '../schedule/overrides.ts';
import { errorFields } from './error-fields.ts';
import type { Logger } from './logger.ts';
import type { Addresses } from './make-deliveries.ts';
import { type PlannedThrough, PlanWriter } from './plan-writer.ts';
import { type Implausible, isPlausible, judgeClock, newTimeline, type Timeline } from './timeline.ts';

/** Plans what falls due, and writes it into the store together with how far it got. */
export interface Planner {
  /** Takes up the stored cursors and begins. Resolves when they are written, or the clock is not believed yet. */
  start(reminders: readonly Reminder[]): Promise<void>;
  /**
   * Another configuration: what is due by now is planned under the old one, reminders that are due at the same times
   * as before go on where they are. Resolves when that is written, or when the planner stops.
   */
  replace(reminders: readonly Reminder[]): Promise<void>;
  /** How planning stands. */
  readonly standing: PlannerStanding;
  /** Whether what the clock shows may be gone by: nobody sends or expires anything by one that is not plausible. */
  believes(at: ClockReading): boolean;
  /** Idempotent; resolves when the plan under way is written. */
  stop(): Promise<void>;
}

/** What a planner is doing; print it to see. */
export interface PlannerStanding extends PlannedThrough {
  /** Why nothing is planned at present; `undefined` = the clock is believed. */
  readonly clockTrouble: ClockTrouble | undefined;
}

export interface PlannerOptions {
  readonly plans: Plans;
  /** Read anew whenever something is due: what another process has set counts from then on. */
  readonly overrides: Overrides;
  readonly clock: Clock;
  /** Spreads the retries when the store refuses. */
  readonly random: Random;
  /** Where messages go under the configuration in force. */
  readonly addresses: () => Addresses;
  readonly logger: Logger;
  /** New deliveries are in the store, in these lanes. */
  readonly onPlanned: (lanes: ReadonlySet<string>) => void;
  /** The clock is not believed any more, or is again. Default: nobody is told. */
  readonly onClock?: (trouble: Implausible, isOver: boolean) => void;
  /** When the program was built: no clock may show less. Default: nobody knows. */
  readonly builtAt?: EpochMs | undefined;
}

/** While the clock is not believed it is looked at so often, in ms. */
const DOUBT_POLL = SECOND;
/** Far enough to mean "never" to a clock that sleeps in slices. */
const LONG = 24 * 60 * 60 * SECOND;

export function createPlanner(options: PlannerOptions): Planner {
  const { clock, logger } = options;
  const writer = new PlanWriter(options);
  const stopping = new AbortController();
  const waker = createWaker(clock);
  const patience = createStorePatience({
    clock,
    random: options.random,
    onRefusal: (error) => logger.error(errorFields(error), 'the store refuses the plan; nothing is lost, tried again'),
    onRecovery: () => logger.info('the store works again, planning goes on'),
  });
  const begun = Promise.withResolvers<void>();
  const waiting: { readonly reminders: readonly Reminder[]; readonly adopted: () => void }[] = [];
  let timeline: Timeline | undefined;
  let running: Promise<void> | undefined;

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        const until = await tick();
        patience.works();
        begun.resolve();
        if (until > clock.now()) await waker.sleep(toEpochMs(until));
        else await setImmediate();
      } catch (error) {
        await patience.refuses(error, stopping.signal);
      }
    }
  }

  /** Returns when there is something to do next. */
  async function tick(): Promise<number> {
    const at = clock.read();
    if (!(await believe(at))) return at.now + DOUBT_POLL;
    await writer.planDue(at.now, stopping.signal);
    await adoptWaiting(at.now);
    if (!stopping.signal.aborted && (await writer.planOwed(at.now))) return at.now;
    return writer.standing.next?.at ?? at.now + LONG;
  }

  /** Whether what the clock shows may be planned by. */
  async function believe(at: ClockReading): Promise<boolean> {
    timeline ??= newTimeline(await options.plans.lastSeen());
    const doubt = timeline.doubt;
    const { timeline: next, verdict } = judgeClock(timeline, at, options.builtAt);
    if (verdict.kind === 'wait') {
      timeline = next;
      if (doubt === undefined) beginToDoubt(verdict.trouble);
      return false;
    }
    if (verdict.kind === 'rewind') logger.warn({ now: new Date(at.now).toISOString() }, 'the clock was set back');
    // Written before it is remembered: a store that refuses is asked once more.
    if (verdict.kind !== 'go') await writer.move(verdict, at.now);
    // What was pushed meanwhile stands under a time that was not the right one.
    else if (doubt !== undefined) await writer.move({ kind: 'rewind', through: at.now }, at.now);
    timeline = next;
    if (doubt !== undefined) endDoubt(doubt);
    return true;
  }

  function beginToDoubt(trouble: Implausible): void {
    logger.error({ ...trouble }, 'the clock is not plausible: planning waits for up to a minute');
    options.onClock?.(trouble, false);
    begun.resolve();
  }

  function endDoubt({ kind, byMs }: Implausible): void {
    logger.warn('planning goes on by the clock as it is now');
    options.onClock?.({ kind, byMs }, true);
  }

  async function adoptWaiting(now: EpochMs): Promise<void> {
    for (let next = waiting[0]; next; next = waiting[0]) {
      await writer.adopt(next.reminders, now);
      waiting.shift();
      next.adopted();
    }
  }

  function replace(reminders: readonly Reminder[]): Promise<void> {
    const adopted = Promise.withResolvers<void>();
    if (stopping.signal.aborted) return Promise.resolve();
    waiting.push({ reminders, adopted: adopted.resolve });
    waker.wake();
    return adopted.promise;
  }

  async function stop(): Promise<void> {
    stopping.abort();
    waker.wake();
    await running;
    for (const { adopted } of waiting.splice(0)) adopted();
    begun.resolve();
  }

  return {
    async start(reminders) {
      void replace(reminders);
      running ??= run();
      await begun.promise;
    },
    replace,
    get standing() {
      return { ...writer.standing, clockTrouble: timeline?.doubt };
    },
    believes: (at) => timeline === undefined || isPlausible(timeline, at, options.builtAt),
    stop,
  };
}
