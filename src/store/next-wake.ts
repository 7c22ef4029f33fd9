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

/** What expires before then is found by its expiry, which is earlier. */
function claimableAt(connection: Connection, lane: LaneConfig): number | undefined {
  const opens = opensAt(connection, lane);
  if (opens === 'never') return undefined;
  const next = earliest(
    connection
      .sql(`SELECT min(next_attempt_at) AS at FROM delivery WHERE state = 'pending' AND lane = ?`)
      .get(lane.lane),
  );
  return next === undefined ? undefined : Math.max(next, opens);
}

function earliest(row: Row | undefined): number | undefined {
  const at = row?.['at'];
  return typeof at === 'number' ? at : undefined;
}
