import type { Sender } from '../sender.ts';
import { bodySignature } from '../signatures.ts';

/** https://docs.sentry.io/organization/integrations/integration-platform/webhooks/ */
export const sentry: Sender = {
  name: 'sentry',
  signature: bodySignature('sentry-hook-signature'),
  secretKeys: ['code'],
  duplicateKey: ({ headers }) => headers['request-id'],
  read: ({ headers }) => ({ kind: 'unknown', event: headers['sentry-hook-resource'] ?? '' }),
};
