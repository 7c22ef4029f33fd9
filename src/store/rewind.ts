import { LONGEST_BACKOFF } from '../delivery/backoff.ts';
import type { EpochMs } from '../schedule/instant.ts';
import type { Span } from '../delivery/plans.ts';
import { loadCursors, saveCursor } from './cursors.ts';
import type { Connection } from './connection.ts';
import { ofSameMessage } from './same-message.ts';

/** The clock shows `now` and may have shown more before; inside a transaction. See `Plans.rewind`. */
export function rewind(connection: Connection, now: EpochMs): void {
  const { sql } = connection;
  const crossing = sql(
    `SELECT reminder, min(due_at) AS first FROM delivery INDEXED BY delivery_last
     WHERE last_at > ?1 AND due_at <= ?1 AND ${UNTRIED} GROUP BY reminder`,
  ).all(now);
  const firsts = new Map(crossing.map((row) => [String(row['reminder']), Number(row['first'])]));
  sql(`DELETE FROM delivery INDEXED BY delivery_last WHERE last_at > ? AND ${UNTRIED}`).run(now);
  for (const cursor of loadCursors(connection)) {
    const through = Math.min(cursor.through, now, (firsts.get(cursor.reminder) ?? Infinity) - 1) as EpochMs;
    if (through === cursor.through) continue;
    const owed = (cursor.owed ?? []).flatMap((span) => cut(span, through));
    saveCursor(connection, { reminder: cursor.reminder, trigger: cursor.trigger, through, owed });
  }
  recall(connection, now);
}

/**
 * Planned, and nothing has happened to it: no attempt, no digest, no notice to its owner. A message stays whole when one
 * of its parts was tried. What quiet hours hold was due before they end: that is past, so it stays.
 */
const UNTRIED = `origin = 'schedule' AND (state <> 'pending' OR ifnull(cause ->> 'code', '') <> 'quiet') AND attempts = 0 AND digest IS NULL AND told_at IS NULL AND (
  parts IS NULL OR NOT EXISTS (
    SELECT 1 FROM delivery AS other WHERE ${ofSameMessage('other', 'delivery')} AND other.attempts > 0
  )
)`;

function cut({ from, to }: Span, through: EpochMs): readonly Span[] {
  if (from >= through) return [];
  return [{ from, to: to < through ? to : through }];
}

/**
 * What was made in the future, before the clock was set back, or waits for a next attempt that lay near and does not any
 * more. What is scheduled, or was pushed for an instant, waits for that. Cool-downs are kept by the lanes.
 */
function recall({ sql }: Connection, now: EpochMs): void {
  sql(
    `UPDATE delivery SET next_attempt_at = iif(
       origin IN ('schedule', 'digest') OR due_at > delivery.created_at, max(due_at, ?1), ?1
     ) WHERE seq IN (
       SELECT seq FROM lane CROSS JOIN delivery INDEXED BY delivery_wake ON lane_no = no
       WHERE state = 'pending' AND digest IS NULL AND behind = 0 AND next_attempt_at > ?1
         AND (delivery.created_at > ?1 OR next_attempt_at > ?1 + ${LONGEST_BACKOFF})
     )`,
  ).run(now);
}
