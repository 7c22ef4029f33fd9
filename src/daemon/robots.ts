import type { Dispatcher } from 'undici';
import type { Config, RobotConfig } from '../config/config.ts';
import type { MakeDeliveries } from '../delivery/draft.ts';
import { createFleet, type Fleet, type FleetRobot } from '../delivery/fleet.ts';
import { createRobotClient } from '../robot/client.ts';
import { fitsInOnePost } from '../robot/dingtalk/outgoing.ts';
import { checkedWebhook, fingerprint, laneOf, type Webhook } from '../robot/dingtalk/webhook.ts';
import { type Addresses, makeDeliveries } from './make-deliveries.ts';
import type { SandboxHost } from './sandbox-host.ts';

export interface RobotsOptions {
  /** The network. */
  readonly dispatcher: Dispatcher;
  /** The wall clock, epoch ms: signatures carry it. */
  readonly now: () => number;
  /** Where robots whose webhook is `sandbox` send; `undefined` leaves them out of the fleet. */
  readonly sandbox?: SandboxHost | undefined;
}

/** The robots of a configuration, ready to send. */
export interface Robots extends Addresses {
  readonly fleet: Fleet;
}

export function openRobots(config: Config, options: RobotsOptions): Robots {
  const robots = [...config.robots.values()].flatMap((robot) => openRobot(robot, options) ?? []);
  const { locale, timezone } = config.daemon;
  const addresses = { lanes: new Map(robots.map(({ name, lane }) => [name, lane.lane])), keywords: keywordsOf(config) };
  const make: MakeDeliveries = (draft) => makeDeliveries(draft, addresses);
  return { fleet: createFleet(robots, { locale, timezone, make, digests: { fits: fitsInOnePost } }), ...addresses };
}

export function keywordsOf({ robots }: Config): ReadonlyMap<string, readonly string[]> {
  return new Map([...robots.values()].map(({ name, keywords }) => [name, keywords]));
}

function openRobot(config: RobotConfig, options: RobotsOptions): FleetRobot | undefined {
  const access = accessOf(config, options.sandbox);
  if (access === undefined) return undefined;
  const { webhook, secret } = access;
  return {
    name: config.name,
    robot: createRobotClient({ webhook, secret, dispatcher: options.dispatcher, now: options.now }),
    lane: {
      lane: laneOf(webhook.token),
      perMinute: config.limit.perMinute,
      fingerprint: fingerprint({ webhook, secret, keywords: config.keywords }),
    },
    ...(config.onFailure === undefined ? {} : { onFailure: config.onFailure }),
    keywords: config.keywords,
  };
}

function accessOf(
  config: RobotConfig,
  sandbox: SandboxHost | undefined,
): { readonly webhook: Webhook; readonly secret: string | undefined } | undefined {
  if (config.webhook.kind === 'sandbox') return sandbox?.admit(config);
  return { webhook: checkedWebhook(config.webhook.url), secret: config.secret };
}
