import type { DatabaseSync } from 'node:sqlite';
import { FROM_4 } from './from-4.ts';
import { FROM_6 } from './from-6.ts';
import { INBOX_SCHEMA } from './inbox-schema.ts';
import { SCHEMA } from './schema.ts';
import { StoreError } from './store-error.ts';

/** The versions that this program opens: an empty database, those before, and its own. */
const STEPS: ReadonlyMap<number, string> = new Map([
  [0, SCHEMA],
  [4, FROM_4],
  [5, INBOX_SCHEMA],
  [6, FROM_6],
]);
const VERSION = 7;

/**
 * Brings the database to the present version, in one transaction: after a crash it is either old or new.
 *
 * @throws {StoreError} `newer`, when a later version of the program has been here; `older`, when it is from before the
 *   first release.
 */
export function migrate(db: DatabaseSync, location: string): void {
  if (versionOf(db) === VERSION) return;
  db.exec('BEGIN IMMEDIATE');
  try {
    // Read again: another process may have migrated while this one waited for its turn.
    const version = versionOf(db);
    if (version !== VERSION) db.exec(stepFrom(version, location));
    db.exec(`PRAGMA user_version = ${VERSION}`);
    db.exec('COMMIT');
  } catch (error) {
    if (db.isTransaction) db.exec('ROLLBACK');
    throw error;
  }
}

/**
 * That this program can open a database of ours.
 *
 * @throws {StoreError} as {@link migrate} does.
 */
export function requireKnown(db: DatabaseSync, location: string): void {
  const version = versionOf(db);
  if (version !== VERSION) stepFrom(version, location);
}

function versionOf(db: DatabaseSync): number {
  return Number(db.prepare('PRAGMA user_version').get()?.['user_version']);
}

function stepFrom(version: number, location: string): string {
  const step = STEPS.get(version);
  if (step !== undefined) return step;
  if (version > VERSION) {
    throw new StoreError({ kind: 'newer', location, schema: version, known: VERSION });
  }
  throw new StoreError({ kind: 'older', location, schema: version });
}
