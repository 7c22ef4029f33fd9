import { type EpochMs, SECOND, toEpochMs } from '../schedule/instant.ts';
import { type Agenda, earlier, freshAgenda, lookAround } from './agenda.ts';
import { type Clock, type ClockReading, type Random, sleepThrough } from './clock.ts';
import type { DispatchEvent } from './dispatch-event.ts';
import type { Fleet } from './fleet.ts';
import { Flights } from './flights.ts';
import type { Membership, Work } from './membership.ts';
import type { Notices } from './notices.ts';
import type { Outbox } from './outbox.ts';
import { Round } from './round.ts';
import { createStorePatience, type StorePatience } from './store-patience.ts';
import { createWaker, type Waker } from './waker.ts';

export interface DispatcherOptions {
  readonly outbox: Outbox;
  readonly notices: Notices;
  /** Among whom it sends. Ended when it stops. */
  readonly membership: (work: Work) => Membership;
  readonly clock: Clock;
  readonly random: Random;
  /** The robots of the configuration in force. The same object as long as nothing changed; `wake` after a change. */
  readonly robots: () => Fleet;
  /** Whether the clock is plausible and the store still the one; while not, nothing is sent or expires. Default: it is. */
  readonly isSound?: (at: ClockReading) => boolean;
  /** Must not throw. */
  readonly onEvent?: (event: DispatchEvent) => void;
  /**
   * How often to look whether another process has put something in the outbox, in ms. Default 1,000;
   * `Infinity` when none can.
   */
  readonly pollMs?: number;
}

/** Carries what stands in the outbox to the robots: one attempt at a time per lane, all lanes at once. */
export class Dispatcher {
  readonly #options: DispatcherOptions;
  readonly #waker: Waker;
  /** Nothing is claimed any more. */
  readonly #stopping = new AbortController();
  /** What is under way is given up. */
  readonly #abandon = new AbortController();
  readonly #flights: Flights;
  /** Ended when it stops. */
  readonly membership: Membership;
  readonly #agenda: Agenda;
  readonly #round: Round;
  readonly #patience: StorePatience;
  #running: Promise<void> | undefined;
  #stopped: Promise<void> | undefined;

  constructor(options: DispatcherOptions) {
    const { clock, random, onEvent = () => {} } = options;
    this.#options = options;
    this.#waker = createWaker(clock);
    const flights = new Flights({ clock, random, abandon: this.#abandon.signal, onLanding: this.#waker.wake });
    this.#flights = flights;
    this.membership = options.membership({
      isBusy: () => flights.busy > 0,
      onReleased: (count) => onEvent({ kind: 'released', count }),
    });
    this.#agenda = freshAgenda(clock.now());
    this.#round = new Round({
      isSound: () => true,
      ...options,
      onEvent,
      flights,
      membership: this.membership,
      agenda: this.#agenda,
      stopping: this.#stopping.signal,
    });
    this.#patience = createStorePatience({
      clock,
      random,
      onRefusal: (error) => onEvent({ kind: 'storeFailed', error }),
      onRecovery: () => onEvent({ kind: 'storeRecovered' }),
    });
  }

  /** Idempotent. */
  start(): void {
    if (!this.#stopping.signal.aborted) this.#running ??= this.#run();
  }

  /**
   * Something new is in the outbox, or `robots` gives another fleet.
   *
   * @param lanes Where it waits. Default: not known.
   */
  wake(lanes?: Iterable<string>): void {
    lookAround(this.#agenda, this.#options.clock.now(), lanes);
    this.#waker.wake();
  }

  /**
   * Claims nothing more, lets the attempts under way finish, and gives them up after `graceMs`; resolves when all of
   * them are recorded and it is no member any more. Idempotent: the first call's grace holds.
   */
  stop({ graceMs }: { readonly graceMs: number }): Promise<void> {
    return (this.#stopped ??= this.#halt(graceMs));
  }

  get #isDone(): boolean {
    return this.#stopping.signal.aborted && this.#flights.busy === 0;
  }

  async #run(): Promise<void> {
    while (!this.#isDone) {
      try {
        const until = await this.#round.turn();
        this.#patience.works();
        if (!this.#isDone) await this.#rest(until);
      } catch (error) {
        if (this.#mustGiveUp()) {
          this.#options.onEvent?.({ kind: 'unrecorded', count: this.#flights.busy });
          return;
        }
        await this.#bearWith(error);
      }
    }
  }

  /** The grace is over, everything has ended, and the store still refuses to hear what of. */
  #mustGiveUp(): boolean {
    return this.#abandon.signal.aborted && this.#flights.landings.length === this.#flights.busy;
  }

  async #bearWith(error: unknown): Promise<void> {
    lookAround(this.#agenda, this.#options.clock.now());
    const signals = [this.#stopping.signal, this.#abandon.signal];
    await this.#patience.refuses(
      error,
      signals.find(({ aborted }) => !aborted),
    );
  }

  /** Until there is something to do, somebody calls, another process has written, or the clock was set back. */
  async #rest(until: EpochMs | undefined): Promise<void> {
    const { clock, outbox, pollMs = SECOND } = this.#options;
    const isPolling = (): boolean => pollMs < Infinity && !this.#stopping.signal.aborted;
    for (let before = clock.now(), now = before; now >= before; now = clock.now()) {
      if (until !== undefined && now >= until) return;
      const look = pollMs < Infinity ? toEpochMs(now + pollMs) : undefined;
      if (await this.#waker.sleep(earlier(until, look))) return;
      if (isPolling() && (await outbox.changeCounter()) !== this.#round.counter) return;
      before = now;
    }
  }

  async #halt(graceMs: number): Promise<void> {
    this.#stopping.abort();
    this.#waker.wake();
    const done = new AbortController();
    void this.#giveUpAt(toEpochMs(this.#options.clock.now() + graceMs), done.signal);
    await this.#running;
    done.abort();
    await this.membership.stop();
  }

  async #giveUpAt(instant: EpochMs, done: AbortSignal): Promise<void> {
    await sleepThrough(this.#options.clock, instant, done);
    this.#abandon.abort();
    this.#waker.wake();
  }
}
