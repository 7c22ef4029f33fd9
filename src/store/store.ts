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
  /** For planning. */
  readonly plans: Plans;
  /** For sending. */
  readonly outbox: Outbox;
  /** For receiving what other programs send. */
  readonly inbox: Inbox;
  /** The processes that may send. */
  readonly members: Members;
  /** For telling owners of trouble. */
  readonly notices: Notices;
  /** For reading. */
  readonly history: History;
  readonly overrides: Overrides;
  readonly daemonState: DaemonStateBoard;
  /**
   * Forgets final deliveries that were due and finished before `before`, with their attempts. Deliveries that wait are
   * kept. Works on some at a time and returns how many; call it again until it returns 0. The limiter counts attempts, so
   * `before` must lie well over a minute back.
   */
  prune(before: EpochMs): Promise<number>;
  /** Housekeeping, once a day or so: refreshes the planner's statistics and folds the log into the database. */
  tidy(): Promise<void>;
  /** Idempotent. Nothing may be called afterwards. */
  close(): void;
}

/** A {@link Store} in another thread. Closing may take a while. Arguments are data: a function cannot be sent there. */
export type DistantStore = { readonly [Name in keyof Omit<Store, 'close'>]: Distant<Store[Name]> } & {
  close(): Promise<void>;
};

/** A port whose methods take only data. A method that takes a function becomes a text, which no {@link Store} has: a type error. */
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
 * @param gate Given by a caller that does the waiting for other processes itself. Default: SQLite waits for them.
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
