import { laterParts } from '../delivery/identity.ts';
import type { AttemptResult } from '../delivery/outbox.ts';
import { transition } from '../delivery/transition.ts';
import { type EpochMs, HOUR } from '../schedule/instant.ts';
import { settleCarried } from './carried.ts';
import type { Connection } from './connection.ts';
import { WINDOW } from './lane-gate.ts';
import { type Row, saveStanding, seqOf, toPart, toStanding } from './rows.ts';

/** A lane that was tried in vain so long ago, in ms, is in new trouble. */
const SAME_TROUBLE = 2 * HOUR;

/** Writes down what an attempt came to, and what follows; inside a transaction. */
export function record(connection: Connection, result: AttemptResult): void {
  const row = readDelivery(connection, result);
  if (row !== undefined) {
    finishAttempt(connection, seqOf(row), result);
    moveDelivery(connection, row, result);
  }
  changeLane(connection, result);
}

/** `undefined` when it has been forgotten meanwhile, and its attempts with it. Found by number: ids are dear to compare. */
function readDelivery({ sql }: Connection, { delivery, attempt }: AttemptResult): Row | undefined {
  return sql(
    `SELECT seq, origin, part, parts, state, attempts, next_attempt_at, lease_until, delivery.finished_at,
       delivery.reason, (SELECT max(id) FROM attempt WHERE attempt.delivery = seq) AS newest
     FROM attempt JOIN delivery ON seq = attempt.delivery WHERE attempt.id = ? AND delivery.id = ?`,
  ).get(attempt, delivery);
}

function finishAttempt({ sql }: Connection, delivery: number, { attempt, finishedAt, outcome }: AttemptResult): void {
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

function moveDelivery(
  connection: Connection,
  row: Row,
  { attempt, delivery, finishedAt, becomes, outcome }: AttemptResult,
): void {
  const standing = toStanding(row);
  const next = transition(standing, { kind: 'attempted', at: finishedAt, becomes, newest: row['newest'] === attempt });
  if (next === standing) return;
  saveStanding(connection, seqOf(row), next);
  if (row['origin'] === 'digest') settleCarried(connection, delivery, next, outcome);
  const part = toPart(row);
  if (part !== undefined && next.state === 'pending')
    holdBack(connection, laterParts(delivery, part), next.nextAttemptAt);
}

/** The second part is not read before the first. */
function holdBack({ sql }: Connection, parts: readonly string[], until: EpochMs): void {
  sql(
    `UPDATE delivery SET next_attempt_at = ?1
     WHERE id IN (SELECT value FROM json_each(?2)) AND state = 'pending' AND next_attempt_at < ?1`,
  ).run(until, JSON.stringify(parts));
}

function changeLane(connection: Connection, { delivery, lane, finishedAt, laneBecomes }: AttemptResult): void {
  switch (laneBecomes?.kind) {
    case undefined:
      return;
    case 'cooling':
      if (laneBecomes.tellOwner === true && !isOldNews(connection, lane, finishedAt, laneBecomes.reason)) {
        remember(connection, lane, delivery, laneBecomes.reason);
      }
      coolDown(connection, [lane, ...(laneBecomes.others ?? [])], finishedAt, laneBecomes);
      return;
    case 'paused':
      connection
        .sql(
          `INSERT INTO lane (lane, paused_since, paused_fingerprint, paused_reason) VALUES (?, ?, ?, ?)
           ON CONFLICT (lane) DO UPDATE SET paused_since = excluded.paused_since,
             paused_fingerprint = excluded.paused_fingerprint, paused_reason = excluded.paused_reason`,
        )
        .run(lane, finishedAt, laneBecomes.fingerprint, laneBecomes.reason);
      remember(connection, lane, delivery, laneBecomes.reason);
  }
}

function coolDown(
  { sql }: Connection,
  lanes: readonly string[],
  since: EpochMs,
  { until, reason }: { readonly until: EpochMs; readonly reason: string },
): void {
  sql(
    `INSERT INTO lane (lane, cooling_since, cooling_until, cooling_reason)
     SELECT value, ?2, ?3, ?4 FROM json_each(?1) WHERE true ON CONFLICT (lane) DO UPDATE
     SET cooling_since = excluded.cooling_since, cooling_until = excluded.cooling_until,
       cooling_reason = excluded.cooling_reason
     WHERE cooling_until IS NULL OR cooling_until < excluded.cooling_until`,
  ).run(JSON.stringify(lanes), since, until, reason);
}

/** A cool-down that goes on where the one before it has ended is the same trouble. */
function isOldNews({ sql }: Connection, lane: string, now: EpochMs, reason: string): boolean {
  const same = sql('SELECT 1 FROM lane WHERE lane = ? AND cooling_reason = ? AND cooling_until > ?');
  return same.get(lane, reason, now - SAME_TROUBLE) !== undefined;
}

/** For the owner of the lane, until told; what a notice itself runs into is no news to whom it was for. */
function remember({ sql }: Connection, lane: string, delivery: string, reason: string): void {
  sql(
    `INSERT INTO lane (lane, untold_robot, untold_reason)
     SELECT ?, robot, ? FROM delivery WHERE id = ? AND origin <> 'owner' ON CONFLICT (lane) DO UPDATE
     SET untold_robot = excluded.untold_robot, untold_reason = excluded.untold_reason`,
  ).run(lane, reason, delivery);
}
