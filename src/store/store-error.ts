/** The database could not do its work for a reason outside the program; the message says what to do. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
  readonly kind: StoreErrorKind;

  constructor(kind: StoreErrorKind, message: string, options?: ErrorOptions) {
    super(message, options);
    this.kind = kind;
  }
}

export type StoreErrorKind = 'busy' | 'full' | 'not-writable' | 'corrupt' | 'newer' | 'older' | 'io';

/** Takes an error of `node:sqlite` or the file system for what it means; anything else stays what it is: a bug. */
export function toStoreError(error: unknown, location: string): unknown {
  const kind = kindOf(error);
  if (kind === undefined) return error;
  return new StoreError(kind, `${location}: ${EXPLANATIONS[kind]} (${(error as Error).message})`, { cause: error });
}

const EXPLANATIONS: Record<StoreErrorKind, string> = {
  busy: 'another process is keeping the database locked; it is tried again',
  full: 'the disk is full; free some space, nothing is lost meanwhile',
  'not-writable': 'the database cannot be opened for writing; check the owner and the mode of the folder and its files',
  corrupt: 'this is no intact database; restore it from a backup, or move it away to start with an empty one',
  older: 'the database was written by a version from before the first release; move it away to start with an empty one',
  newer: 'the database was written by a newer version of dingbell; install that version again',
  io: 'reading or writing the database failed; check the disk',
};

function kindOf(error: unknown): StoreErrorKind | undefined {
  if (!(error instanceof Error) || error instanceof StoreError) return undefined;
  const { errcode, code } = error as Error & { readonly errcode?: unknown; readonly code?: unknown };
  // The low byte is the primary result code: https://www.sqlite.org/rescode.html
  if (typeof errcode === 'number') return SQLITE_CODES.get(errcode & 0xff);
  return typeof code === 'string' ? SYSTEM_CODES.get(code) : undefined;
}

const SQLITE_CODES: ReadonlyMap<number, StoreErrorKind> = new Map([
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

const SYSTEM_CODES: ReadonlyMap<string, StoreErrorKind> = new Map([
  ['EACCES', 'not-writable'],
  ['EPERM', 'not-writable'],
  ['EROFS', 'not-writable'],
  ['ENOTDIR', 'not-writable'],
  ['EEXIST', 'not-writable'],
  ['ENOSPC', 'full'],
  ['EDQUOT', 'full'],
  ['EIO', 'io'],
]);
