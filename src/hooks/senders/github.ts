import type { Sender } from '../sender.ts';
import { bodySignature } from '../signatures.ts';

/** https://docs.github.com/en/webhooks/webhook-events-and-payloads */
export const github: Sender = {
  name: 'github',
  signature: bodySignature('x-hub-signature-256', 'sha256='),
  duplicateKey: ({ headers }) => headers['x-github-delivery'],
  read: ({ headers }) => ({ kind: 'unknown', event: headers['x-github-event'] ?? '' }),
};
