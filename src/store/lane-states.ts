import type { LaneConfig, LaneState } from '../delivery/outbox.ts';
import type { EpochMs } from '../schedule/instant.ts';
import type { Connection } from './connection.ts';
import { numberLanes } from './lane-numbers.ts';
import { instant, optionalInstant, optionalText, present, type Row, text } from './rows.ts';

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
  for (const { lane, fingerprint } of lanes) {
    sql(
      `UPDATE lane SET paused_since = NULL, paused_fingerprint = NULL, paused_reason = NULL,
         untold_robot = NULL, untold_reason = NULL
       WHERE lane = ? AND paused_fingerprint <> ?`,
    ).run(lane, fingerprint);
  }
}

export function assignLanes(
  connection: Connection,
  robots: readonly { readonly robot: string; readonly lane: string }[],
): number {
  const { sql } = connection;
  // Two ranges of the index instead of one inequality: a long queue in the right lane is not looked at.
  const numbers = numberLanes(
    connection,
    robots.map(({ lane }) => lane),
  );
  const moved = robots.flatMap(({ robot, lane }) =>
    ['lane_no < ?1', 'lane_no > ?1'].map((elsewhere) =>
      Number(
        sql(
          `UPDATE delivery INDEXED BY delivery_robot_pending SET lane_no = ?1
           WHERE state = 'pending' AND robot = ?2 AND ${elsewhere}`,
        ).run(numbers.get(lane) ?? null, robot).changes,
      ),
    ),
  );
  return moved.reduce((sum, count) => sum + count, 0);
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
