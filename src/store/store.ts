import type { Outbox } from '../delivery/outbox.ts';
import type { Overrides } from '../schedule/overrides.ts';
import { type Connection, createConnection } from './connection.ts';
import { createDaemonStateBoard, type DaemonStateBoard } from './daemon-state.ts';
import { openDatabase } from './open.ts';
import { createSqliteOutbox } from './sqlite-outbox.ts';
import { createSqliteOverrides } from './sqlite-overrides.ts';
import { toStoreError } from './store-error.ts';

/** Everything durable, in one SQLite database. Several processes may have it open; one daemon delivers from it. */
export interface Store {
  readonly outbox: Outbox;
  readonly overrides: Overrides;
  readonly daemonState: DaemonStateBoard;
  /** Housekeeping, once a day or so: refreshes the planner's statistics and folds the log into the database. */
  tidy(): Promise<void>;
  /** Idempotent. Nothing may be called afterwards. */
  close(): void;
}

/**
 * Opens the store in a directory, or one in memory with {@link MEMORY}.
 *
 * @throws {StoreError} when that cannot be done; its message says why and what to do.
 */
export function openStore(dataDirectory: string): Store {
  const { db, location } = openDatabase(dataDirectory);
  const connection: Connection = createConnection(db, location);
  return {
    outbox: createSqliteOutbox(connection),
    overrides: createSqliteOverrides(connection),
    daemonState: createDaemonStateBoard(connection),
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
