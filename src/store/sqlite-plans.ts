import type { Plans } from '../delivery/plans.ts';
import { toEpochMs } from '../schedule/instant.ts';
import type { Connection } from './connection.ts';
import { loadCursors, saveCursor } from './cursors.ts';
import { insertDeliveries } from './insert-deliveries.ts';
import { insertMissed } from './insert-missed.ts';
import { rewind } from './rewind.ts';
import { takeBack } from './take-back.ts';

/** Every call is one transaction and is done when its promise exists; the promises are the port's. */
export function createSqlitePlans(connection: Connection): Plans {
  const { sql, read, write } = connection;
  return {
    async commit({ deliveries, missed = [], cursors, ended = [] }) {
      return write(() => {
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
    async rewind(now) {
      write(() => rewind(connection, now));
    },
    async lastSeen() {
      const seen = read(() => sql(LAST_SEEN).get())?.['seen'];
      return typeof seen === 'number' ? toEpochMs(seen) : undefined;
    },
  };
}

/** The newest of each kind is the last one written. */
const LAST_SEEN = `SELECT max(seen) AS seen FROM (
  SELECT max(through) AS seen FROM cursor
  UNION ALL SELECT * FROM (SELECT created_at FROM delivery ORDER BY seq DESC LIMIT 1)
  UNION ALL SELECT * FROM (SELECT ifnull(finished_at, started_at) FROM attempt ORDER BY id DESC LIMIT 1)
)`;
