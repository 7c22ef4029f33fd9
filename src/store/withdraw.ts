import { firstPart } from '../delivery/identity.ts';
import type { EpochMs } from '../schedule/instant.ts';
import type { Connection } from './connection.ts';
import { type Row, seqOf, text, toPart } from './rows.ts';

/**
 * Forgets what was planned ahead of its time for instants after this one, as far as nothing has come of it nor been
 * said of it; inside a transaction. A message of which a part has been sent stays whole.
 */
export function withdraw({ sql }: Connection, after: EpochMs): void {
  const early = sql(
    `SELECT seq, id, part, parts,
       attempts = 0 AND digest IS NULL AND told_at IS NULL AND ifnull(finished_at, 0) < due_at AS untouched
     FROM delivery INDEXED BY delivery_due
     WHERE due_at > ? AND created_at < due_at AND origin = 'schedule'`,
  ).all(after);
  const untouched = new Set(early.filter(isUntouched).map((row) => text(row, 'id')));
  for (const row of early) {
    const part = toPart(row);
    const first = part === undefined ? text(row, 'id') : firstPart(text(row, 'id'), part);
    if (isUntouched(row) && untouched.has(first)) sql('DELETE FROM delivery WHERE seq = ?').run(seqOf(row));
  }
}

function isUntouched(row: Row): boolean {
  return row['untouched'] === 1;
}
