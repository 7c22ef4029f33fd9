import type { Config } from '../config/config.ts';
import type { EpochMs } from '../schedule/instant.ts';
import type { Override } from '../schedule/override.ts';
import { lookIntoStore } from './with-store.ts';

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
  return (await lookIntoStore(dataDirectory, ({ overrides }) => overrides.list(query))) ?? [];
}
