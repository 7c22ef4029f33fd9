import type { History } from '../delivery/history.ts';
import { callsByLane } from './calls.ts';
import type { Connection } from './connection.ts';
import { countAll, countBetween, countByDay, deliveredIn, robotsOf } from './count-history.ts';
import { listHistory, withAttempts } from './history-list.ts';
import { laneStates } from './lane-states.ts';
import { DELIVERY_COLUMNS } from './rows.ts';

/** Reading. What may take long does so in many short turns, each against one consistent state. */
export function createSqliteHistory(connection: Connection): History {
  const { sql, read } = connection;
  return {
    async find(id) {
      return read(() => {
        const row = sql(`SELECT ${DELIVERY_COLUMNS} FROM delivery WHERE id = ?`).get(id);
        return row === undefined ? undefined : withAttempts(connection, [row])[0];
      });
    },
    list: (query) => listHistory(connection, query),
    async count(query) {
      return read(() => (query === undefined ? countAll(connection) : countBetween(connection, query)));
    },
    async robots() {
      return read(() => robotsOf(connection));
    },
    async deliveredIn(lanes) {
      return read(() => deliveredIn(connection, lanes));
    },
    countByDay: (midnights) => countByDay(connection, midnights),
    async laneStates(at) {
      return read(() => laneStates(connection, at));
    },
    async callsByLane(now) {
      return read(() => callsByLane(connection, now));
    },
  };
}
