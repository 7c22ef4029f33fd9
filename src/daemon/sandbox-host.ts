import { randomBytes } from 'node:crypto';
import type { RobotConfig } from '../config/config.ts';
import { parseWebhook, type Webhook } from '../robot/dingtalk/webhook.ts';
import { Sandbox } from '../robot/sandbox/sandbox.ts';
import { startSandboxServer } from '../robot/sandbox/server.ts';
import { sandboxToken } from './sandbox-token.ts';

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
      const token = sandboxToken(robot.name);
      sandbox.addRobot({
        name: robot.name,
        token,
        secret: robot.secret ?? secret,
        keywords: robot.keywords,
        perMinute: robot.limit.perMinute,
      });
      return { webhook: webhookOf(server.webhook({ token })), secret: robot.secret ?? secret };
    },
    stop: () => server.stop(),
  };
}

function webhookOf(url: string): Webhook {
  const result = parseWebhook(url);
  if (result.kind === 'fault') throw new Error(result.fault.message);
  return result.webhook;
}
