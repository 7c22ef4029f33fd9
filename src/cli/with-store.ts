import { join } from 'node:path';
import { checkDataFolder } from '../daemon/data-folder.ts';
import { isThere } from '../store/is-there.ts';
import { DATABASE_FILE } from '../store/open.ts';
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
  checkDataFolder(dataDirectory);
  if (!isThere(join(dataDirectory, DATABASE_FILE))) return undefined;
  return withStore(dataDirectory, read);
}

/** Lets `work` have the store of a data folder, made when there is none. */
export async function withStore<T>(dataDirectory: string, work: (store: Store) => Promise<T>): Promise<T> {
  checkDataFolder(dataDirectory);
  const store = openStore(dataDirectory);
  try {
    return await work(store);
  } finally {
    store.close();
  }
}
