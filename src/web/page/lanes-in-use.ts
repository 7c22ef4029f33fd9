import type { RobotConfig } from '../../config/config.ts';
import type { LaneState } from '../../delivery/history.ts';
import type { View } from './view.ts';

/** A queue with the robots that share it. */
export interface LaneInUse {
  readonly robots: readonly [RobotConfig, ...RobotConfig[]];
  readonly state: LaneState;
  /** Of several robots' limits the strictest. */
  readonly perMinute: number;
  readonly perMonth: number;
}

/** In the order of the configuration; robots that no reminder uses have none. */
export async function lanesInUse({ daemon }: View): Promise<readonly LaneInUse[]> {
  const states = new Map((await daemon.history.laneStates(daemon.read())).map((state) => [state.lane, state]));
  const byLane = new Map<string, [RobotConfig, ...RobotConfig[]]>();
  for (const robot of daemon.config.robots.values()) {
    const lane = daemon.lanes.get(robot.name);
    if (lane === undefined) continue;
    const sharers = byLane.get(lane);
    if (sharers) sharers.push(robot);
    else byLane.set(lane, [robot]);
  }
  return [...byLane].map(([lane, robots]) => ({
    robots,
    state: states.get(lane) ?? { lane, pending: 0, sending: 0 },
    perMinute: Math.min(...robots.map(({ limit }) => limit.perMinute)),
    perMonth: Math.min(...robots.map(({ limit }) => limit.perMonth)),
  }));
}
