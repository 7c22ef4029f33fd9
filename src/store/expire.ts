import type { Cause } from '../delivery/cause.ts';
import type { Delivery } from '../delivery/delivery.ts';
import type { Outbox } from '../delivery/outbox.ts';
import { transition } from '../delivery/transition.ts';
import { settleCarried } from './carried.ts';
import type { Connection } from './connection.ts';
import { DELIVERY_COLUMNS, saveStanding, seqOf, toDelivery } from './rows.ts';

type Expiring = Parameters<Outbox['expire']>[0];

/** Ends some of what waited past its expiry; inside a transaction. */
export function expire(connection: Connection, request: Expiring): readonly Delivery[] {
  const ended = expireWaiting(connection, request);
  const digests = ended.filter(({ origin }) => origin === 'digest');
  if (digests.length === 0) return ended;
  const followers = digests.flatMap((digest) => settleCarried(connection, digest.id, digest));
  // Members that are free again may have expired with the digest: it lives no longer than the first of them.
  return [...ended, ...followers, ...expireWaiting(connection, request)];
}

function expireWaiting(connection: Connection, { now, lanes, onlyThese, limit }: Expiring): readonly Delivery[] {
  const served = new Set(lanes.map(({ lane }) => lane));
  const due = connection
    .sql(
      `SELECT ${DELIVERY_COLUMNS} FROM delivery INDEXED BY delivery_expiry
       WHERE state = 'pending' AND digest IS NULL AND expires_at <= ?1
         AND (?3 = 0 OR lane_no IN (SELECT no FROM lane JOIN json_each(?4) ON lane.lane = value))
       ORDER BY expires_at LIMIT ?2`,
    )
    .all(now, limit, onlyThese ? 1 : 0, onlyThese ? JSON.stringify([...served]) : '[]');
  return due.map((row) => {
    const delivery = toDelivery(row);
    const cause = served.has(delivery.lane) ? whyItExpired(delivery) : notConfigured(delivery);
    const standing = transition(delivery, { kind: 'expiryPassed', at: now, cause });
    saveStanding(connection, seqOf(row), standing);
    return { ...delivery, ...standing };
  });
}

function whyItExpired({ cause }: Delivery): Cause {
  return cause === undefined || cause.code === 'quiet' ? { code: 'no-turn' } : { code: 'out-of-time', last: cause };
}

function notConfigured({ robot }: Delivery): Cause {
  return { code: 'robot-not-configured', robot };
}
