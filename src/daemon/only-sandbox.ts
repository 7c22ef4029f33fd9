import type { Config } from '../config/config.ts';

/** No robot is connected to a group: nothing reaches anybody. */
export function isOnlySandbox({ robots }: Pick<Config, 'robots'>): boolean {
  return [...robots.values()].every(({ webhook }) => webhook.kind === 'sandbox');
}
