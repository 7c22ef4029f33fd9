import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../config/config.ts';
import type { EpochMs } from '../schedule/instant.ts';
import type { Override } from '../schedule/override.ts';
import { DATABASE_FILE } from '../store/open.ts';
import { openOverrides } from '../store/opened-overrides.ts';

/**
 * What was set by hand, beside a running daemon or without one; nothing where there is no store yet.
 *
 * @param query.endingAfter Leaves out what has ended by then. Default: all that is kept, which is what decides over
 *   times in the past.
 */
export async function storedOverrides(
  { daemon: { dataDirectory } }: Config,
  query: { readonly endingAfter?: EpochMs } = {},
): Promise<readonly Override[]> {
  // Looking creates nothing.
  if (!existsSync(join(dataDirectory, DATABASE_FILE))) return [];
  using opened = openOverrides(dataDirectory);
  return await opened.overrides.list(query);
}
