import type { Robot } from '../robot/robot.ts';
import { toEpochMs } from '../schedule/instant.ts';
import { createAttempts } from './attempts.ts';
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

/** The attempts of this process that are under way, or have ended and are not recorded yet. */
export interface Flights {
  launch(claim: Claim, crew: Crew): void;
  readonly busy: number;
  /** What has ended and is not recorded yet. */
  readonly landings: readonly Landing[];
  /** Forgets the first `count` landings. */
  recorded(count: number): void;
}

export interface FlightOptions {
  readonly clock: Clock;
  readonly random: Random;
  /** Gives up everything under way. */
  readonly abandon: AbortSignal;
  readonly onLanding: () => void;
}

export function createFlights({ clock, random, abandon, onLanding }: FlightOptions): Flights {
  const landings: Landing[] = [];
  const attempts = createAttempts({ clock, abandon });
  let busy = 0;

  async function fly({ delivery, attempt }: Claim, { robot, fingerprint, mayStart }: Crew): Promise<Landing> {
    const [startedAt, begun] = [clock.now(), clock.elapsed()];
    const outcome = await attempts.make(robot, delivery, mayStart);
    const finished = clock.read();
    const tookMs = Math.round(clock.elapsed() - begun);
    // By the time that has passed: a clock that was set forward meanwhile, perhaps for a moment, ends nobody's life.
    const finishedAt = toEpochMs(Math.min(finished.now, startedAt + tookMs));
    const follows = verdict({ delivery, outcome, finishedAt, fingerprint, random });
    const result = { attempt, delivery: delivery.id, lane: delivery.lane, finished, outcome, ...follows };
    return { delivery, result, tookMs };
  }

  async function land(claim: Claim, crew: Crew): Promise<void> {
    landings.push(await fly(claim, crew));
    onLanding();
  }

  return {
    launch(claim, crew) {
      busy += 1;
      void land(claim, crew);
    },
    get busy() {
      return busy;
    },
    landings,
    recorded(count) {
      busy -= landings.splice(0, count).length;
    },
  };
}
