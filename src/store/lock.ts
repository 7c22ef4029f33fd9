import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Clock } from '../delivery/clock.ts';
import { type EpochMs, SECOND, toEpochMs } from '../schedule/instant.ts';
import { isThere } from './is-there.ts';
import { createPrivate } from './create-private.ts';
import { StoreError, toStoreError } from './store-error.ts';

/** An exclusive SQLite transaction on this file is the lock: the operating system drops it when the process dies. */
export const LOCK_FILE = 'daemon.lock';
/** Who holds it, for people. A file of its own: reading the lock file would drop its holder's lock (POSIX). */
const HOLDER_FILE = 'daemon.json';

const POLL = SECOND / 4;

/** The right to deliver from a data directory. */
export interface Lock {
  /** Idempotent. */
  release(): void;
}

/** Who holds a lock, as far as is known. */
export interface LockHolder {
  readonly pid: number;
  readonly since: EpochMs;
}

export interface LockOptions {
  readonly clock: Clock;
  /** Gives up waiting. */
  readonly signal?: AbortSignal;
  /** Called once when somebody else holds the lock; `undefined` when it is not known who. */
  readonly onWaiting?: (holder: LockHolder | undefined) => void;
}

/**
 * Waits until no other daemon delivers from `dataDirectory`, and keeps others waiting until released.
 * `undefined` = given up by `signal`.
 *
 * @throws {StoreError} when the lock file cannot be made or opened.
 */
export async function acquireLock(dataDirectory: string, options: LockOptions): Promise<Lock | undefined> {
  const { clock, onWaiting } = options;
  for (let told = false; options.signal?.aborted !== true; told = true) {
    const held = tryLock(dataDirectory);
    if (held !== undefined) {
      writeHolder(dataDirectory, { pid: process.pid, since: clock.now() });
      return held;
    }
    if (!told) onWaiting?.(lockHolder(dataDirectory));
    await clock.sleepUntil(toEpochMs(clock.now() + POLL), options.signal);
  }
  return undefined;
}

/**
 * Whether a daemon runs on `dataDirectory`. Takes the lock for an instant to find out; a daemon that starts in that
 * very instant waits a quarter of a second.
 *
 * @throws {StoreError} when the lock file is there but cannot be opened.
 */
export function isLocked(dataDirectory: string): boolean {
  if (!isThere(join(dataDirectory, LOCK_FILE))) return false;
  const lock = tryLock(dataDirectory);
  lock?.release();
  return lock === undefined;
}

/** Who took the lock last; whether it is still held is another question. */
export function lockHolder(dataDirectory: string): LockHolder | undefined {
  try {
    const { pid, since } = JSON.parse(readFileSync(join(dataDirectory, HOLDER_FILE), 'utf8')) as Record<
      string,
      unknown
    >;
    if (typeof pid !== 'number' || typeof since !== 'number') return undefined;
    return { pid, since: toEpochMs(since) };
  } catch {
    // Missing or half-written: the holder is not known, and nothing depends on it.
    return undefined;
  }
}

/**
 * The lock, when it is free at this instant.
 *
 * @throws {StoreError} when the lock file cannot be made or opened.
 */
export function tryLock(dataDirectory: string): Lock | undefined {
  const file = join(dataDirectory, LOCK_FILE);
  try {
    createPrivate(file);
    const db = new DatabaseSync(file, { timeout: 0 });
    try {
      db.exec('BEGIN EXCLUSIVE');
    } catch (error) {
      db.close();
      throw error;
    }
    return {
      release() {
        if (db.isOpen) db.close();
      },
    };
  } catch (error) {
    const explained = toStoreError(error, file);
    if (!(explained instanceof StoreError)) throw explained;
    if (explained.kind === 'busy') return undefined;
    // The lock is no database to those who read this, with nothing in it that a backup could bring back.
    throw explained.kind === 'corrupt'
      ? new StoreError({ kind: 'no-lock', location: file }, { cause: error })
      : explained;
  }
}

function writeHolder(dataDirectory: string, holder: LockHolder): void {
  try {
    writeFileSync(join(dataDirectory, HOLDER_FILE), `${JSON.stringify(holder)}\n`, { mode: 0o600 });
  } catch {
    // On a full disk the lock still holds; a process that waits is told the previous holder.
  }
}
