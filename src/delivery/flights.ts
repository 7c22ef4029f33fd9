import type { Robot } from '../robot/robot.ts';
import { createAttempts } from './attempts.ts';
import type { Clock, Random } from './clock.ts';
import type { Delivery } from './delivery.ts';
import type { AttemptResult, Claim } from './outbox.ts';
import { verdict } from './verdict.ts';

/** An attempt that has ended, with its verdict. */
interface Landing {
  /** As it was claimed. */
  readonly delivery: Delivery;
  readonly result: AttemptResult;
  readonly tookMs: number;
}

/** The attempts under way, at most one per lane. */
export interface Flights {
  launch(claim: Claim, robot: Robot, fingerprint: string): void;
  /** A lane is busy from the launch until its outcome is recorded: that keeps its order. */
  isBusy(lane: string): boolean;
  /** How many lanes are busy. */
  readonly busy: number;
  /** What has ended and is not recorded yet. */
  readonly landings: readonly Landing[];
  /** Forgets the first `count` landings and frees their lanes. */
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
  const lanes = new Set<string>();
  const landings: Landing[] = [];
  const attempts = createAttempts({ clock, abandon });

  async function fly({ delivery, attempt }: Claim, robot: Robot, fingerprint: string): Promise<Landing> {
    const startedAt = clock.now();
    const outcome = await attempts.make(robot, delivery);
    const finishedAt = clock.now();
    const follows = verdict({ delivery, outcome, finishedAt, fingerprint, random });
    const result = { attempt, delivery: delivery.id, lane: delivery.lane, finishedAt, outcome, ...follows };
    return { delivery, result, tookMs: finishedAt - startedAt };
  }

  async function land(claim: Claim, robot: Robot, fingerprint: string): Promise<void> {
    landings.push(await fly(claim, robot, fingerprint));
    onLanding();
  }

  return {
    launch(claim, robot, fingerprint) {
      lanes.add(claim.delivery.lane);
      void land(claim, robot, fingerprint);
    },
    isBusy: (lane) => lanes.has(lane),
    get busy() {
      return lanes.size;
    },
    landings,
    recorded(count) {
      for (const { result } of landings.splice(0, count)) lanes.delete(result.lane);
    },
  };
}
