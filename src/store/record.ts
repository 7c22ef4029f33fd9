import type { AttemptResult } from '../delivery/outbox.ts';
import { transition } from '../delivery/transition.ts';
import type { Connection } from './connection.ts';
import { WINDOW } from './lane-gate.ts';
import { saveStanding, toStanding } from './rows.ts';

/** Writes down what an attempt came to, and what follows; inside a transaction. */
export function record(connection: Connection, result: AttemptResult): void {
  finishAttempt(connection, result);
  moveDelivery(connection, result);
  changeLane(connection, result);
}

function finishAttempt({ sql }: Connection, { attempt, delivery, finishedAt, outcome }: AttemptResult): void {
  const refusal = outcome.kind === 'delivered' ? undefined : outcome;
  sql(
    `UPDATE attempt SET finished_at = ?, occupies_until = ?, outcome = ?, errcode = ?, http_status = ?, reason = ?
     WHERE id = ? AND delivery = ?`,
  ).run(
    finishedAt,
    finishedAt + WINDOW,
    outcome.kind,
    refusal?.errcode ?? null,
    refusal?.httpStatus ?? null,
    refusal?.reason ?? null,
    attempt,
    delivery,
  );
}

function moveDelivery(connection: Connection, { attempt, delivery, finishedAt, becomes }: AttemptResult): void {
  const row = connection
    .sql(
      `SELECT state, attempts, next_attempt_at, lease_until, finished_at, reason,
         (SELECT max(id) FROM attempt WHERE attempt.delivery = delivery.id) AS newest
       FROM delivery WHERE id = ?`,
    )
    .get(delivery);
  if (row === undefined) return;
  const standing = toStanding(row);
  const next = transition(standing, { kind: 'attempted', at: finishedAt, becomes, newest: row['newest'] === attempt });
  if (next !== standing) saveStanding(connection, delivery, next);
}

function changeLane({ sql }: Connection, { lane, finishedAt, laneBecomes }: AttemptResult): void {
  switch (laneBecomes?.kind) {
    case undefined:
      return;
    case 'cooling':
      sql(
        `INSERT INTO lane (lane, cooling_since, cooling_until) VALUES (?, ?, ?) ON CONFLICT (lane) DO UPDATE
         SET cooling_since = excluded.cooling_since, cooling_until = excluded.cooling_until
         WHERE cooling_until IS NULL OR cooling_until < excluded.cooling_until`,
      ).run(lane, finishedAt, laneBecomes.until);
      return;
    case 'paused':
      sql(
        `INSERT INTO lane (lane, paused_since, paused_fingerprint, paused_reason) VALUES (?, ?, ?, ?)
         ON CONFLICT (lane) DO UPDATE SET paused_since = excluded.paused_since,
           paused_fingerprint = excluded.paused_fingerprint, paused_reason = excluded.paused_reason`,
      ).run(lane, finishedAt, laneBecomes.fingerprint, laneBecomes.reason);
  }
}
