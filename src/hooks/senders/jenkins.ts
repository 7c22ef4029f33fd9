import { Fields } from '../fields.ts';
import type { Sender } from '../sender.ts';

/** https://plugins.jenkins.io/notification/ */
export const jenkins: Sender = {
  name: 'jenkins',
  duplicateKey: ({ body }) => {
    const job = new Fields(body);
    const number = job.text('build.number');
    const name = job.text('url') ?? job.text('name') ?? '';
    return number === undefined ? undefined : `${name} ${number} ${job.text('build.phase') ?? ''}`;
  },
  read: () => ({ kind: 'unknown', event: '' }),
};
