import type { Config, RobotConfig } from '../config/config.ts';
import type { Addresses } from './make-deliveries.ts';
import { laneOf } from '../robot/dingtalk/webhook.ts';

/** Where messages go: all that has to be known of each robot. */
export function addressesOf(config: Pick<Config, 'robots'>): Addresses {
  const robots = [...config.robots.values()];
  return {
    lanes: new Map(robots.map((robot) => [robot.name, laneOfRobot(robot)])),
    keywords: new Map(robots.map(({ name, keywords }) => [name, keywords])),
    browser: new Set(robots.flatMap(({ name, openIn }) => (openIn === 'browser' ? name : []))),
  };
}

/** The robots of each lane, those that share a token, in the order of the configuration. */
export function robotsByLane({
  robots,
}: Pick<Config, 'robots'>): ReadonlyMap<string, readonly [RobotConfig, ...RobotConfig[]]> {
  return Map.groupBy(robots.values(), laneOfRobot) as Map<string, [RobotConfig, ...RobotConfig[]]>;
}

/** What all of these allow together: the vendor counts tokens, so the strictest limit of a lane's robots holds. */
export function limitOf(robots: readonly RobotConfig[]): RobotConfig['limit'] {
  return {
    perMinute: Math.min(...robots.map(({ limit }) => limit.perMinute)),
    perMonth: Math.min(...robots.map(({ limit }) => limit.perMonth)),
  };
}

/** What each lane is called for people: the names of its robots. */
export function namesByLane(config: Pick<Config, 'robots'>): ReadonlyMap<string, readonly string[]> {
  return new Map([...robotsByLane(config)].map(([lane, robots]) => [lane, robots.map(({ name }) => name)]));
}

function laneOfRobot(robot: RobotConfig): string {
  return robot.webhook.kind === 'sandbox' ? laneOf(tokenOf(robot)) : robot.webhook.lane;
}

/** In the sandbox the robot's name keeps its lane the same over restarts: what is pending finds its robot again. */
export function tokenOf({ name, webhook }: Pick<RobotConfig, 'name' | 'webhook'>): string {
  return webhook.kind === 'sandbox' ? `sandbox-${name}` : webhook.token;
}
