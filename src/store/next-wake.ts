import type { ClaimRequest, LaneConfig } from '../delivery/outbox.ts';
import { type EpochMs, toEpochMs } from '../schedule/instant.ts';
import type { Connection } from './connection.ts';
import { opensAt } from './lane-gate.ts';
import type { Row } from './rows.ts';

/**
 * The earliest instant at which there is something to claim, to expire or to release. Exact, not a lower bound: at
 * that instant one of the three does find something, so nobody who waits for it turns in circles.
 */
export function nextWake(connection: Connection, { lanes }: Pick<ClaimRequest, 'lanes'>): EpochMs | undefined {
  const instants = [
    earliest(connection.sql(`SELECT min(expires_at) AS at FROM delivery WHERE state = 'pending'`).get()),
    earliest(connection.sql(`SELECT min(lease_until) AS at FROM delivery WHERE state = 'sending'`).get()),
    ...lanes.map((lane) => claimableAt(connection, lane)),
  ].filter((at) => at !== undefined);
  return instants.length === 0 ? undefined : toEpochMs(Math.min(...instants));
}

function claimableAt(connection: Connection, lane: LaneConfig): number | undefined {
  const opens = opensAt(connection, lane);
  if (opens === 'never') return undefined;
  // The first by next_attempt_at is the first by the later of the two as well: the index gives it without sorting.
  const row = connection
    .sql(
      `SELECT max(next_attempt_at, ?2) AS at FROM delivery
       WHERE state = 'pending' AND lane = ?1 AND expires_at > max(next_attempt_at, ?2)
       ORDER BY next_attempt_at LIMIT 1`,
    )
    .get(lane.lane, opens);
  return earliest(row);
}

function earliest(row: Row | undefined): number | undefined {
  const at = row?.['at'];
  return typeof at === 'number' ? at : undefined;
}
