import type { NewDelivery } from '../delivery/delivery.ts';
import { firstPart } from '../delivery/identity.ts';
import { isFinal } from '../delivery/transition.ts';
import type { Connection } from './connection.ts';
import { numberLanes } from './lane-numbers.ts';
import { json, WRITTEN_COLUMNS } from './rows.ts';

/** Returns how many were new: one that is known stays as it is. Inside a transaction. */
export function insertDeliveries(connection: Connection, deliveries: readonly NewDelivery[]): number {
  if (deliveries.length === 0) return 0;
  const numbers = numberLanes(
    connection,
    deliveries.map(({ lane }) => lane),
  );
  // All are judged before the first is written: a message's own beginning makes its rest no rest.
  const fresh = deliveries.filter((delivery) => !isRestOfKnown(connection, delivery));
  return fresh.filter((delivery) => insertDelivery(connection, delivery, numbers.get(delivery.lane))).length;
}

/** Part of a message that has been here already: alone it would be an end without a beginning. */
function isRestOfKnown({ sql }: Connection, { id, part }: NewDelivery): boolean {
  if (part === undefined || part.number === 1) return false;
  return sql('SELECT 1 FROM delivery WHERE id = ?').get(firstPart(id, part)) !== undefined;
}

function insertDelivery({ sql }: Connection, delivery: NewDelivery, laneNo: number | undefined): boolean {
  const finishedAt = isFinal(delivery.state) ? delivery.createdAt : null;
  const { changes } = sql(INSERT).run(
    delivery.id,
    delivery.origin,
    delivery.reminder ?? null,
    delivery.person ?? null,
    delivery.notice ?? null,
    delivery.robot,
    laneNo ?? null,
    delivery.dueAt,
    delivery.dueAt,
    delivery.createdAt,
    delivery.expiresAt,
    delivery.lateMs,
    delivery.priority,
    JSON.stringify(delivery.message),
    delivery.part?.number ?? null,
    delivery.part?.of ?? null,
    (delivery.part?.number ?? 1) > 1 ? 1 : 0,
    delivery.coalesce ? 1 : 0,
    delivery.state,
    delivery.dueAt,
    finishedAt,
    json(delivery.cause),
  );
  return Number(changes) === 1;
}

const INSERT = `INSERT INTO delivery (${WRITTEN_COLUMNS})
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, ?, 0, ?, NULL, ?, ?) ON CONFLICT (id) DO NOTHING`;
