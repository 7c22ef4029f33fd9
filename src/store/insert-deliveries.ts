import type { NewDelivery } from '../delivery/outbox.ts';
import { isFinal } from '../delivery/transition.ts';
import type { Connection } from './connection.ts';
import { numberLanes } from './lane-numbers.ts';
import { WRITTEN_COLUMNS } from './rows.ts';

/** Returns how many were new: one that is known stays as it is. Inside a transaction. */
export function insertDeliveries(connection: Connection, deliveries: readonly NewDelivery[]): number {
  const numbers = numberLanes(
    connection,
    deliveries.map(({ lane }) => lane),
  );
  return deliveries.filter((delivery) => insertDelivery(connection, delivery, numbers.get(delivery.lane))).length;
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
    delivery.createdAt,
    delivery.expiresAt,
    delivery.lateMs,
    delivery.priority,
    JSON.stringify(delivery.message),
    delivery.part?.number ?? null,
    delivery.part?.of ?? null,
    delivery.coalesce ? 1 : 0,
    delivery.state,
    delivery.dueAt,
    finishedAt,
    delivery.reason ?? null,
  );
  return Number(changes) === 1;
}

const INSERT = `INSERT INTO delivery (${WRITTEN_COLUMNS})
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, ?, 0, ?, NULL, ?, ?) ON CONFLICT (id) DO NOTHING`;
