import type { Overrides } from '../schedule/overrides.ts';
import { createConnection } from './connection.ts';
import { openDatabase } from './open.ts';
import { createSqliteOverrides } from './sqlite-overrides.ts';

/** Of the store what was set by hand, for a short command that asks for nothing else: without the outbox's code. */
export interface OpenedOverrides extends Disposable {
  readonly overrides: Overrides;
}

/** @throws {StoreError} as `openStore` does. */
export function openOverrides(dataDirectory: string): OpenedOverrides {
  const { db, location } = openDatabase(dataDirectory);
  return {
    overrides: createSqliteOverrides(createConnection(db, location)),
    [Symbol.dispose]: () => db.close(),
  };
}
