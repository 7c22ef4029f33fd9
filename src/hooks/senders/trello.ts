import { Fields } from '../fields.ts';
import { isSignedBy } from '../hmac.ts';
import type { Sender } from '../sender.ts';

/** https://developer.atlassian.com/cloud/trello/guides/rest-api/webhooks/ */
export const trello: Sender = {
  name: 'trello',
  // The address to which it posts is signed along.
  signature: {
    headers: ['x-trello-webhook'],
    verify: ({ headers, body, url = '' }, key) =>
      isSignedBy(headers['x-trello-webhook'] ?? '', { algorithm: 'sha1', encoding: 'base64', key, over: [body, url] })
        ? 'right'
        : 'wrong',
  },
  duplicateKey: ({ body }) => new Fields(body).text('action.id'),
  read: ({ body }) => ({ kind: 'unknown', event: new Fields(body).text('action.type') ?? '' }),
};
