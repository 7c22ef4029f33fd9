import type { ClaimRequest, LaneConfig } from '../delivery/outbox.ts';
import { type EpochMs, toEpochMs } from '../schedule/instant.ts';
import type { Connection } from './connection.ts';
import { opensAt } from './lane-gate.ts';
import { numberOf } from './lane-numbers.ts';
import { instant } from './rows.ts';

/**
 * The earliest instant at which there is something to claim, to expire or to release. Exact, not a lower bound: at
 * that instant one of the three does find something, so nobody who waits for it turns in circles.
 */
export function nextWake(connection: Connection, { lanes }: Pick<ClaimRequest, 'lanes'>): EpochMs | undefined {
  const instants = [
    first(connection, FIRST_EXPIRY),
    first(connection, FIRST_LEASE),
    ...lanes.map((lane) => claimableAt(connection, lane)),
  ].filter((at) => at !== undefined);
  return instants.length === 0 ? undefined : toEpochMs(Math.min(...instants));
}

/** What expires before then is found by its expiry, which is earlier. */
function claimableAt(connection: Connection, lane: LaneConfig): number | undefined {
  const opens = opensAt(connection, lane);
  if (opens === 'never') return undefined;
  const next = first(connection, FIRST_ATTEMPT, lane.lane);
  return next === undefined ? undefined : Math.max(next, opens);
}

const FIRST_EXPIRY = `SELECT expires_at AS at FROM delivery INDEXED BY delivery_expiry
  WHERE state = 'pending' AND digest IS NULL ORDER BY expires_at LIMIT 1`;
const FIRST_LEASE = `SELECT lease_until AS at FROM delivery INDEXED BY delivery_lease
  WHERE state = 'sending' ORDER BY lease_until LIMIT 1`;
const FIRST_ATTEMPT = `SELECT next_attempt_at AS at FROM delivery INDEXED BY delivery_wake
  WHERE state = 'pending' AND digest IS NULL AND lane_no = ${numberOf('?')} ORDER BY next_attempt_at LIMIT 1`;

function first({ sql }: Connection, query: string, ...values: readonly string[]): EpochMs | undefined {
  const row = sql(query).get(...values);
  return row === undefined ? undefined : instant(row, 'at');
}
