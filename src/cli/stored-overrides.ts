import type { Config } from '../config/config.ts';
import type { EpochMs } from '../schedule/instant.ts';
import { type Kept, type Override, byHand } from '../schedule/override.ts';
import { newRosterStarts } from '../schedule/roster-start.ts';
import { lookIntoStore } from './with-store.ts';

/**
 * What decides beside the YAML, as the daemon goes by it or would if it were started at `now`; beside a running daemon or
 * without one. Nothing that was set by hand where there is no store yet.
 */
export async function storedOverrides(config: Config, now: EpochMs): Promise<readonly Kept[]> {
  const kept = await readKept(config);
  return [...kept, ...newRosterStarts(config.reminders, kept, now)];
}

/** What was set by hand and has not ended: what a list for people shows. */
export async function storedByHand(config: Config, now: EpochMs): Promise<readonly Override[]> {
  return byHand(await readKept(config, { endingAfter: now }));
}

async function readKept(
  { daemon: { dataDirectory } }: Config,
  query: { readonly endingAfter?: EpochMs } = {},
): Promise<readonly Kept[]> {
  return (await lookIntoStore(dataDirectory, ({ overrides }) => overrides.list(query))) ?? [];
}
