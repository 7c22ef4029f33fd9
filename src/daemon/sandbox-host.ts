import { randomBytes } from 'node:crypto';
import type { RobotConfig } from '../config/config.ts';
import { checkedWebhook, type Webhook } from '../robot/dingtalk/webhook.ts';
import { Sandbox } from '../robot/sandbox/sandbox.ts';
import { startSandboxServer } from '../robot/sandbox/server.ts';
import { tokenOf } from './lanes.ts';

/** The built-in fake DingTalk inside the daemon, for robots whose webhook is the word `sandbox`. */
export interface SandboxHost {
  readonly sandbox: Sandbox;
  /** Makes the robot known to the sandbox and gives what a person would have pasted for it. Twice is the same. */
  admit(robot: RobotConfig): { readonly webhook: Webhook; readonly secret: string };
  /** Idempotent. */
  stop(): Promise<void>;
}

/** Starts it on any free loopback port, with a secret that lives as long as the process. */
export async function startSandboxHost(now: () => number): Promise<SandboxHost> {
  const sandbox = new Sandbox();
  const server = await startSandboxServer({ sandbox, now });
  const secret = `SEC${randomBytes(32).toString('hex')}`;
  return {
    sandbox,
    admit(robot) {
      const token = tokenOf(robot);
      sandbox.addRobot({
        name: robot.name,
        token,
        secret: robot.secret ?? secret,
        keywords: robot.keywords,
        perMinute: robot.limit.perMinute,
      });
      return { webhook: checkedWebhook(server.webhook({ token })), secret: robot.secret ?? secret };
    },
    stop: () => server.stop(),
  };
}
