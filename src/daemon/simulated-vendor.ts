import type { Config, RobotConfig } from '../config/config.ts';
import { checkedWebhook } from '../robot/dingtalk/webhook.ts';
import { Sandbox, type SandboxRobot } from '../robot/sandbox/sandbox.ts';
import { tokenOf } from './lanes.ts';
import type { SandboxHost } from './sandbox-host.ts';

/**
 * DingTalk as it would stand on the other side of a configuration: it knows each token, its secret and its keywords, and
 * lets 20 messages a minute through, whatever limit the configuration hopes for.
 */
export function createSimulatedVendor(config: Config): SandboxHost {
  const sandbox = new Sandbox({ robots: vendorRobots(config), keep: 1 });
  return {
    sandbox,
    admit(robot) {
      const url = `http://127.0.0.1/robot/send?access_token=${encodeURIComponent(tokenOf(robot))}`;
      return { webhook: checkedWebhook(url), secret: secretOf(robot) };
    },
    stop: async () => {},
  };
}

/** Robots that share a token are one robot there: what any of them says of its security holds for all. */
function vendorRobots(config: Config): readonly SandboxRobot[] {
  return [...Map.groupBy(config.robots.values(), tokenOf)].map(([token, sharers]) => ({
    name: sharers.map(({ name }) => name).join(', '),
    token,
    secret: sharers.map(secretOf).find((secret) => secret !== ''),
    keywords: [...new Set(sharers.flatMap(({ keywords }) => keywords))],
  }));
}

/** Sandbox robots without a secret sign with some, as in the daemon. */
function secretOf({ webhook, secret = '' }: RobotConfig): string {
  return secret === '' && webhook.kind === 'sandbox' ? 'SEC-simulated' : secret;
}
