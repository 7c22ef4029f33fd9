import type { Dispatcher } from 'undici';
import { createRobotClient } from './client.ts';
import { openNetwork } from '../network/open-network.ts';
import { checkedWebhook } from './dingtalk/webhook.ts';
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
 * A DingTalk custom robot, ready to send. It makes one attempt per call and tells what came of it; limits, retries and
 * keywords are the caller's (or the daemon's) business.
 *
 * ```ts
 * const robot = createRobot({ webhook, secret });
 * const msgUuid = randomUUID();
 * const outcome = await robot.send({ kind: 'text', text: '午饭时间到' }, { msgUuid });
 * switch (outcome.kind) {
 *   case 'delivered': // the group has it
 *   case 'throttled': // wait outcome.coolDownMs, then send again with the same msgUuid
 *   case 'unreachable': // it did not get through: send again soon with the same msgUuid
 *   case 'ambiguous': // nobody knows whether it arrived: send again with the same msgUuid, DingTalk shows it once
 *   case 'rejected': // sending it again is of no use: outcome.cause says why
 * }
 * ```
 *
 * The vendor takes 20 messages a minute and 20,000 bytes each.
 *
 * @throws {TypeError} when the webhook is none; the text says what is wrong with it and never repeats its token.
 */
export function createRobot({ webhook, secret, dispatcher, now = Date.now }: CreateRobotOptions): Robot {
  return createRobotClient({
    webhook: checkedWebhook(webhook),
    secret,
    dispatcher: dispatcher ?? openNetwork({ env: process.env }),
    now,
  });
}
