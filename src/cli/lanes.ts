import type { Config } from '../config/config.ts';
import { lanesOf } from '../daemon/lanes.ts';
import type { Addresses } from '../daemon/make-deliveries.ts';
import { keywordsOf } from '../daemon/robots.ts';

/** Where messages go: all that has to be known of each robot. */
export function addressesOf(config: Config): Addresses {
  return { lanes: lanesOf(config), keywords: keywordsOf(config) };
}
