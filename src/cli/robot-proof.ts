import { randomUUID } from 'node:crypto';
import type { Dispatcher } from 'undici';
import type { Message } from '../message/message.ts';
import type { RobotCause, VendorMeaning } from '../robot/cause.ts';
import { createDingtalkRobot } from '../robot/dingtalk/client.ts';
import type { Webhook } from '../robot/dingtalk/webhook.ts';
import type { Outcome } from '../robot/robot.ts';

/** What a robot is reached by. */
export interface RobotAccess {
  readonly webhook: Webhook;
  readonly secret?: string | undefined;
}

export type Proof =
  | { readonly kind: 'arrived' }
  | { readonly kind: 'refused'; readonly cause: RobotCause; readonly mend: Mend };

/** What a person has to do something about when a test message did not arrive. */
export type Mend =
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
  return { kind: 'refused', cause: outcome.cause, mend: mendOf(outcome.cause) };
}

function mendOf(cause: RobotCause): Mend {
  switch (cause.code) {
    case 'vendor':
      return MENDS[cause.meaning];
    case 'address-banned':
      return 'too-fast';
    case 'network':
    case 'given-up':
      return cause.fate === 'sent' ? 'unsure' : 'network';
    case 'garbled':
    case 'bug':
      return 'unsure';
    case 'busy':
    case 'web-page':
    case 'http':
    case 'stale':
      return 'network';
  }
}

const MENDS: Readonly<Record<VendorMeaning, Mend>> = {
  busy: 'network',
  'too-fast': 'too-fast',
  quota: 'quota',
  'token-unknown': 'token',
  'robot-stopped': 'stopped',
  'robot-gone': 'gone',
  'group-gone': 'gone',
  'keyword-missing': 'keyword',
  'address-not-allowed': 'address',
  'clock-wrong': 'clock',
  'signature-wrong': 'signature',
  malformed: 'other',
  'too-long': 'other',
  'unsafe-link': 'other',
  'unsafe-text': 'other',
  'unsafe-picture': 'other',
  'unsafe-content': 'other',
  refused: 'other',
};
