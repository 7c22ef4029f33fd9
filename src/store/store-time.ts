import type { ClockReading } from '../delivery/clock.ts';
import { LEASE } from '../delivery/members.ts';
import type { EpochMs } from '../schedule/instant.ts';
import { toEpochMs } from '../schedule/instant.ts';
import type { Connection } from './connection.ts';
import { WINDOW } from './window.ts';

/**
 * The store's own time, in ms: it goes on with the machine, suspended or not, whatever the wall clock is set to, and all
 * processes see the same. Windows, cool-downs and leases are told in it. Where the machine has booted anew, nobody has
 * counted meanwhile: then it goes on by as much as the wall clock has, and never back.
 */
export type StoreTime = number & { readonly storeTime: unique symbol };

/** What it is at this reading of the clocks. */
export function storeTime({ sql }: Connection, at: ClockReading): StoreTime {
  const row = sql('SELECT boot, up, store_time FROM machine').get();
  if (row === undefined) return 0 as StoreTime;
  const up = Number(row['up']);
  if (row['boot'] === at.boot && at.up >= up - RESOLUTION) return (Number(row['store_time']) + at.up - up) as StoreTime;
  return sql(AFTER_BOOT).get(at.now)?.['now_st'] as StoreTime;
}

/** The same, and from now on it is counted in this boot; inside a transaction. Returns whether that is another one. */
export function adoptBoot(connection: Connection, at: ClockReading): boolean {
  const { sql } = connection;
  const known = sql('SELECT boot, up FROM machine').get();
  const isSame = known !== undefined && known['boot'] === at.boot && at.up >= Number(known['up']) - RESOLUTION;
  if (isSame) return false;
  sql(
    `INSERT INTO machine (only, boot, up, store_time, now) VALUES (1, ?, ?, ?, ?) ON CONFLICT (only) DO UPDATE
     SET boot = excluded.boot, up = excluded.up, store_time = excluded.store_time, now = excluded.now`,
  ).run(at.boot, at.up, storeTime(connection, at), at.now);
  return known !== undefined;
}

/** What the wall clock shows at a moment of store time, if nobody sets it. */
export function wallAt(moment: number, { now }: ClockReading, present: StoreTime): EpochMs {
  return toEpochMs(now + moment - present);
}

/** A machine that has been running for less than before, in ms, has booted anew, be it a container without a name. */
const RESOLUTION = 1_000;

/**
 * Counted from the last moment at which both the wall clock and store time are known: the last boot, or the last answer.
 * Never earlier than the last renewal of a lease.
 */
const AFTER_BOOT = `
  SELECT max(
    store_time + max(0, ?1 - now),
    ifnull((SELECT max(lease_until_st) - ${LEASE} FROM member), store_time)
  ) AS now_st FROM (
    SELECT store_time, now FROM machine
    UNION ALL
    SELECT occupies_until_st - ${WINDOW}, finished_at FROM (
      SELECT occupies_until_st, finished_at FROM attempt WHERE outcome <> 'ambiguous' ORDER BY id DESC LIMIT 1
    )
  ) ORDER BY store_time DESC LIMIT 1`;
