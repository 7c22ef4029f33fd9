import { StoreError } from '../store/store-error.ts';

/** An error as log fields: one the operator can mend in one line, one that is a bug with its stack. */
export function errorFields(error: unknown): { readonly reason: string } | { readonly err: unknown } {
  return error instanceof StoreError ? { reason: error.message } : { err: error };
}
