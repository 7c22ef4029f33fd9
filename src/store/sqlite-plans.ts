import type { Plans, Term } from '../delivery/plans.ts';
import { toEpochMs } from '../schedule/instant.ts';
import type { Connection } from './connection.ts';
import { loadCursors, saveCursor } from './cursors.ts';
import { insertDeliveries } from './insert-deliveries.ts';
import { insertMissed } from './insert-missed.ts';
import { rewind } from './rewind.ts';
import { isLeader } from './sqlite-members.ts';
import { StoreError } from './store-error.ts';
import { takeBack } from './take-back.ts';

/** Every call is one transaction and is done when its promise exists; the promises are the port's. */
export function createSqlitePlans(connection: Connection): Plans {
  const { sql, read, write } = connection;
  return {
    async commit({ deliveries, missed = [], cursors, ended = [], term }) {
      return write(() => {
        requireTerm(connection, term);
        let added = insertDeliveries(connection, deliveries);
        for (const each of missed) added += insertMissed(connection, each);
        for (const cursor of cursors) saveCursor(connection, cursor);
        for (const reminder of ended) sql('DELETE FROM cursor WHERE reminder = ?').run(reminder);
        return { added };
      });
    },
    async takeBack(id, now, instead = []) {
      return write(() => takeBack(connection, id, now, instead));
    },
    async cursors() {
      return read(() => loadCursors(connection));
    },
    async rewind(now, term) {
      write(() => {
        requireTerm(connection, term);
        rewind(connection, now);
      });
    },
    async lastSeen() {
      const seen = read(() => sql(LAST_SEEN).get())?.['seen'];
      return typeof seen === 'number' ? toEpochMs(seen) : undefined;
    },
  };
}

/** Inside the transaction that writes what was planned: a member that does not lead any more plans nothing. */
function requireTerm(connection: Connection, term: Term | undefined): void {
  if (term !== undefined && !isLeader(connection, term)) {
    throw new StoreError({ kind: 'fenced', location: connection.location });
  }
}

/** The newest of each kind is the last one written. */
const LAST_SEEN = `SELECT max(seen) AS seen FROM (
  SELECT max(through) AS seen FROM cursor
  UNION ALL SELECT * FROM (SELECT created_at FROM delivery ORDER BY seq DESC LIMIT 1)
  UNION ALL SELECT * FROM (SELECT ifnull(finished_at, started_at) FROM attempt ORDER BY id DESC LIMIT 1)
)`;
