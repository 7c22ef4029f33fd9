import { Fields } from '../fields.ts';
import type { Sender } from '../sender.ts';

/** https://github.com/louislam/uptime-kuma/wiki */
export const uptimeKuma: Sender = {
  name: 'uptime-kuma',
  duplicateKey: ({ body }) => {
    const beat = new Fields(body).at('heartbeat');
    const parts = ['monitorID', 'time', 'status'].map((name) => beat.text(name));
    return parts.includes(undefined) ? undefined : parts.join(' ');
  },
  read: () => ({ kind: 'unknown', event: '' }),
};
