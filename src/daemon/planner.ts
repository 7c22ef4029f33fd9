import { setImmediate } from 'node:timers/promises';
import type { Reminder } from '../config/config.ts';
import type { ClockReading, Random } from '../delivery/clock.ts';
import type { ClockTrouble } from '../delivery/clock-trouble.ts';
import type { Membership } from '../delivery/membership.ts';
import type { Term } from '../delivery/plans.ts';
import { createStorePatience, type StorePatience } from '../delivery/store-patience.ts';
import { createWaker, type Waker } from '../delivery/waker.ts';
import { type EpochMs, SECOND, toEpochMs } from '../schedule/instant.ts';
import { StoreError } from '../store/store-error.ts';
import { errorFields } from './error-fields.ts';
import type { Logger } from './logger.ts';
import { type PlanningFrame, PlanWriter, type PlanWriterOptions } from './plan-writer.ts';
import { type Implausible, isPlausible, judgeClock, newTimeline, type Timeline } from './timeline.ts';

/** What a planner is doing; print it to see. */
interface PlannerStanding {
  /** The reminder that is due first, and when; `undefined` = none ever is. */
  readonly next: { readonly reminder: string; readonly at: EpochMs } | undefined;
  /** Why nothing is planned at present; `undefined` = the clock is believed. */
  readonly clockTrouble: ClockTrouble | undefined;
}

export interface PlannerOptions extends PlanWriterOptions {
  /** Spreads the retries when the store refuses. */
  readonly random: Random;
  readonly logger: Logger;
  /** Whether this process leads, asked before anything is written. Default: nobody else plans on this store. */
  readonly leadership?: Pick<Membership, 'term' | 'fenced'>;
  /** The clock is not believed any more, or is again. Default: nobody is told. */
  readonly onClock?: (trouble: Implausible, isOver: boolean) => void;
  /** When the program was built: no clock may show less. Default: nobody knows. */
  readonly builtAt?: EpochMs | undefined;
}

/** While the clock is not believed, or another process leads, it is looked at so often, in ms. */
const POLL = SECOND;
const REFUSED = 'the database does not accept the plan; nothing is lost, tried again';
/** Not the store's fault. A reminder that cannot be planned comes back with the next configuration. */
const BROKEN =
  'a fault in dingbell: a reminder that cannot be planned is left out until the next edit, the others go on';

/** Another configuration, until it is taken over. */
interface Replacement {
  readonly reminders: readonly Reminder[];
  readonly adopted: () => void;
}

/** Plans what falls due, and writes it into the store together with how far it got. */
export class Planner {
  readonly #options: PlannerOptions;
  readonly #writer: PlanWriter;
  readonly #stopping = new AbortController();
  readonly #waker: Waker;
  readonly #patience: StorePatience;
  readonly #replacements: Replacement[] = [];
  readonly #begun = Promise.withResolvers<void>();
  #timeline: Timeline | undefined;
  /** In which what is under way was planned. */
  #term: Term | undefined;
  #running: Promise<void> | undefined;

  constructor(options: PlannerOptions) {
    const { clock, random, logger } = options;
    this.#options = options;
    this.#writer = new PlanWriter(options);
    this.#waker = createWaker(clock);
    this.#patience = createStorePatience({
      clock,
      random,
      onRefusal: (error) => logger.error(errorFields(error), error instanceof StoreError ? REFUSED : BROKEN),
      onRecovery: () => logger.info('planning goes on'),
    });
  }

  /** How planning stands. */
  get standing(): PlannerStanding {
    return { next: this.#writer.next, clockTrouble: this.#timeline?.doubt?.trouble };
  }

  /** Whether what the clock shows may be gone by: nobody sends or expires anything by one that is not plausible. */
  believes(at: ClockReading): boolean {
    return this.#timeline === undefined || isPlausible(this.#timeline, at, this.#options.builtAt);
  }

  /** Takes up the stored cursors and begins. Resolves when they are written, or the clock is not believed yet. */
  async start(reminders: readonly Reminder[]): Promise<void> {
    void this.replace(reminders);
    this.#running ??= this.#run();
    await this.#begun.promise;
  }

  /**
   * Another configuration: what is due by now is planned under the old one, reminders that are due at the same times
   * as before go on where they are. Resolves when that is written, or when the planner stops.
   */
  replace(reminders: readonly Reminder[]): Promise<void> {
    if (this.#stopping.signal.aborted) return Promise.resolve();
    const adopted = Promise.withResolvers<void>();
    this.#replacements.push({ reminders, adopted: adopted.resolve });
    this.#waker.wake();
    return adopted.promise;
  }

  /** Idempotent; resolves when the plan under way is written. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#waker.wake();
    await this.#running;
    for (const { adopted } of this.#replacements.splice(0)) adopted();
    this.#begun.resolve();
  }

  async #run(): Promise<void> {
    const { clock } = this.#options;
    while (!this.#stopping.signal.aborted) {
      try {
        const until = await this.#tick();
        this.#patience.works();
        this.#begun.resolve();
        if (until === undefined || until > clock.now()) await this.#waker.sleep(until);
        else await setImmediate();
      } catch (error) {
        if (!this.#isDeposed(error)) await this.#patience.refuses(error, this.#stopping.signal);
      }
    }
  }

  /** What was taken from the queue is back in it: planned in the next term, if it is ours. */
  #isDeposed(error: unknown): boolean {
    const term = this.#term;
    if (term === undefined || !(error instanceof StoreError) || error.kind !== 'fenced') return false;
    this.#options.logger.warn(errorFields(error), 'the plan was refused: this process did not lead any more');
    this.#options.leadership?.fenced(term);
    this.#term = undefined;
    return true;
  }

  /** Returns when there is something to do next; `undefined` = never. */
  async #tick(): Promise<EpochMs | undefined> {
    const at = this.#options.clock.read();
    const frame = await this.#frame(at);
    if (frame === undefined) return toEpochMs(at.now + POLL);
    await this.#writer.planDue(frame, this.#stopping.signal);
    await this.#adoptReplacements(frame);
    if (!this.#stopping.signal.aborted && (await this.#writer.planOwed(frame))) return at.now;
    return this.#writer.next?.at;
  }

  /** To plan in; `undefined` = what the clock shows is not believed, or this process does not lead. */
  async #frame(at: ClockReading): Promise<PlanningFrame | undefined> {
    const { plans, builtAt, logger, leadership } = this.#options;
    this.#timeline ??= newTimeline(await plans.lastSeen());
    const { doubt } = this.#timeline;
    const { timeline, verdict } = judgeClock(this.#timeline, at, builtAt);
    if (verdict.kind === 'wait') {
      this.#timeline = timeline;
      if (doubt === undefined) this.#beginToDoubt(verdict.trouble);
      return undefined;
    }
    // Not before the clock is believed: whoever joins sets the time of the store by it.
    this.#term = await leadership?.term();
    if (leadership !== undefined && this.#term === undefined) return undefined;
    const frame = { now: at.now, term: this.#term };
    if (verdict.kind === 'rewind') logger.warn({ now: new Date(at.now).toISOString() }, 'the clock was set back');
    // Written before it is remembered: a store that refuses is asked once more.
    if (verdict.kind !== 'go') await this.#writer.move(verdict, frame);
    // What was pushed meanwhile stands under a time that was not the right one.
    else if (doubt !== undefined) await this.#writer.move({ kind: 'rewind', through: at.now }, frame);
    this.#timeline = timeline;
    if (doubt !== undefined) this.#endDoubt(doubt.trouble);
    return frame;
  }

  #beginToDoubt(trouble: Implausible): void {
    this.#options.logger.error({ ...trouble }, 'the clock seems wrong: planning waits for up to a minute');
    this.#options.onClock?.(trouble, false);
    this.#begun.resolve();
  }

  #endDoubt(trouble: Implausible): void {
    this.#options.logger.warn('planning goes on by the clock as it is now');
    this.#options.onClock?.(trouble, true);
  }

  async #adoptReplacements(frame: PlanningFrame): Promise<void> {
    for (let next = this.#replacements[0]; next; next = this.#replacements[0]) {
      await this.#writer.adopt(next.reminders, frame);
      this.#replacements.shift();
      next.adopted();
    }
  }
}
