import { Fields } from '../fields.ts';
import type { Sender } from '../sender.ts';

/** https://docs.gitlab.com/user/project/integrations/webhook_events/ */
export const gitlab: Sender = {
  name: 'gitlab',
  secretHeader: 'x-gitlab-token',
  duplicateKey: ({ headers }) => headers['idempotency-key'],
  read: ({ body }) => ({ kind: 'unknown', event: new Fields(body).text('object_kind') ?? '' }),
};
