import { LONGEST_ATTEMPT } from '../delivery/attempts.ts';
import { LEASE } from '../delivery/members.ts';
import type { LaneConfig, LaneToServe } from '../delivery/outbox.ts';
import { MINUTE, SECOND } from '../schedule/instant.ts';
import type { Connection } from './connection.ts';
import { numberOf } from './lane-numbers.ts';
import { text } from './rows.ts';
import type { StoreTime } from './store-time.ts';

/** The limiter's sliding window. */
export const WINDOW = MINUTE;

/**
 * So long an attempt counts against the limit while nobody has said how it ended, in ms: it starts within its member's
 * lease, and ends within the longest that one can last.
 */
export const UNKNOWN = LEASE + LONGEST_ATTEMPT + WINDOW;

/** What was given up may still be on its way for so long, in ms: the vendor counts it when it arrives. */
export const STRAY = 10 * SECOND;

/** When a lane may send again, in store time: `never` while it is paused under this very configuration. */
export function opensAt({ sql }: Connection, lane: LaneConfig): number | 'never' {
  const row = sql('SELECT cooling_until_st, paused_fingerprint FROM lane WHERE lane = ?').get(lane.lane);
  if (row?.['paused_fingerprint'] === lane.fingerprint) return 'never';
  const place = sql(
    `SELECT occupies_until_st FROM attempt WHERE lane_no = ${numberOf('?')}
     ORDER BY occupies_until_st DESC LIMIT 1 OFFSET ?`,
  ).get(lane.lane, lane.perMinute - 1);
  return Math.max(Number(row?.['cooling_until_st'] ?? 0), Number(place?.['occupies_until_st'] ?? 0));
}

/**
 * How many attempts each of these lanes may start now, and could have started a patience ago; none for those that are
 * paused or cool down.
 *
 * An attempt occupies the window until 60 s after it has *finished* (unfinished: after the longest that one can last):
 * the vendor counts arrivals, and an attempt arrives some time between its start and its end. So no 60 s there hold more
 * than `perMinute`, whatever the latency. The attempts themselves are counted, so it holds across restarts.
 */
export function placesAt(
  { sql }: Connection,
  lanes: readonly LaneToServe[],
  now: StoreTime,
): ReadonlyMap<string, number> {
  const configs = new Map(lanes.map((lane) => [lane.lane, lane]));
  const rows = sql(
    `SELECT name AS lane, cooling_until_st > since AS cooling, paused_fingerprint,
       (SELECT count(*) FROM attempt WHERE lane_no = no AND occupies_until_st > since) AS taken
     FROM (SELECT value ->> 0 AS name, ?2 - (value ->> 1) AS since FROM json_each(?1))
     LEFT JOIN lane ON lane.lane = name`,
  ).all(JSON.stringify(lanes.map(({ lane, patienceMs = 0 }) => [lane, patienceMs])), now);
  return new Map(
    rows.map((row) => {
      const { lane, perMinute, fingerprint } = configs.get(text(row, 'lane')) as LaneConfig;
      const isClosed = row['cooling'] === 1 || row['paused_fingerprint'] === fingerprint;
      return [lane, isClosed ? 0 : Math.max(0, perMinute - Number(row['taken']))];
    }),
  );
}

/**
 * When each attempt in the window leaves it, as far as can be told: one that is under way is counted for the longest
 * that it can last, but is expected to end soon.
 */
export function occupiedUntil({ sql }: Connection, { lane, perMinute }: LaneConfig, now: StoreTime): readonly number[] {
  return sql(
    `SELECT iif(finished_at IS NULL, min(occupies_until_st, ?2 + ${WINDOW}), occupies_until_st) AS until
     FROM attempt WHERE lane_no = ${numberOf('?1')} AND occupies_until_st > ?2 ORDER BY occupies_until_st DESC LIMIT ?3`,
  )
    .all(lane, now, perMinute)
    .map((row) => Number(row['until']));
}
