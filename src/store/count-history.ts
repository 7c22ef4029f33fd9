import { setImmediate } from 'node:timers/promises';
import type { Counts, History } from '../delivery/history.ts';
import type { State } from '../delivery/delivery.ts';
import { type EpochMs, toEpochMs } from '../schedule/instant.ts';
import type { Connection } from './connection.ts';
import type { Row } from './rows.ts';

/** All that is kept: a look at what is counted already. */
export function countAll({ sql }: Connection): Counts {
  return sum(sql(COUNT_ALL).all());
}

export function countBetween(
  { sql }: Connection,
  { since, until = END }: NonNullable<Parameters<History['count']>[0]>,
): Counts {
  return sum(sql(COUNT_BETWEEN).all(since, until));
}

export function robotsOf({ sql }: Connection): readonly string[] {
  return sql(ROBOTS)
    .all()
    .map(({ robot }) => String(robot));
}

export function deliveredIn({ sql }: Connection, lanes: readonly string[]): number {
  return Number(sql(DELIVERED_IN).get(JSON.stringify(lanes))?.['count'] ?? 0);
}

/** In a turn of its own for each day: a month may hold a million. */
export async function countByDay(connection: Connection, midnights: readonly EpochMs[]): Promise<readonly Counts[]> {
  const counts: Counts[] = [];
  for (const [index, until] of midnights.entries()) {
    const since = midnights[index - 1];
    if (since === undefined) continue;
    counts.push(connection.read(() => countBetween(connection, { since, until })));
    await setImmediate();
  }
  return counts;
}

/** Nothing is due later. */
const END = toEpochMs(Number.MAX_SAFE_INTEGER);

const UNDER_WAY = `SELECT count(*) FROM delivery INDEXED BY one_in_flight_per_lane WHERE state = 'sending'`;

const COUNT_ALL = `
  SELECT iif(kind IN ('open', 'carried'), 'pending', kind) AS state, sum(count) AS count FROM tally GROUP BY 1
  UNION ALL SELECT 'pending', -(${UNDER_WAY})
  UNION ALL SELECT 'sending', (${UNDER_WAY})`;

/** From one name to the next in the index, however many deliveries there are of each. */
const ROBOTS = `
  WITH RECURSIVE name (robot) AS (
    SELECT min(robot) FROM delivery
    UNION ALL
    SELECT (SELECT min(robot) FROM delivery WHERE robot > name.robot) FROM name WHERE robot IS NOT NULL
  )
  SELECT robot FROM name WHERE robot IS NOT NULL`;

const DELIVERED_IN = `
  SELECT ifnull(sum(count), 0) AS count FROM tally
    WHERE kind = 'delivered' AND lane_no IN (SELECT no FROM lane WHERE lane IN (SELECT value FROM json_each(?)))`;

/** Only missed ones stand for more than one; all the others are counted in the index, without a look at the rows. */
const COUNT_BETWEEN = `
  SELECT state, count(*) AS count FROM delivery INDEXED BY delivery_state
    WHERE state <> 'sending' AND state IN ('pending', 'delivered', 'failed', 'expired', 'skipped')
      AND last_at >= ?1 AND last_at < ?2 GROUP BY state
  UNION ALL
  SELECT 'missed', ifnull(sum(count), 0) FROM delivery INDEXED BY delivery_state
    WHERE state <> 'sending' AND state = 'missed' AND last_at >= ?1 AND last_at < ?2
  UNION ALL
  SELECT 'sending', (${UNDER_WAY} AND last_at >= ?1 AND last_at < ?2)`;

function sum(rows: readonly Row[]): Counts {
  const counts = { pending: 0, sending: 0, delivered: 0, failed: 0, expired: 0, missed: 0, skipped: 0 };
  for (const row of rows) counts[row['state'] as State] += Number(row['count']);
  return counts;
}
