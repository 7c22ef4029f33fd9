import type { LaneConfig, LaneState } from '../delivery/outbox.ts';
import type { EpochMs } from '../schedule/instant.ts';
import type { Connection } from './connection.ts';
import { numberLanes } from './lane-numbers.ts';
import { instant, optionalInstant, optionalText, present, type Row, seqOf, text } from './rows.ts';

/** Every lane with something waiting or under way, cooling down or paused. */
export function laneStates({ sql }: Connection, now: EpochMs): readonly LaneState[] {
  return sql(
    `WITH backlog AS (
       SELECT lane_no AS no, count(*) AS pending, min(due_at) AS oldest FROM delivery INDEXED BY delivery_queue
       WHERE state = 'pending' AND digest IS NULL GROUP BY lane_no
     ), under_way AS (
       SELECT lane_no AS no, count(*) AS sending FROM delivery INDEXED BY delivery_lease WHERE state = 'sending'
       GROUP BY lane_no
     ), closed AS (
       SELECT no, lane, iif(cooling_until > ?, cooling_until, NULL) AS cooling_until, cooling_reason, paused_since, paused_reason
       FROM lane
     )
     SELECT *, iif(pending > 0, (
       SELECT iif(outcome IN ('unreachable', 'ambiguous'), reason, NULL)
       FROM attempt INDEXED BY attempt_window
       WHERE lane_no = lane_of.no AND outcome IS NOT NULL ORDER BY occupies_until DESC LIMIT 1
     ), NULL) AS retry_reason
     FROM (SELECT * FROM closed LEFT JOIN backlog USING (no) LEFT JOIN under_way USING (no)) AS lane_of
     WHERE pending > 0 OR sending > 0 OR cooling_until IS NOT NULL OR paused_since IS NOT NULL
     ORDER BY lane`,
  )
    .all(now)
    .map(toLaneState);
}

/** A pause holds for the configuration that caused it, and for no other. */
export function resumeLanes({ sql }: Connection, lanes: readonly LaneConfig[]): void {
  const paused = new Map(
    sql('SELECT lane, paused_fingerprint FROM lane WHERE paused_fingerprint IS NOT NULL')
      .all()
      .map((row) => [text(row, 'lane'), text(row, 'paused_fingerprint')]),
  );
  for (const { lane, fingerprint } of lanes) {
    if ((paused.get(lane) ?? fingerprint) === fingerprint) continue;
    sql(
      `UPDATE lane SET paused_since = NULL, paused_fingerprint = NULL, paused_reason = NULL,
         untold_robot = NULL, untold_reason = NULL
       WHERE lane = ?`,
    ).run(lane);
  }
}

export function assignLanes(
  connection: Connection,
  robots: readonly { readonly robot: string; readonly lane: string }[],
): number {
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
  const astray = sql(`${below} UNION ALL ${above}`).all(JSON.stringify(wanted));
  for (const row of astray) {
    sql('UPDATE delivery SET lane_no = ? WHERE seq = ?').run(Number(row['lane_no']), seqOf(row));
  }
  return astray.length;
}

function toLaneState(row: Row): LaneState {
  const since = optionalInstant(row, 'paused_since');
  const coolingUntil = optionalInstant(row, 'cooling_until');
  return {
    lane: text(row, 'lane'),
    pending: Number(row['pending'] ?? 0),
    sending: Number(row['sending'] ?? 0),
    ...present({
      oldestPendingDueAt: row['oldest'] === null ? undefined : instant(row, 'oldest'),
      coolingUntil,
      coolingReason: coolingUntil === undefined ? undefined : optionalText(row, 'cooling_reason'),
      paused: since === undefined ? undefined : { since, reason: text(row, 'paused_reason') },
      retrying: row['retry_reason'] === null ? undefined : { reason: text(row, 'retry_reason') },
    }),
  };
}
