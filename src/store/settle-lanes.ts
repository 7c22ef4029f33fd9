import type { Assignment, LaneConfig } from '../delivery/outbox.ts';
import type { Connection } from './connection.ts';
import { numberLanes } from './lane-numbers.ts';
import { seqOf, text } from './rows.ts';

/** Inside a transaction; see `Outbox.settle`. */
export function settleLanes(
  connection: Connection,
  lanes: readonly LaneConfig[],
  assignments: readonly Assignment[],
): number {
  resumeLanes(connection, lanes);
  return assignLanes(connection, assignments);
}

/** A pause holds for the configuration that caused it, and for no other. */
function resumeLanes({ sql }: Connection, lanes: readonly LaneConfig[]): void {
  const paused = new Map(
    sql('SELECT lane, paused_fingerprint FROM lane WHERE paused_fingerprint IS NOT NULL')
      .all()
      .map((row) => [text(row, 'lane'), text(row, 'paused_fingerprint')]),
  );
  for (const { lane, fingerprint } of lanes) {
    if ((paused.get(lane) ?? fingerprint) === fingerprint) continue;
    sql(
      `UPDATE lane SET paused_since = NULL, paused_fingerprint = NULL, paused_cause = NULL,
         untold_robot = NULL, untold_cause = NULL
       WHERE lane = ?`,
    ).run(lane);
  }
}

/** So many in one transaction: others wait for it. */
const MOVED_AT_ONCE = 250;

function assignLanes(connection: Connection, robots: readonly Assignment[]): number {
  const { sql } = connection;
  const numbers = numberLanes(
    connection,
    robots.map(({ lane }) => lane),
  );
  const wanted = robots.map(({ robot, lane }) => [robot, numbers.get(lane)]);
  // Two ranges of the index instead of one inequality: a long queue in the right lane is not looked at.
  const [below, above] = ['<', '>'].map(
    (elsewhere) =>
      `SELECT seq, value ->> 1 AS lane_no FROM json_each(?1) CROSS JOIN delivery INDEXED BY delivery_robot_pending
       ON state = 'pending' AND robot = value ->> 0 AND delivery.lane_no ${elsewhere} value ->> 1`,
  );
  const astray = sql(`${below} UNION ALL ${above} LIMIT ${MOVED_AT_ONCE}`).all(JSON.stringify(wanted));
  for (const row of astray) {
    sql('UPDATE delivery SET lane_no = ? WHERE seq = ?').run(Number(row['lane_no']), seqOf(row));
  }
  return astray.length;
}
