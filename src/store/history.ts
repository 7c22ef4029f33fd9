import type { SQLInputValue } from 'node:sqlite';
import type { Attempt, Delivery, State } from '../delivery/delivery.ts';
import type { HistoryQuery } from '../delivery/outbox.ts';
import type { Connection } from './connection.ts';
import { ATTEMPT_COLUMNS, DELIVERY_COLUMNS, type Row, seqOf, toAttempt, toDelivery } from './rows.ts';

export interface Told {
  readonly delivery: Delivery;
  readonly attempts: readonly Attempt[];
}

export function find(connection: Connection, id: string): Told | undefined {
  const row = connection.sql(`SELECT ${DELIVERY_COLUMNS} FROM delivery WHERE id = ?`).get(id);
  return row === undefined ? undefined : withAttempts(connection, [row])[0];
}

export function history(connection: Connection, query: HistoryQuery): readonly Told[] {
  const conditions = conditionsOf(query);
  const where = conditions.length === 0 ? '' : `WHERE ${conditions.map(([condition]) => condition).join(' AND ')}`;
  const rows = connection
    .sql(`SELECT ${DELIVERY_COLUMNS} FROM delivery ${indexOf(query)} ${where} ORDER BY due_at DESC, seq DESC LIMIT ?`)
    .all(...conditions.map(([, value]) => value), query.limit ?? 50);
  return withAttempts(connection, rows);
}

export function countByState({ sql }: Connection): Readonly<Record<State, number>> {
  const counts = { pending: 0, sending: 0, delivered: 0, failed: 0, expired: 0, missed: 0, skipped: 0 };
  const rows = sql(
    `SELECT state, count(*) AS count FROM delivery INDEXED BY delivery_state WHERE state <> 'sending' GROUP BY state
     UNION ALL SELECT 'sending', count(*) FROM delivery INDEXED BY delivery_lease WHERE state = 'sending'`,
  ).all();
  for (const row of rows) counts[row['state'] as State] = Number(row['count']);
  return counts;
}

/** Unasked, SQLite would look through the whole history for the few that are under way. */
function indexOf({ state }: HistoryQuery): string {
  return state === 'sending' ? 'INDEXED BY delivery_lease' : '';
}

/** The constant halves repeat the conditions of partial indexes, without which SQLite does not use them. */
function conditionsOf(query: HistoryQuery): readonly (readonly [string, SQLInputValue])[] {
  const conditions: [string, SQLInputValue][] = [];
  if (query.since !== undefined) conditions.push(['due_at >= ?', query.since]);
  if (query.until !== undefined) conditions.push(['due_at < ?', query.until]);
  if (query.after !== undefined) {
    conditions.push(['(due_at, seq) < (SELECT due_at, seq FROM delivery WHERE id = ?)', query.after]);
  }
  if (query.state === 'sending') conditions.push([`state = 'sending' AND state = ?`, query.state]);
  else if (query.state !== undefined) conditions.push([`state <> 'sending' AND state = ?`, query.state]);
  if (query.reminder !== undefined) conditions.push(['reminder = ?', query.reminder]);
  // The unary plus keeps the index of the robot, which has many reminders, from being preferred to the reminder's.
  const robot = query.reminder === undefined ? 'robot' : '+robot';
  if (query.robot !== undefined) conditions.push([`${robot} = ?`, query.robot]);
  if (query.origin === 'schedule') conditions.push(['origin = ?', query.origin]);
  else if (query.origin !== undefined) conditions.push([`origin <> 'schedule' AND origin = ?`, query.origin]);
  if (query.digest !== undefined) conditions.push(['digest = ?', query.digest]);
  return conditions;
}

function withAttempts({ sql }: Connection, deliveries: readonly Row[]): readonly Told[] {
  const attempts = sql(
    `SELECT ${ATTEMPT_COLUMNS} FROM attempt WHERE delivery IN (SELECT value FROM json_each(?)) ORDER BY id`,
  ).all(JSON.stringify(deliveries.map(seqOf)));
  const bySeq = Map.groupBy(attempts, (attempt) => Number(attempt['delivery']));
  return deliveries.map((row) => {
    const delivery = toDelivery(row);
    return { delivery, attempts: (bySeq.get(seqOf(row)) ?? []).map((attempt) => toAttempt(attempt, delivery.id)) };
  });
}
