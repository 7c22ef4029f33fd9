import type { Sender } from '../sender.ts';
import { bodySignature, payloadSignature } from '../signatures.ts';

/** Gitea, Forgejo and Gogs. https://docs.gitea.com/usage/webhooks */
export const gitea: Sender = {
  name: 'gitea',
  signature: payloadSignature([
    bodySignature('x-gitea-signature'),
    bodySignature('x-forgejo-signature'),
    bodySignature('x-gogs-signature'),
    bodySignature('x-hub-signature-256', 'sha256='),
  ]),
  secretKeys: ['secret'],
  duplicateKey: ({ headers }) => headers['x-gitea-delivery'] ?? headers['x-gogs-delivery'],
  read: ({ headers }) => ({ kind: 'unknown', event: headers['x-gitea-event'] ?? '' }),
};
