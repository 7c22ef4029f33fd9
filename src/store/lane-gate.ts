import type { LaneConfig, Outbox } from '../delivery/outbox.ts';
import { type EpochMs, MINUTE, toEpochMs } from '../schedule/instant.ts';
import type { Connection } from './connection.ts';
import { numberOf } from './lane-numbers.ts';
import { instant, optionalInstant, optionalText, text } from './rows.ts';

/** The limiter's sliding window. */
export const WINDOW = MINUTE;

/** When a lane may send again: `never` while it is paused under this very configuration. */
export function opensAt(connection: Connection, lane: LaneConfig): EpochMs | 'never' {
  const state = laneRow(connection, lane.lane);
  if (state?.pausedUnder === lane.fingerprint) return 'never';
  return toEpochMs(Math.max(state?.coolingUntil ?? 0, windowFreeAt(connection, lane)));
}

/**
 * How many attempts each of these lanes may start at `now`; none for those that are paused or cool down.
 *
 * An attempt occupies the window until 60 s after it has *finished* (unfinished: after its lease): the vendor counts
 * arrivals, and an attempt arrives some time between its start and its end. So no 60 s there hold more than
 * `perMinute`, whatever the latency. The attempts themselves are counted, so it holds across restarts.
 */
export function placesAt({ sql }: Connection, lanes: readonly LaneConfig[], now: EpochMs): ReadonlyMap<string, number> {
  const configs = new Map(lanes.map((lane) => [lane.lane, lane]));
  const rows = sql(
    `SELECT asked.value AS lane, cooling_until > ?2 AS cooling, paused_fingerprint,
       (SELECT count(*) FROM attempt WHERE lane_no = no AND occupies_until > ?2) AS taken
     FROM json_each(?1) AS asked LEFT JOIN lane ON lane.lane = asked.value`,
  ).all(JSON.stringify([...configs.keys()]), now);
  return new Map(
    rows.map((row) => {
      const { lane, perMinute, fingerprint } = configs.get(text(row, 'lane')) as LaneConfig;
      const isClosed = row['cooling'] === 1 || row['paused_fingerprint'] === fingerprint;
      return [lane, isClosed ? 0 : Math.max(0, perMinute - Number(row['taken']))];
    }),
  );
}

/**
 * After the clock was set back, what these lanes have written down lies too far ahead. Nothing that has happened can
 * close the window for longer than 60 s from now, and a cool-down is no longer than it was.
 */
export function forgetTheFuture(
  { sql }: Connection,
  lanes: readonly LaneConfig[],
  now: EpochMs,
  leaseMs: number,
): void {
  const names = JSON.stringify(lanes.map(({ lane }) => lane));
  sql(
    `UPDATE attempt SET occupies_until = ?1 + iif(finished_at IS NULL, ?2, 0)
     WHERE lane_no IN (SELECT no FROM json_each(?3) JOIN lane ON lane = value) AND occupies_until > ?1
       AND occupies_until > ?1 + iif(finished_at IS NULL, ?2, 0)`,
  ).run(now + WINDOW, leaseMs, names);
  sql(
    `UPDATE lane SET cooling_since = ?1, cooling_until = ?1 + (cooling_until - cooling_since)
     WHERE lane IN (SELECT value FROM json_each(?2)) AND cooling_since > ?1`,
  ).run(now, names);
}

/**
 * After the clock was set forward, what these lanes have written down lies too far back: without this, twice the limit
 * would go out within the minute. What has been written down since is not held for longer than 60 s from now.
 */
export function shiftWindows(
  { sql }: Connection,
  { now, ms, leaseMs, lanes }: Parameters<Outbox['shiftWindows']>[0],
): void {
  sql(
    `UPDATE attempt SET occupies_until = max(occupies_until, min(occupies_until + ?1, ?2))
     WHERE lane_no IN (SELECT no FROM json_each(?3) JOIN lane ON lane = value) AND occupies_until > ?4`,
  ).run(ms, now + WINDOW, JSON.stringify(lanes.map(({ lane }) => lane)), now - ms);
  // What is under way is so still.
  sql(
    `UPDATE delivery INDEXED BY delivery_lease SET lease_until = max(lease_until, min(lease_until + ?1, ?2))
     WHERE state = 'sending'`,
  ).run(ms, now + leaseMs);
}

interface LaneRow {
  readonly coolingUntil: EpochMs | undefined;
  readonly pausedUnder: string | undefined;
}

function laneRow({ sql }: Connection, lane: string): LaneRow | undefined {
  const row = sql('SELECT cooling_until, paused_fingerprint FROM lane WHERE lane = ?').get(lane);
  if (row === undefined) return undefined;
  return { coolingUntil: optionalInstant(row, 'cooling_until'), pausedUnder: optionalText(row, 'paused_fingerprint') };
}

/** The instant at which the last `perMinute` attempts leave a place. */
function windowFreeAt({ sql }: Connection, { lane, perMinute }: LaneConfig): number {
  const row = sql(
    `SELECT occupies_until FROM attempt WHERE lane_no = ${numberOf('?')} ORDER BY occupies_until DESC LIMIT 1 OFFSET ?`,
  ).get(lane, perMinute - 1);
  return row === undefined ? 0 : instant(row, 'occupies_until');
}

/**
 * When each attempt in the window leaves it, as far as can be told: one that is under way is counted until its lease
 * runs out, but is expected to end soon.
 */
export function occupiedUntil({ sql }: Connection, { lane, perMinute }: LaneConfig, now: EpochMs): readonly EpochMs[] {
  return sql(
    `SELECT iif(finished_at IS NULL, min(occupies_until, max(started_at, ?2) + ${WINDOW}), occupies_until) AS until
     FROM attempt WHERE lane_no = ${numberOf('?1')} AND occupies_until > ?2 ORDER BY occupies_until DESC LIMIT ?3`,
  )
    .all(lane, now, perMinute)
    .map((row) => instant(row, 'until'));
}
