import type { RobotConfig } from '../config/config.ts';
import { startSandboxHost } from '../daemon/sandbox-host.ts';
import { createDispatcher } from '../robot/dingtalk/dispatcher.ts';
import { parseWebhook } from '../robot/dingtalk/webhook.ts';
import type { Language } from '../message/language.ts';
import { proofTexts } from './proof-texts.ts';
import { type Proof, proveRobot, type RobotAccess } from './robot-proof.ts';

/**
 * Sends the test message through a robot as it is configured. The sandbox lives in the daemon; one of its own stands in
 * for it here.
 */
export async function sendTestMessage(robot: RobotConfig, language: Language): Promise<Proof> {
  if (robot.webhook.kind === 'dingtalk') return send(robot, accessOf(robot.webhook.url, robot.secret), language);
  const host = await startSandboxHost(Date.now);
  try {
    return await send(robot, host.admit(robot), language);
  } finally {
    await host.stop();
  }
}

async function send({ keywords }: RobotConfig, access: RobotAccess, language: Language): Promise<Proof> {
  const { title, text } = proofTexts(language);
  const [keyword] = keywords;
  const network = createDispatcher({ env: process.env });
  try {
    const body = [`### ${title}`, text, ...(keyword === undefined ? [] : [keyword])].join('\n\n');
    return await proveRobot(access, { kind: 'markdown', title, text: body }, network);
  } finally {
    await network.destroy();
  }
}

/** The configuration was checked when it was loaded. */
function accessOf(url: string, secret: string | undefined): RobotAccess {
  const parsed = parseWebhook(url);
  if (parsed.kind === 'fault') throw new Error(parsed.fault.message);
  return { webhook: parsed.webhook, secret };
}
