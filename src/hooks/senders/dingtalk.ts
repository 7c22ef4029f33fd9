import type { Sender } from '../sender.ts';

export const dingtalk: Sender = {
  name: 'dingtalk',
  duplicateKey: () => undefined,
  read: () => ({ kind: 'unknown', event: '' }),
};
