import type { Config, RobotConfig } from '../config/config.ts';
import type { Delivery } from '../delivery/delivery.ts';
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

/**
 * Whether a delivery went, or goes, to the sandbox: no group sees it. Told by its lane, which stays what it was when the
 * robot is connected to a group later.
 */
export function isOfSandbox({ robot, lane }: Pick<Delivery, 'robot' | 'lane'>): boolean {
  return lane === sandboxLane(robot);
}

/** What has been in the sandbox so far, of all robots there are, connected since or not. */
export function sandboxLanes({ robots }: Pick<Config, 'robots'>): readonly string[] {
  return [...robots.keys()].map(sandboxLane);
}

/** Where a robot of that name sends while it is the sandbox. */
export function sandboxLane(robot: string): string {
  return laneOf(sandboxToken(robot));
}

function laneOfRobot(robot: RobotConfig): string {
  return robot.webhook.kind === 'sandbox' ? laneOf(tokenOf(robot)) : robot.webhook.lane;
}

/** In the sandbox the robot's name keeps its lane the same over restarts: what is pending finds its robot again. */
export function tokenOf({ name, webhook }: Pick<RobotConfig, 'name' | 'webhook'>): string {
  return webhook.kind === 'sandbox' ? sandboxToken(name) : webhook.token;
}

function sandboxToken(robot: string): string {
  return `sandbox-${robot}`;
}
