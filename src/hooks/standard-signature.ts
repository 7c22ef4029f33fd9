import { SECOND } from '../schedule/instant.ts';
import { isSignedBy } from './hmac.ts';
import { isNear } from './signed-time.ts';
import type { Signature } from './sender.ts';

/** Whether a secret is of Standard Webhooks, whoever sends. */
export function isStandardSecret(secret: string): boolean {
  return secret.startsWith(PREFIX);
}

const PREFIX = 'whsec_';

/**
 * `webhook-signature: v1,<base64> v1,<base64>` over `id.timestamp.body`.
 *
 * @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export const STANDARD_SIGNATURE: Signature = {
  headers: ['webhook-signature'],
  verify: ({ headers, body }, secret, now) => {
    const { 'webhook-id': id = '', 'webhook-timestamp': time = '', 'webhook-signature': shown = '' } = headers;
    const signing = {
      algorithm: 'sha256',
      encoding: 'base64',
      key: Buffer.from(secret.slice(PREFIX.length), 'base64'),
      over: [`${id}.${time}.`, body],
    } as const;
    const signatures = shown.split(' ').filter((each) => each.startsWith('v1,'));
    if (!signatures.some((each) => isSignedBy(each.slice('v1,'.length), signing))) return 'wrong';
    return isNear(Number(time) * SECOND, now) ? 'right' : 'stale';
  },
};
