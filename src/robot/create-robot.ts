import type { Dispatcher } from 'undici';
import { createDingtalkRobot } from './dingtalk/client.ts';
import { createDispatcher } from './dingtalk/dispatcher.ts';
import { parseWebhook } from './dingtalk/webhook.ts';
import type { Robot } from './robot.ts';

export interface CreateRobotOptions {
  /** The address from the robot's settings: `https://oapi.dingtalk.com/robot/send?access_token=…`. */
  readonly webhook: string;
  /** The `SEC…` of 加签 mode. Default: nothing is signed. */
  readonly secret?: string;
  /** An undici dispatcher, owned by the caller. Default: one of its own that heeds `HTTPS_PROXY` and `NO_PROXY`. */
  readonly dispatcher?: Dispatcher;
  /** The clock signatures are made by, in epoch ms. Default `Date.now`. */
  readonly now?: () => number;
}

/**
 * A DingTalk custom robot, ready to send.
 *
 * ```ts
 * const robot = createRobot({ webhook, secret });
 * const outcome = await robot.send({ kind: 'text', text: '午饭时间到' }, { msgUuid: randomUUID() });
 * ```
 *
 * @throws {TypeError} when the webhook is none; the text says what is wrong with it and never repeats its token.
 */
export function createRobot({ webhook, secret, dispatcher, now = Date.now }: CreateRobotOptions): Robot {
  const parsed = parseWebhook(webhook);
  if (parsed.kind === 'fault') throw new TypeError(`${parsed.fault.message}: ${parsed.fault.hint}`);
  return createDingtalkRobot({
    webhook: parsed.webhook,
    secret,
    dispatcher: dispatcher ?? createDispatcher({ env: process.env }),
    now,
  });
}
