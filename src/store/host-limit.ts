import type { HostLimit, LaneToServe } from '../delivery/outbox.ts';
import { SECOND } from '../schedule/instant.ts';
import type { Connection } from './connection.ts';
import type { StoreTime } from './store-time.ts';
import { STRAY, UNKNOWN, WINDOW } from './window.ts';

// All who send from one folder stand behind one address, so whatever was sent from it is counted, wherever it went: more
// than the host counts, never less. Attempts are numbered as they start: the last `perSecond` of them tell.

/** Of these lanes as many as their host takes now; all that nobody counts. Inside the transaction that starts them. */
export function withinHosts<Lane extends LaneToServe>(
  connection: Connection,
  lanes: readonly Lane[],
  now: StoreTime,
): readonly Lane[] {
  const taken = new Map<string, number>();
  return lanes.filter(({ host }) => {
    if (host === undefined) return true;
    const before = taken.get(host.name) ?? startedWithin(connection, host, now);
    taken.set(host.name, before + 1);
    return before < host.perSecond;
  });
}

/** From when on one more may start, in store time. */
export function hostOpensAt({ sql }: Connection, { perSecond }: HostLimit): number {
  const last = sql(`SELECT min(${STARTED}) AS first, count(*) AS count FROM attempt WHERE ${AMONG_LAST}`).get(
    perSecond,
  );
  return last?.['count'] === perSecond ? Number(last['first']) + SECOND : 0;
}

/** How many of the last `perSecond` attempts may have started in this second: those since one that surely did not. */
function startedWithin({ sql }: Connection, { perSecond }: HostLimit, now: StoreTime): number {
  const row = sql(
    `SELECT count(*) AS count FROM attempt WHERE ${AMONG_LAST} AND id > ifnull((
       SELECT id FROM attempt WHERE ${AMONG_LAST} AND ${STARTED} <= ?2 ORDER BY id DESC LIMIT 1
     ), 0)`,
  ).get(perSecond, now - SECOND);
  return Number(row?.['count']);
}

const AMONG_LAST = 'id > (SELECT max(id) FROM attempt) - ?1';

/** In store time; of one that has ended, when that was: no earlier is known. */
const STARTED = `iif(finished_at IS NULL, occupies_until_st - ${UNKNOWN},
  occupies_until_st - ${WINDOW} - iif(outcome = 'ambiguous', ${STRAY}, 0))`;
