import { type EpochMs, SECOND, toEpochMs } from '../schedule/instant.ts';
import { freshAgenda, lookAround } from './agenda.ts';
import type { Clock, ClockReading, Random } from './clock.ts';
import type { DispatchEvent } from './dispatch-event.ts';
import type { Fleet } from './fleet.ts';
import { createFlights } from './flights.ts';
import { createMembership } from './membership.ts';
import type { Joining, Members } from './members.ts';
import type { Notices } from './notices.ts';
import type { Outbox } from './outbox.ts';
import { Round } from './round.ts';
import { sleepThrough } from './sleep-through.ts';
import { createStorePatience } from './store-patience.ts';
import { createWaker, type Waker } from './waker.ts';

/** The last instant a JavaScript date knows. */
const END_OF_TIME = toEpochMs(8_640_000_000_000_000);

/** Carries what stands in the outbox to the robots: one attempt at a time per lane, all lanes at once. */
export interface Dispatcher {
  /** Idempotent. */
  start(): void;
  /**
   * Something new is in the outbox, or `robots` gives another fleet.
   *
   * @param lanes Where it waits. Default: nobody knows.
   */
  wake(lanes?: Iterable<string>): void;
  /**
   * Claims nothing more, lets the attempts under way finish, and gives them up after `graceMs`; resolves when all of
   * them are recorded and it is no member any more. Idempotent: the first call's grace holds.
   */
  stop(options: { readonly graceMs: number }): Promise<void>;
}

export interface DispatcherOptions {
  readonly outbox: Outbox;
  readonly members: Members;
  readonly notices: Notices;
  /** As which member it sends. */
  readonly identity: Omit<Joining, 'id'>;
  readonly clock: Clock;
  readonly random: Random;
  /** The robots of the configuration in force. The same object as long as nothing changed; `wake` after a change. */
  readonly robots: () => Fleet;
  /** Whether the clock is plausible; while it is not, nothing is sent and nothing expires. Default: it is. */
  readonly isSound?: (at: ClockReading) => boolean;
  /** Must not throw. */
  readonly onEvent?: (event: DispatchEvent) => void;
  /**
   * How often to look whether another process has put something in the outbox, in ms. Default 1,000;
   * `Infinity` when none can.
   */
  readonly pollMs?: number;
}

export function createDispatcher(options: DispatcherOptions): Dispatcher {
  const { clock, random, onEvent = () => {}, members } = options;
  const waker = createWaker(clock);
  const stopping = new AbortController();
  const abandon = new AbortController();
  const flights = createFlights({ clock, random, abandon: abandon.signal, onLanding: waker.wake });
  const membership = createMembership({
    members,
    clock,
    identity: options.identity,
    isBusy: () => flights.busy > 0,
    onReleased: (count) => onEvent({ kind: 'released', count }),
  });
  const agenda = freshAgenda(clock.now());
  const round = new Round({
    isSound: () => true,
    ...options,
    onEvent,
    flights,
    membership,
    agenda,
    stopping: stopping.signal,
  });
  const patience = createStorePatience({
    clock,
    random,
    onRefusal: (error) => onEvent({ kind: 'storeFailed', error }),
    onRecovery: () => onEvent({ kind: 'storeRecovered' }),
  });
  let running: Promise<void> | undefined;
  let stopped: Promise<void> | undefined;
  const isDone = (): boolean => stopping.signal.aborted && flights.busy === 0;

  async function run(): Promise<void> {
    while (!isDone()) {
      try {
        const until = await round.turn();
        patience.works();
        if (!isDone()) await rest(until, { ...options, waker, stopping: stopping.signal, seen: round.counter });
      } catch (error) {
        if (abandon.signal.aborted && flights.landings.length === flights.busy) {
          return onEvent({ kind: 'unrecorded', count: flights.busy });
        }
        lookAround(agenda, clock.now());
        await patience.refuses(
          error,
          [stopping.signal, abandon.signal].find(({ aborted }) => !aborted),
        );
      }
    }
  }

  async function halt(graceMs: number): Promise<void> {
    stopping.abort();
    waker.wake();
    const done = new AbortController();
    void sleepThrough(clock, toEpochMs(clock.now() + graceMs), done.signal).then(() => {
      abandon.abort();
      waker.wake();
    });
    await running;
    done.abort();
    await membership.stop();
  }

  return {
    start() {
      if (!stopping.signal.aborted) running ??= run();
    },
    wake(lanes) {
      lookAround(agenda, clock.now(), lanes);
      waker.wake();
    },
    stop({ graceMs }) {
      stopped ??= halt(graceMs);
      return stopped;
    },
  };
}

interface Resting extends Pick<DispatcherOptions, 'clock' | 'outbox' | 'pollMs'> {
  readonly waker: Waker;
  readonly stopping: AbortSignal;
  /** What the store had counted when we looked last. */
  readonly seen: number | undefined;
}

/** Until there is something to do, somebody calls, another process has written, or the clock was set back. */
async function rest(
  until: EpochMs | undefined,
  { clock, outbox, pollMs = SECOND, waker, stopping, seen }: Resting,
): Promise<void> {
  for (let before = clock.now(), now = before; now >= before; now = clock.now()) {
    if (until !== undefined && now >= until) return;
    if (await waker.sleep(toEpochMs(Math.min(until ?? END_OF_TIME, now + pollMs)))) return;
    if (pollMs < Infinity && !stopping.aborted && (await outbox.changeCounter()) !== seen) return;
    before = now;
  }
}
