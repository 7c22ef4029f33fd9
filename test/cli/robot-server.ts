import { onTestFinished } from 'vitest';
import { Sandbox } from '../../src/robot/sandbox/sandbox.ts';
import { startSandboxServer } from '../../src/robot/sandbox/server.ts';

const ROBOT = { name: 'team', token: 'dummy-token-of-the-cli-test', secret: 'SEC-dummy-of-the-cli-test' };

/** A robot that a configuration reaches over the network: DingTalk's stand-in, with what `.env` would say of it. */
export async function robotServer(options: { readonly keywords?: readonly string[] } = {}) {
  const sandbox = new Sandbox({ robots: [{ ...ROBOT, ...options }] });
  const server = await startSandboxServer({ sandbox, now: Date.now });
  onTestFinished(() => server.stop());
  return { sandbox, env: { TEAM_WEBHOOK: server.webhook(ROBOT), TEAM_SECRET: ROBOT.secret } };
}
