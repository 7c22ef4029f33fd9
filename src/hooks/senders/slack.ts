import type { Sender } from '../sender.ts';

export const slack: Sender = {
  name: 'slack',
  duplicateKey: () => undefined,
  read: () => ({ kind: 'unknown', event: '' }),
};
