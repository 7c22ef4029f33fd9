import { createRequire } from 'node:module';

interface Ecosystem {
  readonly apps: readonly [{ readonly node_args: readonly string[] }];
}

const { apps } = createRequire(import.meta.url)('../ecosystem.config.cjs') as Ecosystem;

/** What Node is told when pm2, or `npm start`, starts the daemon; the secrets apart. */
export const NODE_OPTIONS = apps[0].node_args.filter((option) => !option.startsWith('--env-file'));
