import type { Sender } from '../sender.ts';

/** https://prometheus.io/docs/alerting/latest/configuration/#webhook_config */
export const alertmanager: Sender = {
  name: 'alertmanager',
  duplicateKey: () => undefined,
  read: () => ({ kind: 'unknown', event: '' }),
};
