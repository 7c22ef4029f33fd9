import { DatabaseSync } from 'node:sqlite';
import { requireKnown } from './migrations.ts';
import { StoreError, toStoreError } from './store-error.ts';

/**
 * That a file is a sound database of ours, of a version that this program opens.
 *
 * @throws {StoreError} when it is not, saying what it is.
 */
export function checkDatabase(file: string): void {
  try {
    const db = new DatabaseSync(file, { readOnly: true });
    try {
      const [found] = db.prepare('PRAGMA integrity_check(1)').all();
      const said = String(found?.['integrity_check']);
      if (said !== 'ok') throw new StoreError({ kind: 'corrupt', location: file, said });
      if (!isOurs(db)) throw new StoreError({ kind: 'foreign', location: file });
      requireKnown(db, file);
    } finally {
      db.close();
    }
  } catch (error) {
    throw toStoreError(error, file);
  }
}

function isOurs(db: DatabaseSync): boolean {
  return db.prepare(`SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'delivery'`).get() !== undefined;
}
