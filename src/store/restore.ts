import { chmodSync, chownSync, copyFileSync, existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { checkDatabase } from './check-database.ts';
import { createPrivate } from './create-private.ts';
import { tryLock } from './lock.ts';
import { DATABASE_FILE } from './open.ts';
import { StoreError, toStoreError } from './store-error.ts';

/** What SQLite keeps beside a database that is, or was when its process died, in use. */
const COMPANIONS = ['', '-wal', '-shm'] as const;

/**
 * Puts a copy of `file` in the place of the database of a data folder, and the present one, if there is one, at `aside`.
 * `file` itself stays as it is. Returns whether there was one.
 *
 * @throws {StoreError} when a daemon or a command has the database open, or `file` is no sound one; nothing has changed
 *   then.
 */
export function restore(dataDirectory: string, file: string, aside: string): boolean {
  const place = join(dataDirectory, DATABASE_FILE);
  const incoming = `${place}.part`;
  try {
    if (statSync(file, { throwIfNoEntry: false }) === undefined)
      throw new StoreError({ kind: 'nothing', location: file });
    const lock = tryLock(dataDirectory);
    if (lock === undefined) throw new StoreError({ kind: 'in-use', location: place });
    try {
      bring(file, incoming);
      const wasThere = existsSync(place);
      if (wasThere) putAside(place, aside);
      renameSync(incoming, place);
      return wasThere;
    } finally {
      remove(incoming);
      lock.release();
    }
  } catch (error) {
    throw toStoreError(error, file);
  }
}

/** Checked where it lies in the end: a disk may be full, or copy badly. */
function bring(file: string, incoming: string): void {
  remove(incoming);
  createPrivate(incoming);
  for (const suffix of ['', '-wal']) {
    if (existsSync(file + suffix)) copyFileSync(file + suffix, incoming + suffix);
  }
  chmodSync(incoming, 0o600);
  giveToOwnerOf(dirname(incoming), incoming);
  try {
    fold(incoming);
    checkDatabase(incoming);
  } catch (error) {
    // Nobody knows of the copy.
    throw error instanceof StoreError ? error.of(file) : toStoreError(error, file);
  }
}

/** Ours lies there for good, and not for the day's backups to be counted. */
function putAside(place: string, aside: string): void {
  try {
    fold(place);
  } catch (error) {
    const kind = (toStoreError(error, place) as Partial<StoreError>).kind;
    if (kind === 'busy') throw new StoreError({ kind: 'in-use', location: place }, { cause: error });
    // What is broken is put aside as it is: it may be why a backup is restored.
  }
  mkdirSync(dirname(aside), { recursive: true, mode: 0o700 });
  giveToOwnerOf(dirname(place), dirname(aside));
  for (const suffix of COMPANIONS) {
    if (existsSync(place + suffix)) renameSync(place + suffix, aside + suffix);
  }
}

/** All of a database into its one file. SQLite refuses that while anybody else has it open. */
function fold(file: string): void {
  const db = new DatabaseSync(file, { timeout: 0 });
  try {
    db.exec('PRAGMA journal_mode = DELETE');
  } finally {
    db.close();
  }
}

function remove(file: string): void {
  for (const suffix of COMPANIONS) rmSync(file + suffix, { force: true });
}

/** What an administrator restores is the daemon's. */
function giveToOwnerOf(folder: string, path: string): void {
  if (process.getuid?.() !== 0) return;
  const { uid, gid } = statSync(folder);
  chownSync(path, uid, gid);
}
