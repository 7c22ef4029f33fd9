import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { StoreError, toStoreError } from './store-error.ts';
import type { Gate } from './waiting-calls.ts';

/** A database with its statements prepared once, and its errors told in plain words. */
export interface Connection {
  /** Its file, for people. */
  readonly location: string;
  /** The statement for this text; texts are constants of the program, so few are ever kept. */
  readonly sql: (text: string) => StatementSync;
  /**
   * Runs `work` in one transaction that may write: all of it is on the disk afterwards, or none.
   *
   * @throws {StoreError} when the database refuses.
   */
  readonly write: <T>(work: () => T) => T;
  /**
   * Runs `work` against one consistent state.
   *
   * @throws {StoreError} when the database refuses.
   */
  readonly read: <T>(work: () => T) => T;
}

/** @param gate While it is shut, nothing is written. Default: it never is. */
export function createConnection(db: DatabaseSync, location: string, gate?: Gate): Connection {
  const statements = new Map<string, StatementSync>();

  function transaction<T>(begin: string, work: () => T): T {
    try {
      db.exec(begin);
      const result = work();
      db.exec('COMMIT');
      return result;
    } catch (error) {
      rollBack(db);
      throw toStoreError(error, location);
    }
  }

  return {
    location,
    sql(text) {
      const known = statements.get(text);
      if (known !== undefined) return known;
      const statement = db.prepare(text);
      statements.set(text, statement);
      return statement;
    },
    // IMMEDIATE: a reader that turns writer half-way can be refused at once, without the busy timeout.
    write(work) {
      if (gate?.isShut) throw new StoreError({ kind: 'busy', location, said: 'others wait before it' });
      return transaction('BEGIN IMMEDIATE', work);
    },
    read: (work) => transaction('BEGIN', work),
  };
}

/** A full disk has rolled back by itself already. */
function rollBack(db: DatabaseSync): void {
  if (db.isOpen && db.isTransaction) db.exec('ROLLBACK');
}
