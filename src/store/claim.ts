import type { Delivery } from '../delivery/delivery.ts';
import type { Claim, ClaimRequest, LaneConfig } from '../delivery/outbox.ts';
import { transition } from '../delivery/transition.ts';
import { toEpochMs } from '../schedule/instant.ts';
import { countCalls } from './calls.ts';
import type { Connection } from './connection.ts';
import { forgetTheFuture, placesAt, WINDOW } from './lane-gate.ts';
import { DELIVERY_COLUMNS, saveStanding, toDelivery } from './rows.ts';

/** Takes what every lane may send at `now`; inside a transaction. */
export function claim(connection: Connection, request: ClaimRequest): readonly Claim[] {
  const claims = request.lanes.flatMap((lane) => claimFrom(connection, lane, request));
  countCalls(connection, claims, request.now);
  return claims;
}

function claimFrom(connection: Connection, lane: LaneConfig, request: ClaimRequest): readonly Claim[] {
  const { now, leaseMs, perLane = 1 } = request;
  if (!isAnyDue(connection, lane, now)) return [];
  const waiting = nextInLine(connection, lane, now, perLane);
  if (waiting.length === 0) return [];
  forgetTheFuture(connection, lane.lane, now, leaseMs);
  return waiting.slice(0, placesAt(connection, lane, now)).map((delivery) => start(connection, delivery, request));
}

/** The line is ordered by `due_at`: without this, all of a long line that is not due yet would be looked through. */
function isAnyDue({ sql }: Connection, { lane }: LaneConfig, now: number): boolean {
  const due = sql(
    `SELECT 1 FROM delivery INDEXED BY delivery_wake
     WHERE state = 'pending' AND digest IS NULL AND lane = ? AND next_attempt_at <= ? LIMIT 1`,
  ).get(lane, now);
  return due !== undefined;
}

function nextInLine({ sql }: Connection, { lane }: LaneConfig, now: number, limit: number): readonly Delivery[] {
  return sql(
    `SELECT ${DELIVERY_COLUMNS} FROM delivery INDEXED BY delivery_queue
     WHERE state = 'pending' AND digest IS NULL AND lane = ?1 AND next_attempt_at <= ?2 AND expires_at > ?2
     ORDER BY due_at, priority DESC, id LIMIT ?3`,
  )
    .all(lane, now, limit)
    .map(toDelivery);
}

/** The attempt is written down before it starts, as if it would last as long as its lease. */
function start(connection: Connection, delivery: Delivery, { now, leaseMs }: ClaimRequest): Claim {
  const leaseUntil = toEpochMs(now + leaseMs);
  const standing = transition(delivery, { kind: 'claimed', leaseUntil });
  saveStanding(connection, delivery.id, standing);
  const { lastInsertRowid } = connection
    .sql('INSERT INTO attempt (delivery, lane, started_at, occupies_until) VALUES (?, ?, ?, ?)')
    .run(delivery.id, delivery.lane, now, leaseUntil + WINDOW);
  return { delivery: { ...delivery, ...standing }, attempt: Number(lastInsertRowid) };
}
