import type { Sender } from '../sender.ts';

export const json: Sender = {
  name: 'json',
  duplicateKey: () => undefined,
  read: () => ({ kind: 'unknown', event: '' }),
};
