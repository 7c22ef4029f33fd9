import type { NewDelivery, Trouble } from '../delivery/outbox.ts';
import type { EpochMs } from '../schedule/instant.ts';
import type { Connection } from './connection.ts';
import { insertDelivery, optionalInstant, present, text } from './rows.ts';

/** Written as the partial index `delivery_untold` has it. */
const UNTOLD = `state IN ('failed', 'expired') AND origin NOT IN ('owner', 'digest') AND told_at IS NULL`;

export function troubles(
  connection: Connection,
  { lanes, since }: { readonly lanes: readonly string[]; readonly since: EpochMs },
): readonly Trouble[] {
  return lanes.map((lane) => troubleOf(connection, lane, since)).filter((trouble) => trouble !== undefined);
}

/** Inside a transaction: a notice and what it told are one. */
export function commitNotice(
  connection: Connection,
  { lane, toldAt, delivery }: { readonly lane: string; readonly toldAt: EpochMs; readonly delivery: NewDelivery },
): void {
  insertDelivery(connection, delivery);
  connection.sql(`UPDATE delivery SET told_at = ? WHERE lane = ? AND ${UNTOLD}`).run(toldAt, lane);
  connection
    .sql('INSERT INTO lane (lane, told_at) VALUES (?, ?) ON CONFLICT (lane) DO UPDATE SET told_at = excluded.told_at')
    .run(lane, toldAt);
}

function troubleOf({ sql }: Connection, lane: string, since: EpochMs): Trouble | undefined {
  // A bare column beside max() comes from the row with the maximum: https://www.sqlite.org/lang_select.html#bareagg
  const row = sql(
    `SELECT count(*) AS count, sum(state = 'failed') AS failed, max(finished_at) AS last, robot, reason,
       (SELECT paused_since IS NOT NULL FROM lane WHERE lane.lane = ?1) AS paused,
       (SELECT told_at FROM lane WHERE lane.lane = ?1) AS told_at
     FROM delivery INDEXED BY delivery_untold WHERE lane = ?1 AND finished_at >= ?2 AND ${UNTOLD}`,
  ).get(lane, since);
  if (row === undefined || row['count'] === 0) return undefined;
  const failed = Number(row['failed']);
  return {
    lane,
    failed,
    expired: Number(row['count']) - failed,
    robot: text(row, 'robot'),
    reason: text(row, 'reason'),
    paused: row['paused'] === 1,
    ...present({ toldAt: optionalInstant(row, 'told_at') }),
  };
}
