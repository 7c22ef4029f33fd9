import type { SQLOutputValue } from 'node:sqlite';
import type { Cause } from '../delivery/cause.ts';
import type { Attempt, Delivery, Origin, State } from '../delivery/delivery.ts';
import type { Standing } from '../delivery/transition.ts';
import type { Message } from '../message/message.ts';
import { type EpochMs, toEpochMs } from '../schedule/instant.ts';
import type { Connection } from './connection.ts';

/** A row as `node:sqlite` hands it over. */
export type Row = Record<string, SQLOutputValue>;

/** What is written of a delivery; its number follows by itself. */
export const WRITTEN_COLUMNS = `id, origin, reminder, person, notice, robot, lane_no, due_at, last_at, count, created_at,
  expires_at, late_ms, priority, message, part, parts, behind, coalesce, digest, state, attempts, next_attempt_at,
  claimed_by, finished_at, cause`;

export const DELIVERY_COLUMNS = `seq, ${WRITTEN_COLUMNS}, (SELECT lane FROM lane WHERE no = lane_no) AS lane`;

/** The number of a delivery within this database. Its attempts name it by that, and it is found by it at once. */
export function seqOf(row: Row): number {
  return Number(row['seq']);
}

export function toDelivery(row: Row): Delivery {
  return {
    id: text(row, 'id'),
    origin: text(row, 'origin') as Origin,
    ...present({
      reminder: optionalText(row, 'reminder'),
      person: optionalText(row, 'person'),
      notice: optionalText(row, 'notice'),
    }),
    robot: text(row, 'robot'),
    lane: text(row, 'lane'),
    dueAt: instant(row, 'due_at'),
    ...present({ run: toRun(row) }),
    createdAt: instant(row, 'created_at'),
    expiresAt: instant(row, 'expires_at'),
    lateMs: Number(row['late_ms']),
    priority: Number(row['priority']),
    message: JSON.parse(text(row, 'message')) as Message,
    coalesce: row['coalesce'] === 1,
    ...present({ part: toPart(row), digest: optionalText(row, 'digest') }),
    ...toStanding(row),
  };
}

function toRun(row: Row): Delivery['run'] {
  const count = Number(row['count']);
  return count === 1 ? undefined : { count, lastAt: instant(row, 'last_at') };
}

export function toPart(row: Row): Delivery['part'] {
  const number = optionalNumber(row, 'part');
  return number === undefined ? undefined : { number, of: Number(row['parts']) };
}

export function toStanding(row: Row): Standing {
  return {
    state: text(row, 'state') as State,
    attempts: Number(row['attempts']),
    nextAttemptAt: instant(row, 'next_attempt_at'),
    ...present({
      claimedBy: optionalText(row, 'claimed_by'),
      finishedAt: optionalInstant(row, 'finished_at'),
      cause: optionalCause(row, 'cause'),
    }),
  };
}

export const ATTEMPT_COLUMNS = '*, (SELECT lane FROM lane WHERE no = lane_no) AS lane';

/** @param delivery The id of the delivery that it is of. */
export function toAttempt(row: Row, delivery: string): Attempt {
  return {
    id: Number(row['id']),
    delivery,
    lane: text(row, 'lane'),
    startedAt: instant(row, 'started_at'),
    ...present({
      finishedAt: optionalInstant(row, 'finished_at'),
      outcome: optionalText(row, 'outcome') as Attempt['outcome'],
      httpStatus: optionalNumber(row, 'http_status'),
      cause: optionalCause(row, 'cause'),
    }),
  };
}

/** Writes what `transition` made of a delivery. */
export function saveStanding({ sql }: Connection, seq: number, standing: Standing): void {
  sql(
    `UPDATE delivery SET state = ?, attempts = ?, next_attempt_at = ?, claimed_by = ?, finished_at = ?, cause = ?
     WHERE seq = ?`,
  ).run(
    standing.state,
    standing.attempts,
    standing.nextAttemptAt,
    standing.claimedBy ?? null,
    standing.finishedAt ?? null,
    json(standing.cause),
    seq,
  );
}

export function text(row: Row, column: string): string {
  return String(row[column]);
}

export function optionalText(row: Row, column: string): string | undefined {
  const value = row[column];
  return typeof value === 'string' ? value : undefined;
}

export function instant(row: Row, column: string): EpochMs {
  return toEpochMs(Number(row[column]));
}

export function optionalInstant(row: Row, column: string): EpochMs | undefined {
  const value = optionalNumber(row, column);
  return value === undefined ? undefined : toEpochMs(value);
}

export function optionalCause(row: Row, column: string): Cause | undefined {
  const value = optionalText(row, column);
  return value === undefined ? undefined : (JSON.parse(value) as Cause);
}

/** NULL where there is nothing. */
export function json(value: unknown): string | null {
  return value === undefined ? null : JSON.stringify(value);
}

function optionalNumber(row: Row, column: string): number | undefined {
  const value = row[column];
  return typeof value === 'number' ? value : undefined;
}

type Present<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** Leaves out what is not there, as `exactOptionalPropertyTypes` asks. */
export function present<T extends object>(properties: T): Present<T> {
  const kept: Partial<T> = {};
  for (const key in properties) if (properties[key] !== undefined) kept[key] = properties[key];
  return kept as Present<T>;
}
