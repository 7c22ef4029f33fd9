import type { Dispatcher } from 'undici';
import type { Config, RobotConfig } from '../config/config.ts';
import type { MakeDeliveries } from '../delivery/draft.ts';
import { createFleet, type Fleet, type FleetRobot } from '../delivery/fleet.ts';
import type { HostLimit } from '../delivery/outbox.ts';
import { createRobotClient } from '../robot/client.ts';
import { fitsInOnePost } from '../robot/dingtalk/outgoing.ts';
import { fingerprint, laneOf, type Webhook } from '../robot/dingtalk/webhook.ts';
import { vendorOf } from '../robot/vendors.ts';
import { addressesOf } from './lanes.ts';
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
  const lanes = new Map(robots.map(({ name, lane }) => [name, lane.lane]));
  const addresses = { ...addressesOf(config), lanes };
  const make: MakeDeliveries = (draft) => makeDeliveries(draft, addresses);
  return { fleet: createFleet(robots, { locale, timezone, make, digests: { fits: fitsInOnePost } }), ...addresses };
}

function openRobot(robot: RobotConfig, { dispatcher, now, sandbox }: RobotsOptions): FleetRobot | undefined {
  const { name, webhook: written, keywords, limit, onFailure } = robot;
  const isReal = written.kind === 'dingtalk';
  const access = isReal ? { webhook: written, secret: robot.secret } : sandbox?.admit(robot);
  if (access === undefined) return undefined;
  return {
    name,
    robot: createRobotClient({ ...access, dispatcher, now }),
    lane: {
      lane: laneOf(access.webhook.token),
      perMinute: limit.perMinute,
      host: hostLimit(access.webhook),
      fingerprint: fingerprint({ ...access, keywords }),
    },
    ...(onFailure !== undefined && { onFailure }),
    keywords,
  };
}

function hostLimit({ origin }: Webhook): HostLimit | undefined {
  const { hostname: name } = new URL(origin);
  const perSecond = vendorOf(name)?.limits.perSecond;
  return perSecond === undefined ? undefined : { name, perSecond };
}
