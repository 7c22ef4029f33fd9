import type { Delivery } from '../delivery/delivery.ts';
import { type DeliveryEvent, transition } from '../delivery/transition.ts';
import type { EpochMs } from '../schedule/instant.ts';
import { settleCarried } from './carried.ts';
import type { Connection } from './connection.ts';
import { DELIVERY_COLUMNS, type Row, saveStanding, seqOf, toDelivery } from './rows.ts';

/** Ends what waited past its expiry; inside a transaction. */
export function expire(
  connection: Connection,
  now: EpochMs,
  explain: (delivery: Delivery) => string,
): readonly Delivery[] {
  const ended = expireWaiting(connection, now, explain);
  const digests = ended.filter(({ origin }) => origin === 'digest');
  if (digests.length === 0) return ended;
  const followers = digests.flatMap((digest) => settleCarried(connection, digest.id, digest));
  // Whoever was set free may have expired with the digest: it lives as long as the first of them.
  return [...ended, ...followers, ...expireWaiting(connection, now, explain)];
}

function expireWaiting(
  connection: Connection,
  now: EpochMs,
  explain: (delivery: Delivery) => string,
): readonly Delivery[] {
  const due = connection
    .sql(
      `SELECT ${DELIVERY_COLUMNS} FROM delivery INDEXED BY delivery_expiry
       WHERE state = 'pending' AND digest IS NULL AND expires_at <= ? ORDER BY expires_at, due_at, seq`,
    )
    .all(now);
  return move(connection, due, (delivery) => ({ kind: 'expiryPassed', at: now, reason: explain(delivery) }));
}

/** Takes back what is under way with nobody left to record it; inside a transaction. */
export function releaseLeases(connection: Connection, now: EpochMs, all: boolean): number {
  const abandoned = connection
    .sql(
      `SELECT ${DELIVERY_COLUMNS} FROM delivery INDEXED BY delivery_lease
       WHERE state = 'sending' AND lease_until <= ?`,
    )
    .all(all ? Number.MAX_SAFE_INTEGER : now);
  return move(connection, abandoned, () => ({ kind: 'leaseRanOut', at: now })).length;
}

function move(
  connection: Connection,
  rows: readonly Row[],
  event: (delivery: Delivery) => DeliveryEvent,
): readonly Delivery[] {
  return rows.map((row) => {
    const delivery = toDelivery(row);
    const standing = transition(delivery, event(delivery));
    saveStanding(connection, seqOf(row), standing);
    return { ...withoutStanding(delivery), ...standing };
  });
}

/** What a transition leaves out is gone: a lease, for one. */
function withoutStanding({ leaseUntil: _lease, finishedAt: _finished, reason: _reason, ...fixed }: Delivery) {
  return fixed;
}
