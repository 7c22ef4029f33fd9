import type { HookConfig } from '../config/config.ts';
import type { Clock, Random } from '../delivery/clock.ts';
import { createStorePatience, type StorePatience } from '../delivery/store-patience.ts';
import { createWaker, type Waker } from '../delivery/waker.ts';
import { DAY, type EpochMs, HOUR, toEpochMs } from '../schedule/instant.ts';
import type { Loss } from './hook-door.ts';
import type { LostEvents } from './hook-owner-news.ts';
import type { Logger } from './logger.ts';

/** Between two notices of the same, in ms. Whoever guesses an address can send too much, and makes one a day of it. */
const QUIET: Readonly<Record<Loss, number>> = { store: HOUR, 'too-large': DAY };

export interface HookLossesOptions {
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  /** Puts the notices into the outbox; rejects while the store does not answer. */
  readonly tell: (lost: LostEvents, now: EpochMs) => Promise<void>;
}

/**
 * Tells owners which events are lost because their sender never sends them again. The notice is written when the store
 * answers again, one for all events that were lost until then.
 */
export class HookLosses {
  readonly #options: HookLossesOptions;
  readonly #untold = new Map<string, LostEvents>();
  readonly #toldAt = new Map<string, EpochMs>();
  readonly #stopping = new AbortController();
  readonly #waker: Waker;
  readonly #patience: StorePatience;
  #running: Promise<void> | undefined;

  constructor(options: HookLossesOptions) {
    const { clock, random } = options;
    this.#options = options;
    this.#waker = createWaker(clock);
    this.#patience = createStorePatience({ clock, random, onRefusal: () => {}, onRecovery: () => {} });
  }

  add({ name, from }: HookConfig, why: Loss): void {
    const { clock, logger } = this.#options;
    const key = `${why} ${name}`;
    const known = this.#untold.get(key);
    const since = known?.since ?? clock.now();
    this.#untold.set(key, { hook: name, from, why, since, count: (known?.count ?? 0) + 1 });
    logger.warn({ hook: name, why }, 'an event is lost: its sender does not send it again');
    this.#running ??= this.#run();
    this.#waker.wake();
  }

  /** Tells what was counted for the next notice, if the store takes it: nobody counts it afterwards. Idempotent. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#waker.wake();
    await this.#running;
    await this.#tellDue({ isLast: true }).catch(() => {});
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      try {
        const next = await this.#tellDue();
        this.#patience.works();
        await this.#waker.sleep(next);
      } catch (error) {
        await this.#patience.refuses(error, signal);
      }
    }
  }

  /** Returns when there is more to tell. */
  async #tellDue({ isLast = false } = {}): Promise<EpochMs | undefined> {
    const { clock, tell } = this.#options;
    let next: EpochMs | undefined;
    for (const [key, lost] of this.#untold) {
      const now = clock.now();
      const toldAt = this.#toldAt.get(key);
      const from = toldAt === undefined || toldAt > now ? now : toEpochMs(toldAt + QUIET[lost.why]);
      if (from > now && !isLast) {
        next = next === undefined || from < next ? from : next;
        continue;
      }
      // What is lost meanwhile counts for the next one.
      this.#untold.delete(key);
      try {
        await tell(lost, now);
      } catch (error) {
        const more = this.#untold.get(key)?.count ?? 0;
        this.#untold.set(key, { ...lost, count: lost.count + more });
        throw error;
      }
      this.#toldAt.set(key, now);
    }
    return next;
  }
}
