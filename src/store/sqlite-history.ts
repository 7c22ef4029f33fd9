import type { SQLInputValue } from 'node:sqlite';
import type { State } from '../delivery/delivery.ts';
import type { History, HistoryEntry, HistoryQuery } from '../delivery/history.ts';
import { callsByLane } from './calls.ts';
import { changeCounter } from './change-counter.ts';
import type { Connection } from './connection.ts';
import { laneStates } from './lane-states.ts';
import { machineRest } from './machine-rest.ts';
import { ATTEMPT_COLUMNS, DELIVERY_COLUMNS, type Row, seqOf, toAttempt, toDelivery } from './rows.ts';
import { storeTime } from './store-time.ts';

/** Reading, each call against one consistent state. */
export function createSqliteHistory(connection: Connection): History {
  const { sql, read } = connection;
  return {
    async find(id) {
      return read(() => {
        const row = sql(`SELECT ${DELIVERY_COLUMNS} FROM delivery WHERE id = ?`).get(id);
        return row === undefined ? undefined : withAttempts(connection, [row])[0];
      });
    },
    async list(query) {
      return read(() => list(connection, query));
    },
    async count(query) {
      return read(() => (query === undefined ? countAll(connection) : countBetween(connection, query)));
    },
    async laneStates(at) {
      return read(() => laneStates(connection, at));
    },
    async machineRest(at) {
      return read(() => machineRest(connection, at, storeTime(connection, at)));
    },
    async callsByLane(month) {
      return read(() => callsByLane(connection, month));
    },
    async changeCounter() {
      return changeCounter(connection);
    },
  };
}

function list(connection: Connection, query: HistoryQuery): readonly HistoryEntry[] {
  const conditions = conditionsOf(query);
  const where = conditions.length === 0 ? '' : `WHERE ${conditions.map(([condition]) => condition).join(' AND ')}`;
  const rows = connection
    .sql(`SELECT ${DELIVERY_COLUMNS} FROM delivery ${indexOf(query)} ${where} ORDER BY last_at DESC, seq DESC LIMIT ?`)
    .all(...conditions.map(([, value]) => value), query.limit ?? 50);
  return withAttempts(connection, rows);
}

function countAll({ sql }: Connection): Readonly<Record<State, number>> {
  return sum(
    sql(`SELECT iif(kind = 'carried', 'pending', kind) AS state, sum(count) AS count FROM tally GROUP BY 1`).all(),
  );
}

function countBetween(
  { sql }: Connection,
  { since, until }: NonNullable<Parameters<History['count']>[0]>,
): Readonly<Record<State, number>> {
  return sum(
    sql(
      `SELECT state, sum(count) AS count FROM delivery INDEXED BY delivery_last WHERE last_at >= ? AND last_at < ?
       GROUP BY state`,
    ).all(since, until ?? Number.MAX_SAFE_INTEGER),
  );
}

function sum(rows: readonly Row[]): Readonly<Record<State, number>> {
  const counts = { pending: 0, sending: 0, delivered: 0, failed: 0, expired: 0, missed: 0, skipped: 0 };
  for (const row of rows) counts[row['state'] as State] += Number(row['count']);
  return counts;
}

/** Unasked, SQLite would look through the whole history for the few that are under way. */
function indexOf({ state }: HistoryQuery): string {
  return state === 'sending' ? 'INDEXED BY delivery_claimed' : '';
}

/** The constant halves repeat the conditions of partial indexes, without which SQLite does not use them. */
function conditionsOf(query: HistoryQuery): readonly (readonly [string, SQLInputValue])[] {
  const conditions: [string, SQLInputValue][] = [];
  if (query.since !== undefined) conditions.push(['last_at >= ?', query.since]);
  if (query.until !== undefined) conditions.push(['last_at < ?', query.until]);
  if (query.after !== undefined) {
    conditions.push(['(last_at, seq) < (SELECT last_at, seq FROM delivery WHERE id = ?)', query.after]);
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

function withAttempts({ sql }: Connection, deliveries: readonly Row[]): readonly HistoryEntry[] {
  const attempts = sql(
    `SELECT ${ATTEMPT_COLUMNS} FROM attempt WHERE delivery IN (SELECT value FROM json_each(?)) ORDER BY id`,
  ).all(JSON.stringify(deliveries.map(seqOf)));
  const bySeq = Map.groupBy(attempts, (attempt) => Number(attempt['delivery']));
  return deliveries.map((row) => {
    const delivery = toDelivery(row);
    return { delivery, attempts: (bySeq.get(seqOf(row)) ?? []).map((attempt) => toAttempt(attempt, delivery.id)) };
  });
}
