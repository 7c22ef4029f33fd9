import type { AttemptResult, Outbox } from '../delivery/outbox.ts';
import { claim } from './claim.ts';
import type { Connection } from './connection.ts';
import { expire } from './expire.ts';
import { backlogs, merge } from './merge.ts';
import { nextWake } from './next-wake.ts';
import { record } from './record.ts';
import { settleLanes } from './settle-lanes.ts';

/**
 * The outbox in SQLite. Every call is one transaction and is done when its promise exists; the promises are the port's,
 * for stores that need them. A call that fails rejects with a `StoreError`.
 */
export function createSqliteOutbox(connection: Connection): Outbox {
  const { sql, read, write } = connection;
  const recordAll = (results: readonly AttemptResult[]): void => {
    for (const result of results) record(connection, result);
  };
  return {
    async claim(request) {
      return write(() => claim(connection, request));
    },
    async record(results) {
      write(() => recordAll(results));
    },
    async recordAndClaim(results, request) {
      return write(() => {
        recordAll(results);
        return claim(connection, request);
      });
    },
    async expire(request) {
      return write(() => expire(connection, request));
    },
    async nextWake(request) {
      return read(() => nextWake(connection, request));
    },
    async backlogs(request) {
      return read(() => backlogs(connection, request));
    },
    async merge(digests) {
      return write(() => digests.filter((digest) => merge(connection, digest)).length);
    },
    async settle(lanes, assignments) {
      return write(() => settleLanes(connection, lanes, assignments));
    },
    async changeCounter() {
      return read(() => Number(sql(OTHERS_COMMITS).get()?.['data_version']));
    },
  };
}

/** SQLite counts the commits of every other connection: https://www.sqlite.org/pragma.html#pragma_data_version */
const OTHERS_COMMITS = 'PRAGMA data_version';
