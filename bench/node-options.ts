import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

interface Ecosystem {
  readonly apps: readonly [{ readonly node_args?: readonly string[] }];
}

const { apps } = createRequire(import.meta.url)('../ecosystem.config.cjs') as Ecosystem;

/** What Node is told when pm2, or `npm start`, starts the daemon. */
export const NODE_OPTIONS = apps[0].node_args ?? [];

/** What Node is told when the shell starts a command. */
export const COMMAND_OPTIONS = firstLine(new URL('../src/dingbell.cjs', import.meta.url))
  .split(' ')
  .filter((word) => word.startsWith('--'));

function firstLine(file: URL): string {
  return readFileSync(file, 'utf8').split('\n', 1)[0] ?? '';
}
