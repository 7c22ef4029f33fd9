import type { Language } from '../message/language.ts';
import { tellStoreRefusal } from './store-refusal-words.ts';

/** The database could not do its work for a reason outside the program. Its message, and `tell`, say what to do. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
  readonly kind: StoreRefusal['kind'];
  readonly refusal: StoreRefusal;

  constructor(refusal: StoreRefusal, options?: ErrorOptions) {
    super(tellStoreRefusal(refusal, 'en'), options);
    this.kind = refusal.kind;
    this.refusal = refusal;
  }

  /** The same of another file. */
  of(location: string): StoreError {
    return new StoreError({ ...this.refusal, location }, { cause: this });
  }

  tell(language: Language): string {
    return tellStoreRefusal(this.refusal, language);
  }
}

/** Why it could not, as data; `location` is the file, or the folder. A union to switch on by `kind`. */
export type StoreRefusal =
  | {
      readonly kind: SystemRefusal;
      readonly location: string;
      /** What SQLite or the system said. */
      readonly said: string;
    }
  /** Another version of the program has written the database; `schema` is its, `known` ours. */
  | { readonly kind: 'newer'; readonly location: string; readonly schema: number; readonly known: number }
  /** From before the first release. */
  | { readonly kind: 'older'; readonly location: string; readonly schema: number }
  | {
      readonly kind: PlainRefusal;
      readonly location: string;
    };

export type PlainRefusal =
  /** A file stands where the folder of the data should be. */
  | 'not-a-folder'
  /** There is none. */
  | 'nothing'
  /** Something stands where a backup is to be written. */
  | 'exists'
  /** It is a database, of another program. */
  | 'foreign'
  /** What was to be written was planned by a process that does not lead any more. */
  | 'fenced'
  /** The file of the lock is something else. */
  | 'no-lock'
  /** A daemon or a command has it open. */
  | 'in-use';

export type SystemRefusal = 'busy' | 'full' | 'not-allowed' | 'not-writable' | 'corrupt' | 'io';

/** Takes an error of `node:sqlite` or the file system for what it means; anything else stays what it is: a bug. */
export function toStoreError(error: unknown, location: string): unknown {
  const kind = kindOf(error);
  if (kind === undefined) return error;
  return new StoreError({ kind, location, said: (error as Error).message }, { cause: error });
}

function kindOf(error: unknown): SystemRefusal | undefined {
  if (!(error instanceof Error) || error instanceof StoreError) return undefined;
  const { errcode, code } = error as Error & { readonly errcode?: unknown; readonly code?: unknown };
  // The low byte is the primary result code: https://www.sqlite.org/rescode.html
  if (typeof errcode === 'number') return SQLITE_CODES.get(errcode & 0xff);
  return typeof code === 'string' ? SYSTEM_CODES.get(code) : undefined;
}

const SQLITE_CODES: ReadonlyMap<number, SystemRefusal> = new Map([
  [3, 'not-writable'], // SQLITE_PERM
  [5, 'busy'], // SQLITE_BUSY
  [6, 'busy'], // SQLITE_LOCKED
  [8, 'not-writable'], // SQLITE_READONLY
  [10, 'io'], // SQLITE_IOERR
  [11, 'corrupt'], // SQLITE_CORRUPT
  [13, 'full'], // SQLITE_FULL
  [14, 'not-writable'], // SQLITE_CANTOPEN
  [26, 'corrupt'], // SQLITE_NOTADB
]);

const SYSTEM_CODES: ReadonlyMap<string, SystemRefusal> = new Map([
  ['EACCES', 'not-writable'],
  ['EPERM', 'not-writable'],
  ['EROFS', 'not-writable'],
  ['ENOTDIR', 'not-writable'],
  ['EEXIST', 'not-writable'],
  ['ENOSPC', 'full'],
  ['EDQUOT', 'full'],
  ['EIO', 'io'],
]);
