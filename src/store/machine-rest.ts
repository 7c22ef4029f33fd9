import type { Rest } from '../delivery/cause.ts';
import type { ClockReading } from '../delivery/clock.ts';
import { machineAfter, type MachineStanding } from '../delivery/machine-standing.ts';
import type { AttemptResult } from '../delivery/outbox.ts';
import type { Connection } from './connection.ts';
import { json, optionalCause, type Row, text } from './rows.ts';
import { type StoreTime, wallAt } from './store-time.ts';

/**
 * How many messages may start from this machine now: none while it rests, one where nothing else is under way and nobody
 * has seen yet whether that is over. Inside the transaction that starts them.
 */
export function openToMachine(connection: Connection, now: StoreTime): number {
  const opens = machineOpensAt(connection);
  if (opens === undefined) return Infinity;
  return opens > now ? 0 : 1;
}

/**
 * From when on one message may find out whether this machine is let in again, in store time: `Infinity` while anything
 * is under way, whose answer may say so. `undefined` = all is well.
 */
export function machineOpensAt({ sql }: Connection): number | undefined {
  const rest = sql('SELECT resting_until_st FROM machine WHERE refusals > 0').get();
  if (rest === undefined) return undefined;
  const flight = sql(`SELECT 1 FROM delivery INDEXED BY one_in_flight_per_lane WHERE state = 'sending' LIMIT 1`).get();
  return flight === undefined ? Number(rest['resting_until_st']) : Infinity;
}

/** What an answer says of this machine; inside a transaction. */
export function changeMachine({ sql }: Connection, result: AttemptResult, now: StoreTime): void {
  const row = sql('SELECT refusals, strangers, resting_until_st FROM machine').get();
  if (row === undefined) return;
  const standing = toStanding(row, now);
  const { rest, refusals, strangers } = machineAfter(standing, result);
  if (refusals !== standing.refusals || strangers.length !== standing.strangers.length) {
    sql('UPDATE machine SET refusals = ?, strangers = ?').run(refusals, JSON.stringify(strangers));
  }
  if (rest === undefined) return;
  sql(
    `UPDATE machine SET resting_until_st = ?1, resting_cause = ?2
     WHERE resting_until_st IS NULL OR resting_until_st < ?1`,
  ).run(now + rest.forMs, json(rest.cause));
}

/** Why nothing goes out from this machine at all for a while; `undefined` = it may. */
export function machineRest({ sql }: Connection, at: ClockReading, now: StoreTime): Rest | undefined {
  const row = sql('SELECT * FROM machine WHERE refusals > 0 AND resting_until_st > ?').get(now);
  const cause = row && optionalCause(row, 'resting_cause');
  return cause && { until: wallAt(Number(row['resting_until_st']), at, now), cause };
}

function toStanding(row: Row, now: StoreTime): MachineStanding {
  const refusals = Number(row['refusals']);
  return {
    refusals,
    strangers: JSON.parse(text(row, 'strangers')) as string[],
    isResting: refusals > 0 && Number(row['resting_until_st']) > now,
  };
}
