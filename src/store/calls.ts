import type { Claim } from '../delivery/outbox.ts';
import { type EpochMs, HOUR } from '../schedule/instant.ts';
import type { Connection } from './connection.ts';
import { text } from './rows.ts';

/** Counts the attempts of these claims against their lanes' month; inside the transaction that writes them down. */
export function countCalls({ sql }: Connection, claims: readonly Claim[], now: EpochMs): void {
  const month = beijingMonth(now);
  sql(
    `INSERT INTO calls (month, lane, count) SELECT ?1, value, count(*) FROM json_each(?2) GROUP BY value
     ON CONFLICT (month, lane) DO UPDATE SET count = count + excluded.count`,
  ).run(month, JSON.stringify(claims.map(({ delivery }) => delivery.lane)));
}

export function callsByLane({ sql }: Connection, now: EpochMs): ReadonlyMap<string, number> {
  const rows = sql('SELECT lane, count FROM calls WHERE month = ?').all(beijingMonth(now));
  return new Map(rows.map((row) => [text(row, 'lane'), Number(row['count'])]));
}

/** China keeps UTC+8 all year: https://www.iana.org/time-zones (Asia/Shanghai, since 1991). */
function beijingMonth(now: EpochMs): string {
  return new Date(now + 8 * HOUR).toISOString().slice(0, 7);
}
