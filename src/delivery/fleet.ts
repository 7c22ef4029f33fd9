import type { Robot } from '../robot/robot.ts';
import type { EpochMs } from '../schedule/instant.ts';
import type { Mergeable } from './coalesce.ts';
import type { Delivery } from './delivery.ts';
import { type DigestStyle, digestsOf } from './digest.ts';
import type { MakeDeliveries } from './draft.ts';
import { mergeLanes } from './lane.ts';
import type { Assignment, LaneConfig, NewDigest } from './outbox.ts';
import type { Owner } from './owner-notice.ts';

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
  /** These are all lanes that there are, and not only those that somebody sends for once. */
  readonly isWhole: boolean;
  laneOf(lane: string): LaneConfig | undefined;
  /** In which lane each robot sends. */
  readonly assignments: readonly Assignment[];
  /**
   * Who sends this delivery. The token is what counts: a robot that was renamed, its token kept, sends what was
   * planned under the old name. `undefined` = no robot has this lane's token any more.
   */
  robotFor(delivery: Pick<Delivery, 'robot' | 'lane'>): Robot | undefined;
  /** Whom to tell of trouble in a lane; `undefined` = nobody. */
  ownerOf(lane: string): Owner | undefined;
  /** Deliveries of one audience as digests; none where the fleet makes no digests. */
  readonly digestsOf: (group: readonly Mergeable[], now: EpochMs) => readonly NewDigest[];
  /** Notices become deliveries like everything else. */
  readonly make: MakeDeliveries;
}

export interface FleetStyle {
  /** Of the notices to owners, and of digests. */
  readonly locale: Owner['locale'];
  /** Of the times that both show. */
  readonly timezone: string;
  readonly make: MakeDeliveries;
  /** How digests are written. Default: none are made. */
  readonly digests?: Pick<DigestStyle, 'fits'>;
}

export function createFleet(robots: Iterable<FleetRobot>, { locale, timezone, make, digests }: FleetStyle): Fleet {
  const byName = new Map(Iterator.from(robots).map((robot) => [robot.name, robot]));
  const byLane = Map.groupBy(byName.values(), ({ lane }) => lane.lane);
  const lanes = mergeLanes(byName.values().map(({ lane }) => lane));
  const configs = new Map(lanes.map((lane) => [lane.lane, lane]));
  return {
    lanes,
    isWhole: true,
    laneOf: (lane) => configs.get(lane),
    assignments: [...byName.values()].map(({ name, lane }) => ({ robot: name, lane: lane.lane })),
    robotFor({ robot, lane }) {
      const sharers = byLane.get(lane) ?? [];
      return (sharers.find(({ name }) => name === robot) ?? sharers[0])?.robot;
    },
    ownerOf(lane) {
      const named = (byLane.get(lane) ?? []).flatMap(({ onFailure }) => onFailure ?? []);
      const owner = named.map((name) => byName.get(name)).find((robot) => robot !== undefined);
      return owner && { robot: owner.name, locale };
    },
    digestsOf(group, now) {
      const keywords = byName.get(group[0]?.robot ?? '')?.keywords ?? [];
      return digests === undefined ? [] : digestsOf(group, { ...digests, locale, timezone }, keywords, now);
    },
    make,
  };
}

/** The part of a fleet that these lanes are: nothing is done for any other. */
export function fleetOfLanes(whole: Fleet, wanted: ReadonlySet<string | undefined>): Fleet {
  return {
    ...whole,
    isWhole: false,
    lanes: whole.lanes.filter(({ lane }) => wanted.has(lane)),
    assignments: whole.assignments.filter(({ lane }) => wanted.has(lane)),
  };
}
