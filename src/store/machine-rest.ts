import type { Rest } from '../delivery/cause.ts';
import type { ClockReading } from '../delivery/clock.ts';
import { machineAfter, type MachineStanding } from '../delivery/machine-standing.ts';
import type { AttemptResult } from '../delivery/outbox.ts';
import type { Connection } from './connection.ts';
import { json, optionalCause, type Row, text } from './rows.ts';
import { type StoreTime, storeTime, wallAt } from './store-time.ts';

/**
 * How many messages may start from this machine now: none while it rests, one where nothing else is under way and nobody
 * has seen yet whether that is over. Inside the transaction that starts them.
 *
 * @param isAsked Whether anybody wants to know.
 */
export function openToMachine({ sql }: Connection, now: StoreTime, isAsked: boolean): number {
  if (!isAsked) return 0;
  const machine = sql('SELECT refusals, resting_until_st FROM machine').get();
  if (machine === undefined || machine['refusals'] === 0) return Infinity;
  if (Number(machine['resting_until_st']) > now) return 0;
  return sql(`SELECT 1 FROM delivery INDEXED BY delivery_claimed WHERE state = 'sending'`).get() === undefined ? 1 : 0;
}

/** From when on this machine may send, in store time: in the past when it may. */
export function machineOpensAt({ sql }: Connection): number {
  return Number(sql('SELECT resting_until_st FROM machine WHERE refusals > 0').get()?.['resting_until_st'] ?? 0);
}

/** What an answer says of this machine; inside a transaction. */
export function changeMachine(connection: Connection, result: AttemptResult): void {
  const { sql } = connection;
  const row = sql('SELECT refusals, strangers, resting_until_st FROM machine').get();
  const at = storeTime(connection, result.finished);
  // What left before it began to rest says nothing new.
  if (row === undefined || (row['refusals'] !== 0 && Number(row['resting_until_st']) > at)) return;
  const standing = toStanding(row);
  const { rest, ...after } = machineAfter(standing, result);
  if (after.refusals === standing.refusals && after.strangers.length === standing.strangers.length) return;
  sql('UPDATE machine SET refusals = ?, strangers = ?').run(after.refusals, JSON.stringify(after.strangers));
  if (rest === undefined) return;
  sql('UPDATE machine SET resting_until_st = ?, resting_cause = ?').run(
    at + rest.forMs,
    json(rest.cause),
  );
}

export function machineRest({ sql }: Connection, at: ClockReading, now: StoreTime): Rest | undefined {
  const row = sql('SELECT * FROM machine WHERE refusals > 0').get();
  const cause = row && optionalCause(row, 'resting_cause');
  if (row === undefined || cause === undefined) return undefined;
  return { until: wallAt(Math.max(now, Number(row['resting_until_st'])), at, now), cause };
}

function toStanding(row: Row): MachineStanding {
  return { refusals: Number(row['refusals']), strangers: JSON.parse(text(row, 'strangers')) as string[] };
}
