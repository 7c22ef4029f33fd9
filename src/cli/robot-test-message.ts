import { randomUUID } from 'node:crypto';
import type { Dispatcher as Network } from 'undici';
import type { RobotConfig } from '../config/config.ts';
import { startSandboxHost } from '../daemon/sandbox-host.ts';
import { openNetwork } from '../network/open-network.ts';
import type { MarkdownMessage } from '../message/message.ts';
import type { Language } from '../message/language.ts';
import type { RobotCause } from '../robot/cause.ts';
import { tellRobotCauseApart } from '../robot/cause-words.ts';
import { createRobotClient } from '../robot/client.ts';
import type { Webhook } from '../robot/dingtalk/webhook.ts';
import type { Session } from './session.ts';
import { type Texts, textsIn } from './texts/catalogue.ts';

/**
 * Sends the test message through a robot as it is configured, by the signed path of every other, but past the outbox:
 * what is to be proved is the robot, and a lane that waits or is stopped would hide it. The sandbox lives in the daemon;
 * one of its own stands in for it here.
 *
 * @returns why it did not arrive; `undefined` = it did.
 */
export async function sendTestMessage(
  { env, language }: Pick<Session, 'env' | 'language'>,
  robot: RobotConfig,
): Promise<RobotCause | undefined> {
  const { webhook, secret } = robot;
  const network = openNetwork({ env });
  try {
    if (webhook.kind === 'dingtalk') return await send(robot, { webhook, secret }, network, language);
    return await sendToSandbox(robot, network, language);
  } finally {
    await network.destroy();
  }
}

async function sendToSandbox(robot: RobotConfig, network: Network, language: Language) {
  const host = await startSandboxHost(Date.now);
  try {
    return await send(robot, host.admit(robot), network, language);
  } finally {
    await host.stop();
  }
}

/** Says that the robot works, with one of its keywords. */
export function testMessage(keywords: readonly string[], language: Language): MarkdownMessage {
  const { title, text } = textsIn(language).test;
  return { kind: 'markdown', title, text: [`### ${title}`, text, ...keywords.slice(0, 1)].join('\n\n') };
}

/** What a person can do about it. */
export function mendOf(cause: RobotCause, { test }: Texts, language: Language): string {
  const isSent = 'fate' in cause ? cause.fate === 'sent' : cause.code === 'garbled' || cause.code === 'bug';
  return tellRobotCauseApart(cause, language).advice ?? (isSent ? test.unsure : test.unreached);
}

/** What a robot is reached by. */
interface RobotAccess {
  readonly webhook: Webhook;
  readonly secret?: string | undefined;
}

async function send(
  { keywords }: RobotConfig,
  { webhook, secret }: RobotAccess,
  dispatcher: Network,
  language: Language,
) {
  const robot = createRobotClient({ webhook, secret, dispatcher, now: Date.now });
  const outcome = await robot.send(testMessage(keywords, language), { msgUuid: randomUUID() });
  return outcome.kind === 'delivered' ? undefined : outcome.cause;
}
