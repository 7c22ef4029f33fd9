import { randomUUID } from 'node:crypto';
import type { Dispatcher } from 'undici';
import type { Message } from '../message/message.ts';
import { createDingtalkRobot } from '../robot/dingtalk/client.ts';
import { securityCheck } from '../robot/dingtalk/errcode.ts';
import type { Webhook } from '../robot/dingtalk/webhook.ts';
import type { Outcome } from '../robot/robot.ts';

/** What a robot is reached by. */
export interface RobotAccess {
  readonly webhook: Webhook;
  readonly secret?: string | undefined;
}

export type Proof =
  | { readonly kind: 'arrived' }
  /** `reason` is the vendor's or the network's own word, scrubbed. */
  | { readonly kind: 'refused'; readonly cause: RefusalCause; readonly reason: string };

/** Why a test message did not arrive, told apart by what a person has to do about it. */
export type RefusalCause =
  | 'keyword'
  | 'signature'
  | 'address'
  | 'clock'
  | 'token'
  | 'stopped'
  | 'gone'
  | 'too-fast'
  | 'quota'
  | 'unsure'
  | 'network'
  | 'other';

/**
 * Sends one message by the signed path of every other, but past the outbox: what is to be proved is the robot, and a
 * lane that waits or is stopped would hide it.
 */
export async function proveRobot(
  { webhook, secret }: RobotAccess,
  message: Message,
  dispatcher: Dispatcher,
): Promise<Proof> {
  const robot = createDingtalkRobot({ webhook, secret, dispatcher, now: Date.now });
  return proofOf(await robot.send(message, { msgUuid: randomUUID() }));
}

/** What an attempt's outcome proves. */
export function proofOf(outcome: Outcome): Proof {
  if (outcome.kind === 'delivered') return { kind: 'arrived' };
  return { kind: 'refused', cause: causeOf(outcome), reason: outcome.reason };
}

function causeOf(outcome: Exclude<Outcome, { kind: 'delivered' }>): RefusalCause {
  switch (outcome.kind) {
    case 'throttled':
      return outcome.errcode === 90_030 ? 'quota' : 'too-fast';
    case 'unreachable':
      return 'network';
    case 'ambiguous':
      return 'unsure';
    case 'rejected':
      return REJECTIONS.get(outcome.errcode ?? 0) ?? securityCause(outcome) ?? 'other';
  }
}

const REJECTIONS: ReadonlyMap<number, RefusalCause> = new Map([
  [300_001, 'token'],
  [300_005, 'token'],
  [400_101, 'token'],
  [400_102, 'stopped'],
  [400_106, 'gone'],
  [400_013, 'gone'],
]);

/** One errcode for four checks: the words decide, as they do for the client itself. */
function securityCause({ errcode, reason, httpStatus = 200 }: Exclude<Outcome, { kind: 'delivered' }>) {
  return securityCheck({ httpStatus, body: JSON.stringify({ errcode, errmsg: reason }) });
}
