import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../delivery/clock.ts';
import { SECOND } from '../schedule/instant.ts';
import { LOCK_FILE } from '../store/lock.ts';
import { DATABASE_FILE } from '../store/open.ts';
import { type DataFault, tellDataFault } from './data-fault-words.ts';
import type { Logger } from './logger.ts';
import { repeat } from './repeat.ts';

const EVERY = 20 * SECOND;

export interface DataWatchOptions {
  readonly dataDirectory: string;
  readonly clock: Clock;
  readonly logger: Logger;
  /** There is something new to be seen. */
  readonly changed: () => void;
}

export interface DataWatch {
  /** What was done to the files that the daemon has open; `undefined` = they are there. */
  readonly fault: DataFault | undefined;
  /**
   * Whether others stand in their place, looked at now: then a second daemon may be planning and sending the same by
   * them. While they are only gone, this one is alone.
   */
  isSupplanted(): boolean;
  /** Idempotent. */
  stop(): Promise<void>;
}

/**
 * Notices when the database or the lock is deleted, moved or replaced while the daemon has it open. SQLite goes on in
 * the file that has no name any more, and all that is written there is gone with the process.
 */
export function startDataWatch({ dataDirectory, clock, logger, changed }: DataWatchOptions): DataWatch {
  const check = createDataCheck(dataDirectory);
  let fault: DataFault | undefined;

  const watch = repeat(clock, EVERY, () => {
    const found = check();
    if (found?.kind === fault?.kind && found?.file === fault?.file) return;
    fault = found;
    if (found === undefined) logger.info('the data files are back in their place');
    else logger.error({ reason: tellDataFault(found, 'en') }, 'a data file was deleted, moved or replaced');
    changed();
  });

  return {
    get fault() {
      return fault;
    },
    isSupplanted: () => check()?.kind === 'replaced',
    stop: () => watch.stop(),
  };
}

/** What is done to the files later is held against what they are now. */
export function createDataCheck(dataDirectory: string): () => DataFault | undefined {
  const opened = new Map<string, string>();
  const check = (): DataFault | undefined => {
    // All are looked at each time: each is known from when it is first there.
    return FILES.map(([name, what]): DataFault | undefined => {
      const file = join(dataDirectory, name);
      const found = identityOf(file);
      const known = opened.get(name);
      // SQLite makes some of its files when it first needs them.
      if (known === undefined && found !== GONE && found !== undefined) opened.set(name, found);
      if (known === undefined || found === undefined || found === known) return undefined;
      return { kind: found === GONE ? 'gone' : 'replaced', file, what };
    }).find((fault) => fault !== undefined);
  };
  check();
  return check;
}

const FILES: readonly (readonly [string, DataFault['what']])[] = [
  [DATABASE_FILE, 'database'],
  [`${DATABASE_FILE}-wal`, 'database'],
  [LOCK_FILE, 'lock'],
];

const GONE = 'gone';

/**
 * Which file it is, whatever it is called; `undefined` when it cannot be looked at for the moment. Looked at and never
 * opened: closing it would drop the locks that SQLite holds on it in this process (POSIX).
 */
function identityOf(path: string): string | undefined {
  try {
    const { dev, ino } = statSync(path, { bigint: true });
    return `${dev} ${ino}`;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === 'ENOENT' || code === 'ENOTDIR' ? GONE : undefined;
  }
}
