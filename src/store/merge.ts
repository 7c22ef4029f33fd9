import type { Backlog } from '../delivery/coalesce.ts';
import type { LaneConfig, NewDigest } from '../delivery/outbox.ts';
import type { EpochMs } from '../schedule/instant.ts';
import type { Connection } from './connection.ts';
import { insertDeliveries } from './insert-deliveries.ts';
import { occupiedUntil, opensAt, placesAt } from './lane-gate.ts';
import { numberOf } from './lane-numbers.ts';
import { DELIVERY_COLUMNS, text, toDelivery } from './rows.ts';

/** Every lane of these with more due than may start now. */
export function backlogs(
  connection: Connection,
  { now, lanes, limit }: { readonly now: EpochMs; readonly lanes: readonly LaneConfig[]; readonly limit: number },
): readonly Backlog[] {
  const asked = new Map(lanes.map((lane) => [lane.lane, lane]));
  return lengths(connection).flatMap(({ lane: name, length }) => {
    const lane = asked.get(name);
    return lane === undefined ? [] : (backlogOf(connection, lane, { now, length, limit }) ?? []);
  });
}

/** How much waits in each lane: one look at the index of the working set. A single delivery is no backlog. */
function lengths({ sql }: Connection): readonly { readonly lane: string; readonly length: number }[] {
  return sql(
    `SELECT lane, length FROM lane JOIN (
       SELECT lane_no, count(*) AS length FROM delivery INDEXED BY delivery_queue
       WHERE state = 'pending' AND digest IS NULL GROUP BY lane_no HAVING count(*) > 1
     ) ON no = lane_no`,
  )
    .all()
    .map((row) => ({ lane: text(row, 'lane'), length: Number(row['length']) }));
}

function backlogOf(
  connection: Connection,
  lane: LaneConfig,
  { now, length, limit }: { readonly now: EpochMs; readonly length: number; readonly limit: number },
): Backlog | undefined {
  const opens = opensAt(connection, lane);
  if (opens === 'never' || length <= (placesAt(connection, [lane], now).get(lane.lane) ?? 0)) return undefined;
  const waiting = connection
    .sql(
      `SELECT ${DELIVERY_COLUMNS} FROM delivery INDEXED BY delivery_queue
       WHERE state = 'pending' AND digest IS NULL AND lane_no = ${numberOf('?1')} AND due_at <= ?2 AND expires_at > ?2
       ORDER BY due_at, priority DESC, seq LIMIT ?3`,
    )
    .all(lane.lane, now, limit)
    .map(toDelivery);
  return { lane: lane.lane, opensAt: opens, occupiedUntil: occupiedUntil(connection, lane, now), waiting };
}

/** Writes a digest and what it carries; inside a transaction. Returns whether it did: all members have to wait, untried. */
export function merge(connection: Connection, { delivery, members }: NewDigest): boolean {
  const ids = JSON.stringify(members);
  const waiting = connection
    .sql(
      `SELECT count(*) AS count FROM delivery
       WHERE id IN (SELECT value FROM json_each(?)) AND state = 'pending' AND attempts = 0 AND digest IS NULL
         AND origin <> 'digest'`,
    )
    .get(ids);
  if (waiting?.['count'] !== members.length || insertDeliveries(connection, [delivery]) === 0) return false;
  connection.sql('UPDATE delivery SET digest = ? WHERE id IN (SELECT value FROM json_each(?))').run(delivery.id, ids);
  return true;
}
