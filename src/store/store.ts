import type { History } from '../delivery/history.ts';
import type { Inbox } from '../delivery/inbox.ts';
import type { Members } from '../delivery/members.ts';
import type { Notices } from '../delivery/notices.ts';
import type { Outbox } from '../delivery/outbox.ts';
import type { Plans } from '../delivery/plans.ts';
import type { EpochMs } from '../schedule/instant.ts';
import type { Overrides } from '../schedule/overrides.ts';
import { type Connection, createConnection } from './connection.ts';
import { createDaemonStateBoard, type DaemonStateBoard } from './daemon-state.ts';
import { createSqliteMembers } from './sqlite-members.ts';
import { openDatabase } from './open.ts';
import { createSqliteHistory } from './sqlite-history.ts';
import { createSqliteInbox } from './sqlite-inbox.ts';
import { createSqliteNotices } from './sqlite-notices.ts';
import { createSqliteOutbox } from './sqlite-outbox.ts';
import { createSqliteOverrides } from './sqlite-overrides.ts';
import { createSqlitePlans } from './sqlite-plans.ts';
import { toStoreError } from './store-error.ts';
import { prune } from './prune.ts';
import type { Gate } from './waiting-calls.ts';

/** Everything durable, in one SQLite database, which several processes may have open at once. */
export interface Store {
  /** For whoever plans. */
  readonly plans: Plans;
  /** For whoever sends. */
  readonly outbox: Outbox;
  /** For whoever receives what other programs send. */
  readonly inbox: Inbox;
  /** Who may send. */
  readonly members: Members;
  /** For whoever tells owners of trouble. */
  readonly notices: Notices;
  /** For whoever looks. */
  readonly history: History;
  readonly overrides: Overrides;
  readonly daemonState: DaemonStateBoard;
  /**
   * Forgets final deliveries due and finished before `before`, with their attempts. Some at a time; returns how many:
   * until it is 0 there may be more. Never one that waits. The limiter forgets with it: `before` lies well over a minute
   * back.
   */
  prune(before: EpochMs): Promise<number>;
  /** Housekeeping, once a day or so: refreshes the planner's statistics and folds the log into the database. */
  tidy(): Promise<void>;
  /** Idempotent. Nothing may be called afterwards. */
  close(): void;
}

/** A {@link Store} in another thread. Its end may take a while, and what it is asked is data: a function goes nowhere. */
export type DistantStore = { readonly [Name in keyof Omit<Store, 'close'>]: Distant<Store[Name]> } & {
  close(): Promise<void>;
};

/** A port each method of which takes data. In place of one that does not stands what no {@link Store} has. */
type Distant<Port> = Port extends Method ? OfData<Port> : { readonly [Name in keyof Port]: OfData<Port[Name]> };
type OfData<Each> = Each extends (...args: infer Args) => unknown
  ? Extract<Args[number], Method> extends never
    ? Each
    : 'takes a function'
  : Each;
type Method = (...args: never[]) => unknown;

/**
 * Opens the store in a directory, or one in memory with {@link MEMORY}.
 *
 * @param gate Of whoever waits for other processes itself: nothing here does then. Default: what they hold is waited for.
 * @throws {StoreError} when that cannot be done; its message says why and what to do.
 */
export function openStore(dataDirectory: string, gate?: Gate): Store {
  const { db, location } = openDatabase(dataDirectory);
  if (gate !== undefined) db.exec('PRAGMA busy_timeout = 0');
  const connection: Connection = createConnection(db, location, gate);
  return {
    plans: createSqlitePlans(connection),
    outbox: createSqliteOutbox(connection),
    inbox: createSqliteInbox(connection),
    members: createSqliteMembers(connection),
    notices: createSqliteNotices(connection),
    history: createSqliteHistory(connection),
    overrides: createSqliteOverrides(connection),
    daemonState: createDaemonStateBoard(connection),
    prune: (before) => prune(connection, before),
    async tidy() {
      try {
        db.exec('PRAGMA optimize; PRAGMA wal_checkpoint(TRUNCATE)');
      } catch (error) {
        throw toStoreError(error, location);
      }
    },
    close() {
      if (db.isOpen) db.close();
    },
  };
}
