import { setImmediate } from 'node:timers/promises';
import type { EpochMs } from '../schedule/instant.ts';
import type { Connection } from './connection.ts';
import type { Store } from './store.ts';

/** How many deliveries one transaction forgets: others wait for it. */
const CHUNK = 25;

/** See `Store.prune`. */
export async function prune({ sql, write }: Connection, before: EpochMs): Promise<number> {
  return write(() => Number(sql(PRUNE).run(before, CHUNK).changes));
}

/** All of it; returns how many. `signal`: leaves the rest for another time. */
export async function pruneAll(store: Pick<Store, 'prune'>, before: EpochMs, signal?: AbortSignal): Promise<number> {
  for (let forgotten = 0; ; await setImmediate()) {
    const count = await store.prune(before);
    forgotten += count;
    if (count === 0 || signal?.aborted === true) return forgotten;
  }
}

const PRUNE = `DELETE FROM delivery WHERE seq IN (
  SELECT seq FROM delivery INDEXED BY delivery_last
  WHERE last_at < ?1 AND finished_at < ?1 ORDER BY last_at LIMIT ?2
)`;
