import type { NewDelivery } from '../delivery/delivery.ts';
import { deliveryId, firstPart } from '../delivery/identity.ts';
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
  const fresh = deliveries.filter((each) => !isRestOfKnown(connection, each) && !isInRun(connection, each));
  return fresh.filter((delivery) => insertDelivery(connection, delivery, numbers.get(delivery.lane))).length;
}

/** Part of a message that has been here already: alone it would be an end without a beginning. */
function isRestOfKnown({ sql }: Connection, { id, part }: NewDelivery): boolean {
  if (part === undefined || part.number === 1) return false;
  return sql('SELECT 1 FROM delivery WHERE id = ?').get(firstPart(id, part)) !== undefined;
}

/** It was missed before, together with the one before it: its own id is not there. */
function isInRun({ sql }: Connection, delivery: NewDelivery): boolean {
  const { origin, reminder, person, notice, robot, dueAt } = delivery;
  if (origin !== 'schedule' || reminder === undefined) return false;
  const run = sql(RUN_AT).get(reminder, robot, dueAt, notice ?? null, person ?? null, isTurn(delivery) ? 1 : 0);
  return run !== undefined && Number(run['due_at']) < dueAt;
}

/** The ids of people who take turns do not depend on whose turn it is. */
function isTurn({ id, part, reminder, person, notice, robot, dueAt }: NewDelivery): boolean {
  if (reminder === undefined || person === undefined) return false;
  const first = part === undefined ? id : firstPart(id, part);
  return first === deliveryId({ reminder, robot, dueAt, ...(notice === undefined ? {} : { notice }) });
}

const RUN_AT = `SELECT due_at FROM delivery INDEXED BY delivery_missed
  WHERE state = 'missed' AND reminder = ?1 AND robot = ?2 AND last_at >= ?3 AND notice IS ?4 AND (?6 OR person IS ?5)
  ORDER BY last_at LIMIT 1`;

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
    delivery.run?.lastAt ?? delivery.dueAt,
    delivery.run?.count ?? 1,
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
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, ?, 0, ?, NULL, ?, ?) ON CONFLICT (id) DO NOTHING`;
