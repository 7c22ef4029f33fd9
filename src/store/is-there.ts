import { statSync } from 'node:fs';
import { StoreError } from './store-error.ts';

/**
 * Whether a file of the data is there; not being allowed to look is not nothing.
 *
 * @throws {StoreError} when this user may not find out.
 */
export function isThere(file: string): boolean {
  try {
    return statSync(file, { throwIfNoEntry: false }) !== undefined;
  } catch (error) {
    if (!isDenied(error)) return false;
    throw new StoreError({ kind: 'not-allowed', location: file, said: error.message }, { cause: error });
  }
}

function isDenied(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && (error.code === 'EACCES' || error.code === 'EPERM');
}
