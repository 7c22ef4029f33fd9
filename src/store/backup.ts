import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { checkDatabase } from './check-database.ts';
import { BUSY_TIMEOUT, DATABASE_FILE } from './open.ts';
import { StoreError, toStoreError } from './store-error.ts';

/**
 * Copies the database of a data folder into `file`, as of one instant, even while others write. The file is written whole
 * or not at all, is readable for its owner only, and never replaces another. The data folder is not changed. Returns the
 * size in bytes.
 *
 * @throws {StoreError} when there is nothing to copy, something stands there, or the copy is not sound.
 */
export function backUp(dataDirectory: string, file: string): number {
  const source = join(dataDirectory, DATABASE_FILE);
  const draft = `${file}.part`;
  try {
    if (!isThere(source)) throw new StoreError({ kind: 'nothing', location: source });
    if (existsSync(file)) throw new StoreError({ kind: 'exists', location: file });
    rmSync(draft, { force: true });
    closeSync(openSync(draft, 'wx', 0o600));
    copy(source, draft);
    checkDatabase(draft);
    sync(draft);
    // Only now, and only if it is still free, is the name taken.
    closeSync(openSync(file, 'wx', 0o600));
    renameSync(draft, file);
    return statSync(file).size;
  } catch (error) {
    rmSync(draft, { force: true });
    throw (error as NodeJS.ErrnoException).code === 'EEXIST'
      ? new StoreError({ kind: 'exists', location: file })
      : toStoreError(error, file);
  }
}

/** What may not be looked at is not nothing. */
function isThere(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false }) !== undefined;
}

function copy(source: string, draft: string): void {
  const db = open(source);
  try {
    // Into an empty file, or SQLite would give it the mode that others may read.
    db.prepare('VACUUM INTO ?').run(draft);
  } finally {
    db.close();
  }
}

function open(source: string): DatabaseSync {
  try {
    const db = new DatabaseSync(source, { readOnly: true, timeout: BUSY_TIMEOUT });
    db.exec('PRAGMA schema_version');
    return db;
  } catch (error) {
    throw toStoreError(error, source);
  }
}

function sync(file: string): void {
  const handle = openSync(file, 'r+');
  fsyncSync(handle);
  closeSync(handle);
}
