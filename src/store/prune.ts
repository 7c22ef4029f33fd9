import { setImmediate } from 'node:timers/promises';
import type { EpochMs } from '../schedule/instant.ts';
import type { Connection } from './connection.ts';

/** How many deliveries one transaction forgets: the daemon must not stand still while a season is swept away. */
const CHUNK = 25;

/**
 * Forgets final deliveries (with their attempts) due and finished before `before`; returns how many. Never one that
 * waits. The limiter forgets with it: `before` lies well over a minute back.
 *
 * @param signal Leaves the rest for another time. Default: none.
 */
export async function prune({ sql, write }: Connection, before: EpochMs, signal?: AbortSignal): Promise<number> {
  for (let forgotten = 0; ; ) {
    const { changes } = write(() => sql(PRUNE).run(before, CHUNK));
    forgotten += Number(changes);
    if (Number(changes) < CHUNK || signal?.aborted === true) return forgotten;
    await setImmediate();
  }
}

const PRUNE = `DELETE FROM delivery WHERE seq IN (
  SELECT seq FROM delivery INDEXED BY delivery_last
  WHERE last_at < ?1 AND finished_at < ?1 ORDER BY last_at LIMIT ?2
)`;
