import { setImmediate } from 'node:timers/promises';
import type { Robot } from '../robot/robot.ts';
import { toEpochMs } from '../schedule/instant.ts';
import { Attempts } from './attempts.ts';
import type { Clock, Random } from './clock.ts';
import type { Delivery } from './delivery.ts';
import type { AttemptResult, Claim } from './outbox.ts';
import { verdict } from './verdict.ts';

/** An attempt that has ended, with its verdict. */
export interface Landing {
  /** As it was claimed. */
  readonly delivery: Delivery;
  readonly result: AttemptResult;
  readonly tookMs: number;
}

/** What a claim needs to fly. */
interface Crew {
  /** `undefined` = the configuration has none for it any more: it comes back at once. */
  readonly robot: Robot | undefined;
  /** The configuration under which it is made. */
  readonly fingerprint: string;
  /** Whether it may still start. */
  readonly mayStart: () => boolean;
}

export interface FlightOptions {
  readonly clock: Clock;
  readonly random: Random;
  /** Gives up everything under way. */
  readonly abandon: AbortSignal;
  readonly onLanding: () => void;
}

/** A single turn without an answer is often only the gap between two, and each commit waits for the disk. */
const IDLE_TURNS = 3;

/** The attempts of this process that are under way, or have ended and are not recorded yet. */
export class Flights {
  /** What has ended and is not recorded yet. */
  readonly landings: Landing[] = [];
  /** These, and what is under way. */
  busy = 0;
  readonly #options: FlightOptions;
  readonly #attempts: Attempts;

  constructor(options: FlightOptions) {
    this.#options = options;
    this.#attempts = new Attempts(options.clock, options.abandon);
  }

  /** The vendor has said that this machine may not send, and that is not recorded yet: nothing more leaves until it is. */
  get isBanned(): boolean {
    return this.landings.some(({ result: { outcome } }) => outcome.kind === 'throttled' && outcome.scope === 'host');
  }

  launch(claim: Claim, crew: Crew): void {
    this.busy += 1;
    void this.#fly(claim, crew);
  }

  /** Forgets the first `count` landings. */
  recorded(count: number): void {
    this.busy -= this.landings.splice(0, count).length;
  }

  /**
   * Answers that come in one after the other are recorded together: one fsync for all of them. Ends when some turns of
   * the event loop in a row have brought none, or nothing more is on its way.
   */
  async gather(): Promise<void> {
    let idle = 0;
    do {
      const landed = this.landings.length;
      await setImmediate();
      idle = this.landings.length > landed ? 0 : idle + 1;
    } while (idle < IDLE_TURNS && this.landings.length > 0 && this.landings.length < this.busy);
  }

  async #fly({ delivery, attempt }: Claim, { robot, fingerprint, mayStart }: Crew): Promise<void> {
    const { clock, random, onLanding } = this.#options;
    const [startedAt, begun] = [clock.now(), clock.elapsed()];
    const outcome = await this.#attempts.make(robot, delivery, mayStart);
    const finished = clock.read();
    const tookMs = Math.round(clock.elapsed() - begun);
    // By the time that has passed: a clock that was set forward meanwhile, perhaps for a moment, ends nobody's life.
    const finishedAt = toEpochMs(Math.min(finished.now, startedAt + tookMs));
    const follows = verdict({ delivery, outcome, finishedAt, fingerprint, random });
    const result = { attempt, delivery: delivery.id, lane: delivery.lane, finished, outcome, ...follows };
    this.landings.push({ delivery, result, tookMs });
    onLanding();
  }
}
