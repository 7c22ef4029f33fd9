import type { Clock, Random } from '../delivery/clock.ts';
import type { Inbox, Received, Told } from '../delivery/inbox.ts';
import { createStorePatience, type StorePatience } from '../delivery/store-patience.ts';
import { createWaker, type Waker } from '../delivery/waker.ts';
import type { EpochMs } from '../schedule/instant.ts';
import { errorFields } from './error-fields.ts';
import type { Logger } from './logger.ts';

export interface HookTellerOptions {
  readonly inbox: Inbox;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  /** What is to be told of events that waited together. */
  readonly newsOf: (waiting: readonly Received[], now: EpochMs) => Promise<Told>;
  /** It stands in the store. */
  readonly onTold: (waiting: readonly Received[], told: Told) => void;
}

/** Tells what other programs sent, once it has waited long enough. It waits in the store; nothing is kept here. */
export class HookTeller {
  readonly #options: HookTellerOptions;
  readonly #stopping = new AbortController();
  readonly #waker: Waker;
  readonly #patience: StorePatience;
  #running: Promise<void> | undefined;
  /** When it looks again of its own accord, while it sleeps. */
  #next: EpochMs | undefined;

  constructor(options: HookTellerOptions) {
    const { clock, random, logger } = options;
    this.#options = options;
    this.#waker = createWaker(clock);
    this.#patience = createStorePatience({
      clock,
      random,
      onRefusal: (error) =>
        logger.error(errorFields(error), 'events of hooks cannot be told; they wait and are tried again'),
      onRecovery: () => logger.info('events of hooks are told again'),
    });
  }

  start(): void {
    this.#running ??= this.#run();
  }

  /** Something waits until `dueAt`. Whoever sends very much does not have all that waits looked at each time. */
  wake(dueAt: EpochMs): void {
    if (this.#next === undefined || dueAt < this.#next) this.#waker.wake();
  }

  /** Idempotent; resolves when what is under way is written. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#waker.wake();
    await this.#running;
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      try {
        this.#next = undefined;
        this.#next = await this.#tellDue();
        this.#patience.works();
        await this.#waker.sleep(this.#next);
      } catch (error) {
        await this.#patience.refuses(error, signal);
      }
    }
  }

  /** Thing by thing: what is received meanwhile does not wait for all of it. When to look again; `undefined` = when something comes. */
  async #tellDue(): Promise<EpochMs | undefined> {
    const { inbox, clock, newsOf, onTold } = this.#options;
    for (;;) {
      const now = clock.now();
      const { events, next } = await inbox.due(now);
      if (events.length === 0) return next;
      if (this.#stopping.signal.aborted) return undefined;
      const told = await newsOf(events, now);
      if (await inbox.tell(told)) onTold(events, told);
    }
  }
}
