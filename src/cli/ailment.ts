import { join } from 'node:path';
import type { Config } from '../config/config.ts';
import { type EpochMs, MINUTE } from '../schedule/instant.ts';
import { DATABASE_FILE } from '../store/open.ts';
import { StoreError } from '../store/store-error.ts';
import type { Store } from '../store/store.ts';
import { findStandstill } from './standstill.ts';
import type { Ailment } from './status-facts.ts';

/** A daemon that starts leaves word of itself sooner. */
const PATIENCE = 2 * MINUTE;

/**
 * What keeps a running daemon from its work, found from outside: it writes nothing of its own accord, and one that
 * cannot write could not say so anyway.
 *
 * @param since When it has begun.
 */
export async function findAilment(
  { daemonState, plans }: Store,
  config: Config,
  { since, now }: { readonly since: EpochMs; readonly now: EpochMs },
): Promise<Ailment | undefined> {
  try {
    const { pid } = await daemonState.read();
    // It has left no word here: this is not the database that it has open.
    if (pid === undefined && now - since > PATIENCE) return dataFault(config.daemon.dataDirectory, 'replaced');
    await daemonState.publish({ probedAt: now });
    const standstill = findStandstill(config.reminders, await plans.cursors(), { since, now });
    return standstill && { kind: 'stands-still', ...standstill };
  } catch (error) {
    if (error instanceof StoreError) return { kind: 'store-refuses', error };
    throw error;
  }
}

/** A daemon runs on this folder, and its database is not there. */
export function goneFrom(dataDirectory: string): Ailment {
  return dataFault(dataDirectory, 'gone');
}

function dataFault(dataDirectory: string, kind: 'gone' | 'replaced'): Ailment {
  return { kind: 'data-gone', fault: { kind, file: join(dataDirectory, DATABASE_FILE), what: 'database' } };
}
