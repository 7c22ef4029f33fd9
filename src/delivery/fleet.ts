import type { Robot } from '../robot/robot.ts';
import type { EpochMs } from '../schedule/instant.ts';
import type { Delivery } from './delivery.ts';
import type { Mergeable } from './coalesce.ts';
import { type DigestStyle, digestsOf } from './digest.ts';
import { mergeLanes } from './lane.ts';
import type { LaneConfig, NewDigest } from './outbox.ts';
import type { Owner } from './owner-notice.ts';
import { outOfTime } from './verdict.ts';

/** One robot of the configuration, ready to send. */
export interface FleetRobot {
  readonly name: string;
  readonly robot: Robot;
  readonly lane: LaneConfig;
  /** The robot to tell when deliveries of this one fail. Default: nobody. */
  readonly onFailure?: string;
  /** In keyword mode: each of its messages must contain one of them. Default: none. */
  readonly keywords?: readonly string[];
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
  /** Deliveries of one audience as digests; none where the fleet makes no digests. */
  readonly digestsOf: (group: readonly Mergeable[], now: EpochMs) => readonly NewDigest[];
  /** Why a delivery that waited has expired, for people. */
  readonly explainExpiry: (delivery: Pick<Delivery, 'robot' | 'lane' | 'reason'>) => string;
}

/**
 * @param locale The language of the notices to owners.
 * @param digests How digests are written. Default: none are made.
 */
export function createFleet(
  robots: Iterable<FleetRobot>,
  locale: Owner['locale'],
  digests?: Omit<DigestStyle, 'locale'>,
): Fleet {
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
      const { name, lane: ownLane, keywords = [] } = owner;
      return { robot: name, lane: ownLane.lane, locale, keywords };
    },
    digestsOf(group, now) {
      const keywords = byName.get(group[0]?.robot ?? '')?.keywords ?? [];
      return digests === undefined ? [] : digestsOf(group, { style: { ...digests, locale }, keywords, now });
    },
    explainExpiry(delivery) {
      if (robotFor(delivery) === undefined) return `robot "${delivery.robot}" is not in the configuration any more`;
      if (delivery.reason !== undefined) return outOfTime(delivery.reason);
      return 'its turn did not come in time: the robot was busy with others, cooling down or paused';
    },
  };
}
