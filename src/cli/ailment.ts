import { join } from 'node:path';
import type { Config } from '../config/config.ts';
import { type DataFault, tellDataFault } from '../daemon/data-fault-words.ts';
import { type EpochMs, MINUTE } from '../schedule/instant.ts';
import type { DaemonState } from '../store/daemon-state.ts';
import { isLocked, lockHolder } from '../store/lock.ts';
import { DATABASE_FILE } from '../store/open.ts';
import { StoreError } from '../store/store-error.ts';
import type { Store } from '../store/store.ts';
import { timeForPeople } from './format-time.ts';
import type { Session } from './session.ts';
import { findStandstill, type Standstill } from './standstill.ts';

/** The daemon of a folder as it is seen from outside. */
export interface DaemonSeen {
  /** What it says of itself; `undefined` when none runs. */
  readonly daemon?: Partial<DaemonState>;
  readonly ailment?: Ailment | undefined;
}

/** What keeps a running daemon from its work. */
export type Ailment =
  /** Its data is not where it was. */
  | { readonly kind: 'data-gone'; readonly fault: DataFault }
  /** Nothing can be written. */
  | { readonly kind: 'store-refuses'; readonly error: StoreError }
  /** What is due is not planned. */
  | ({ readonly kind: 'stands-still' } & Standstill);

/** A daemon that starts leaves word of itself sooner. */
const PATIENCE = 2 * MINUTE;

/**
 * Looks at the daemon of a folder, if one runs: it writes nothing of its own accord, and one that cannot write could not
 * say so anyway.
 *
 * @param store `undefined` = there is no database.
 */
export async function lookAtDaemon(store: Store | undefined, config: Config, now: EpochMs): Promise<DaemonSeen> {
  const { dataDirectory } = config.daemon;
  if (!isLocked(dataDirectory)) return {};
  const holder = lockHolder(dataDirectory);
  const known = holder ? { pid: holder.pid } : {};
  if (!store) return { daemon: known, ailment: dataFault(dataDirectory, 'gone') };
  const state = await store.daemonState.read();
  const since = holder?.since ?? now;
  // It has left no word here: this is not the database that it has open.
  const isStrange = state.pid === undefined && now - since > PATIENCE;
  const ailment = isStrange ? dataFault(dataDirectory, 'replaced') : await findAilment(store, config, since, now);
  return { daemon: { ...known, ...state }, ailment };
}

export function ailmentText({ texts, language }: Session, { daemon }: Config, ailment: Ailment): string {
  switch (ailment.kind) {
    case 'data-gone':
      return tellDataFault(ailment.fault, language);
    case 'store-refuses':
      return ailment.error.tell(language);
    case 'stands-still':
      return texts.status.standsStill(ailment.reminder, timeForPeople(ailment.dueAt, daemon.timezone, language));
  }
}

async function findAilment(
  { daemonState, plans }: Store,
  { reminders }: Config,
  since: EpochMs,
  now: EpochMs,
): Promise<Ailment | undefined> {
  try {
    await daemonState.publish({ probedAt: now });
    const standstill = findStandstill(reminders, await plans.cursors(), { since, now });
    return standstill && { kind: 'stands-still', ...standstill };
  } catch (error) {
    if (error instanceof StoreError) return { kind: 'store-refuses', error };
    throw error;
  }
}

function dataFault(dataDirectory: string, kind: DataFault['kind']): Ailment {
  return { kind: 'data-gone', fault: { kind, file: join(dataDirectory, DATABASE_FILE), what: 'database' } };
}
