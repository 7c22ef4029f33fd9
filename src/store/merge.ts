import type { Backlog } from '../delivery/coalesce.ts';
import type { ClockReading } from '../delivery/clock.ts';
import type { LaneConfig, NewDigest } from '../delivery/outbox.ts';
import type { Connection } from './connection.ts';
import { insertDeliveries } from './insert-deliveries.ts';
import { DELIVERY_COLUMNS, text, toDelivery } from './rows.ts';
import { storeTime, wallAt } from './store-time.ts';
import { occupiedUntil, opensAt, placesAt } from './window.ts';

/** The lanes of these with more due than may start now, until that is enough for one call. */
export function backlogs(
  connection: Connection,
  { at, lanes, limit }: { readonly at: ClockReading; readonly lanes: readonly LaneConfig[]; readonly limit: number },
): readonly Backlog[] {
  const isCrowded = crowded(connection);
  const found: Backlog[] = [];
  let count = 0;
  for (const lane of lanes) {
    const backlog = isCrowded.has(lane.lane) ? backlogOf(connection, lane, { at, limit }) : undefined;
    if (backlog === undefined) continue;
    found.push(backlog);
    count += backlog.waiting.length;
    if (count >= limit) break;
  }
  return found;
}

/** The lanes in which more than one waits. */
function crowded({ sql }: Connection): ReadonlySet<string> {
  const rows = sql(`SELECT lane FROM tally JOIN lane ON no = lane_no WHERE kind = 'open' AND tally.count > 1`).all();
  return new Set(rows.map((row) => text(row, 'lane')));
}

function backlogOf(
  connection: Connection,
  lane: LaneConfig,
  { at, limit }: { readonly at: ClockReading; readonly limit: number },
): Backlog | undefined {
  const now = storeTime(connection, at);
  const opens = opensAt(connection, lane);
  const places = placesAt(connection, [lane], now).get(lane.lane) ?? 0;
  if (opens === 'never' || !isLonger(connection, lane, at, places)) return undefined;
  const waiting = connection
    .sql(
      `SELECT ${DELIVERY_COLUMNS} FROM delivery INDEXED BY delivery_queue
       WHERE state = 'pending' AND digest IS NULL AND behind = 0 AND ${DUE}
       ORDER BY due_at, priority DESC, seq LIMIT ?3`,
    )
    .all(lane.lane, at.now, limit)
    .map(toDelivery);
  const occupied = occupiedUntil(connection, lane, now).map((until) => wallAt(until, at, now));
  return { lane: lane.lane, opensAt: wallAt(Math.max(opens, 0), at, now), occupiedUntil: occupied, waiting };
}

const DUE = 'lane_no = (SELECT no FROM lane WHERE lane.lane = ?1) AND due_at <= ?2 AND expires_at > ?2';

function isLonger({ sql }: Connection, { lane }: LaneConfig, { now }: ClockReading, places: number): boolean {
  const query = `SELECT 1 FROM delivery INDEXED BY delivery_queue
    WHERE state = 'pending' AND digest IS NULL AND behind = 0 AND ${DUE} LIMIT 1 OFFSET ?3`;
  return sql(query).get(lane, now, places) !== undefined;
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
