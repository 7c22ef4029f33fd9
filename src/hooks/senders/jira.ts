import { Fields } from '../fields.ts';
import { isSignedBy, type Signing } from '../hmac.ts';
import type { Sender } from '../sender.ts';

/** Cloud and Data Center. https://developer.atlassian.com/cloud/jira/platform/webhooks/ */
export const jira: Sender = {
  name: 'jira',
  // It says by which method: `sha256=…`.
  signature: {
    headers: ['x-hub-signature'],
    verify: ({ headers, body }, key) => {
      const [, method, shown = ''] = /^(\w+)=(.*)$/.exec(headers['x-hub-signature'] ?? '') ?? [];
      const algorithm = METHODS.find((each) => each === method);
      if (algorithm === undefined) return 'wrong';
      return isSignedBy(shown, { algorithm, encoding: 'hex', key, over: [body] }) ? 'right' : 'wrong';
    },
  },
  duplicateKey: ({ headers }) => headers['x-atlassian-webhook-identifier'],
  read: ({ body }) => ({ kind: 'unknown', event: new Fields(body).text('webhookEvent') ?? '' }),
};

const METHODS: readonly Signing['algorithm'][] = ['sha256', 'sha512', 'sha1'];
