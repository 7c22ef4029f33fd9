import { HOUR } from '../../schedule/instant.ts';
import { digestOf, isSignedBy } from '../hmac.ts';
import type { Sender } from '../sender.ts';
import { isNear } from '../signed-time.ts';

/** https://gitee.com/help/articles/4271 */
export const gitee: Sender = {
  name: 'gitee',
  secretHeader: 'x-gitee-token',
  // The time and the secret are signed, as DingTalk has it; the body is not.
  signature: {
    headers: ['x-gitee-timestamp'],
    verify: ({ headers }, key, now) => {
      const { 'x-gitee-timestamp': time = '', 'x-gitee-token': shown = '' } = headers;
      const over = [`${time}\n${key}`];
      if (!isSignedBy(shown, { algorithm: 'sha256', encoding: 'base64', key, over })) return 'wrong';
      return isNear(Number(time), now, HOUR) ? 'right' : 'stale';
    },
  },
  secretKeys: ['password', 'sign'],
  duplicateKey: ({ headers, body }) => {
    const time = headers['x-gitee-timestamp'];
    return time === undefined ? undefined : `${time} ${digestOf(JSON.stringify(body))}`;
  },
  read: ({ headers }) => ({ kind: 'unknown', event: headers['x-gitee-event'] ?? '' }),
};
