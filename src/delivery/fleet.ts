import type { Robot } from '../robot/robot.ts';
import type { Delivery } from './delivery.ts';
import { mergeLanes } from './lane.ts';
import type { LaneConfig } from './outbox.ts';
import type { Owner } from './owner-notice.ts';
import { outOfTime } from './verdict.ts';

/** One robot of the configuration, ready to send. */
export interface FleetRobot {
  readonly name: string;
  readonly robot: Robot;
  readonly lane: LaneConfig;
  /** The robot to tell when deliveries of this one fail. Default: nobody. */
  readonly onFailure?: string;
  /** In keyword mode: what each of its messages must contain. */
  readonly keyword?: string;
}

/** All robots of one configuration; a new configuration makes a new fleet. */
export interface Fleet {
  readonly lanes: readonly LaneConfig[];
  /** In which lane each robot sends. */
  readonly assignments: readonly { readonly robot: string; readonly lane: string }[];
  /**
   * Who sends this delivery. The token is what counts: a robot that was renamed, its token kept, sends what was
   * planned under the old name. `undefined` = no robot has this lane's token any more.
   */
  robotFor(delivery: Pick<Delivery, 'robot' | 'lane'>): Robot | undefined;
  /** Whom to tell of trouble in a lane; `undefined` = nobody. */
  ownerOf(lane: string): Owner | undefined;
  /** Why a delivery that waited has expired, for people. */
  readonly explainExpiry: (delivery: Pick<Delivery, 'robot' | 'lane' | 'reason'>) => string;
}

/** `locale` is the language of the notices to owners. */
export function createFleet(robots: Iterable<FleetRobot>, locale: Owner['locale']): Fleet {
  const byName = new Map(Iterator.from(robots).map((robot) => [robot.name, robot]));
  const byLane = Map.groupBy(byName.values(), ({ lane }) => lane.lane);

  function robotFor({ robot, lane }: Pick<Delivery, 'robot' | 'lane'>): Robot | undefined {
    const sharers = byLane.get(lane) ?? [];
    return (sharers.find(({ name }) => name === robot) ?? sharers[0])?.robot;
  }

  return {
    lanes: mergeLanes(byName.values().map(({ lane }) => lane)),
    assignments: [...byName.values()].map(({ name, lane }) => ({ robot: name, lane: lane.lane })),
    robotFor,
    ownerOf(lane) {
      const named = (byLane.get(lane) ?? []).flatMap(({ onFailure }) => onFailure ?? []);
      const owner = named.map((name) => byName.get(name)).find((robot) => robot !== undefined);
      if (owner === undefined) return undefined;
      const { name, keyword } = owner;
      return { robot: name, lane: owner.lane.lane, locale, ...(keyword === undefined ? {} : { keyword }) };
    },
    explainExpiry(delivery) {
      if (robotFor(delivery) === undefined) return `robot "${delivery.robot}" is not in the configuration any more`;
      if (delivery.reason !== undefined) return outOfTime(delivery.reason);
      return 'its turn did not come in time: the robot was busy with others, cooling down or paused';
    },
  };
}
