import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DATABASE_FILE } from '../store/open.ts';
import { StoreError } from '../store/store-error.ts';
import { openStore, type Store } from '../store/store.ts';

/**
 * Lets `read` look into the store of a data folder, beside a running daemon or without one.
 * `undefined` when there is none yet: looking creates nothing.
 *
 * @throws {StoreError} when the store cannot be read, saying why.
 */
export async function lookIntoStore<T>(
  dataDirectory: string,
  read: (store: Store) => Promise<T>,
): Promise<T | undefined> {
  checkFolder(dataDirectory);
  if (!existsSync(join(dataDirectory, DATABASE_FILE))) return undefined;
  return withStore(dataDirectory, read);
}

/** Lets `work` have the store of a data folder, made when there is none. */
export async function withStore<T>(dataDirectory: string, work: (store: Store) => Promise<T>): Promise<T> {
  checkFolder(dataDirectory);
  const store = openStore(dataDirectory);
  try {
    return await work(store);
  } finally {
    store.close();
  }
}

/** A file in its place would read as if nothing had ever been recorded. */
function checkFolder(dataDirectory: string): void {
  if (!existsSync(dataDirectory) || statSync(dataDirectory).isDirectory()) return;
  throw new StoreError(
    'not-writable',
    `${dataDirectory} is a file where the data folder should be: move it away, or name another folder (daemon: data:)`,
  );
}
