import type { Connection } from './connection.ts';
import { text } from './rows.ts';

/**
 * The numbers that lanes have within this database, given to those that have none yet; inside a transaction. In the
 * order in which they are named: lanes that send together stand together in every index that begins with one.
 */
export function numberLanes({ sql }: Connection, lanes: Iterable<string>): ReadonlyMap<string, number> {
  const names = JSON.stringify([...new Set(lanes)]);
  sql(
    `INSERT INTO lane (lane) SELECT value FROM json_each(?1) WHERE value NOT IN (SELECT lane FROM lane)
     ORDER BY key`,
  ).run(names);
  const rows = sql('SELECT lane, no FROM lane WHERE lane IN (SELECT value FROM json_each(?))').all(names);
  return new Map(rows.map((row) => [text(row, 'lane'), Number(row['no'])]));
}

/** SQL for the number of the lane with this name; NULL when nothing was ever written for it. */
export function numberOf(name: string): string {
  return `(SELECT no FROM lane WHERE lane.lane = ${name})`;
}
