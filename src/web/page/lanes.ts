import type { RobotConfig } from '../../config/config.ts';
import { limitOf, robotsByLane } from '../../daemon/lanes.ts';
import type { LaneState } from '../../delivery/history.ts';
import type { View } from './view.ts';

/** A queue with the robots that share it. */
export interface Lane {
  readonly robots: readonly RobotConfig[];
  readonly state: LaneState;
  /** Of several robots' limits the strictest. */
  readonly perMinute: number;
  readonly perMonth: number;
}

/** In the order of the configuration. */
export async function lanesOf({ daemon }: View): Promise<readonly Lane[]> {
  const states = new Map((await daemon.history.laneStates(daemon.read())).map((state) => [state.lane, state]));
  return Array.from(robotsByLane(daemon.config), ([lane, robots]) => ({
    robots,
    state: states.get(lane) ?? { lane, pending: 0, sending: 0, later: 0 },
    ...limitOf(robots),
  }));
}
