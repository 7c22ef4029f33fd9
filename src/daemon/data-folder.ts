import { statSync } from 'node:fs';
import { StoreError } from '../store/store-error.ts';

/**
 * That nothing else stands where the data folder is or will be.
 *
 * @throws {StoreError} when it is a file.
 */
export function checkDataFolder(dataDirectory: string): void {
  if (isFile(dataDirectory)) throw new StoreError({ kind: 'not-a-folder', location: dataDirectory });
}

/** What cannot even be looked at is told of by those who open it. */
function isFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
