import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { createPrivate } from './create-private.ts';
import { migrate } from './migrations.ts';
import { toStoreError } from './store-error.ts';

/** The database's file in the data directory. */
export const DATABASE_FILE = 'dingbell.db';
/** In place of a data directory: a database in memory that nobody else sees and nothing survives. */
export const MEMORY = ':memory:';

/** How much of the database is kept in memory at most, in KiB; taken only when it is read. */
const CACHE_KIB = 16 * 1024;
/** After so many pages of 4 KiB the write-ahead log is folded into the database. */
const LOG_PAGES = 2_000;

/** How long a statement waits for another process's transaction, in ms; it blocks, so no longer than a hiccup. */
export const BUSY_TIMEOUT = 2_000;

/**
 * Opens the database in `dataDirectory`, creating both when they are not there (directory 0700, files 0600: messages
 * may be private), and brings it to the present version.
 *
 * @throws {StoreError} when that cannot be done; its message says why and what to do.
 */
export function openDatabase(dataDirectory: string): { readonly db: DatabaseSync; readonly location: string } {
  const location = dataDirectory === MEMORY ? MEMORY : join(dataDirectory, DATABASE_FILE);
  try {
    // SQLite gives its -wal and -shm files the mode of the database.
    if (location !== MEMORY) createPrivate(location);
    const db = new DatabaseSync(location, { timeout: BUSY_TIMEOUT });
    return { db: prepare(db, location), location };
  } catch (error) {
    throw toStoreError(error, location);
  }
}

function prepare(db: DatabaseSync, location: string): DatabaseSync {
  try {
    db.exec('PRAGMA journal_mode = WAL');
    // FULL: a commit is on the disk before its promise resolves, power cuts included.
    db.exec('PRAGMA synchronous = FULL; PRAGMA foreign_keys = OFF; PRAGMA trusted_schema = OFF');
    migrate(db, location);
    // The working set of a crowded second stays in memory, and is written to its place when the second is over.
    db.exec(`PRAGMA cache_size = -${CACHE_KIB}; PRAGMA wal_autocheckpoint = ${LOG_PAGES}`);
    // Only now: a migration that makes a table anew would delete all that refers to it.
    db.exec('PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY');
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}
