import type { Config, RobotConfig } from '../config/config.ts';
import type { Addresses } from '../daemon/make-deliveries.ts';
import { keywordsOf } from '../daemon/robots.ts';
import { sandboxToken } from '../daemon/sandbox-token.ts';
import { laneOf, parseWebhook } from '../robot/dingtalk/webhook.ts';

/** The lane of each robot, by the robot's name: the same that the daemon sends on. */
export function lanesOf({ robots }: Config): ReadonlyMap<string, string> {
  return new Map(Array.from(robots.values(), (robot) => [robot.name, laneOf(tokenOf(robot))]));
}

/** Where messages go: all that has to be known of each robot. */
export function addressesOf(config: Config): Addresses {
  return { lanes: lanesOf(config), keywords: keywordsOf(config) };
}

function tokenOf({ name, webhook }: RobotConfig): string {
  if (webhook.kind === 'sandbox') return sandboxToken(name);
  const parsed = parseWebhook(webhook.url);
  if (parsed.kind === 'fault') throw new Error(parsed.fault.message);
  return parsed.webhook.token;
}
