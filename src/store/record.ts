import { laterParts } from '../delivery/identity.ts';
import type { AttemptResult } from '../delivery/outbox.ts';
import { isFinal, type Standing, transition } from '../delivery/transition.ts';
import { HOUR } from '../schedule/instant.ts';
import { settleCarried } from './carried.ts';
import type { Connection } from './connection.ts';
import { changeMachine } from './machine-rest.ts';
import { json, type Row, saveStanding, seqOf, toPart, toStanding } from './rows.ts';
import { type StoreTime, storeTime } from './store-time.ts';
import { STRAY, WINDOW } from './window.ts';

/** A lane that was tried in vain so long ago, in ms, is in new trouble. */
const SAME_TROUBLE = 2 * HOUR;

/** Writes down what an attempt came to, and what follows; inside a transaction. */
export function record(connection: Connection, result: AttemptResult): void {
  const now = storeTime(connection, result.finished);
  const row = readDelivery(connection, result);
  if (row !== undefined) {
    finishAttempt(connection, result, now);
    moveDelivery(connection, row, result);
  }
  changeLane(connection, result, now);
  changeMachine(connection, result, now);
}

/** `undefined` when it has been forgotten meanwhile, and its attempts with it. Found by number: ids are dear to compare. */
function readDelivery({ sql }: Connection, { delivery, attempt }: AttemptResult): Row | undefined {
  return sql(
    `SELECT seq, origin, part, parts, state, attempts, next_attempt_at, claimed_by, delivery.finished_at,
       delivery.cause, (SELECT max(id) FROM attempt WHERE attempt.delivery = seq) AS newest
     FROM attempt JOIN delivery ON seq = attempt.delivery WHERE attempt.id = ? AND delivery.id = ?`,
  ).get(attempt, delivery);
}

function finishAttempt({ sql }: Connection, { attempt, finished, outcome }: AttemptResult, now: StoreTime): void {
  const refusal = outcome.kind === 'delivered' ? undefined : outcome;
  sql(
    'UPDATE attempt SET finished_at = ?, occupies_until_st = ?, outcome = ?, http_status = ?, cause = ? WHERE id = ?',
  ).run(
    finished.now,
    now + WINDOW + (outcome.kind === 'ambiguous' ? STRAY : 0),
    outcome.kind,
    refusal?.httpStatus ?? null,
    json(refusal?.cause),
    attempt,
  );
}

function moveDelivery(connection: Connection, row: Row, result: AttemptResult): void {
  const { attempt, delivery, finished, becomes, outcome } = result;
  const standing = toStanding(row);
  const next = transition(standing, {
    kind: 'attempted',
    at: finished.now,
    becomes,
    newest: row['newest'] === attempt,
  });
  if (next === standing) return;
  saveStanding(connection, seqOf(row), next);
  if (row['origin'] === 'digest') settleCarried(connection, delivery, next, outcome);
  const part = toPart(row);
  if (part !== undefined) settleLaterParts(connection, laterParts(delivery, part), next);
}

/**
 * The part after one that has been delivered has its turn, at once: it may wait for an instant that is yet to come again,
 * the clock having been set back. After one that was refused nobody reads the rest.
 */
function settleLaterParts(connection: Connection, parts: readonly string[], { state, finishedAt }: Standing): void {
  const { sql } = connection;
  if (!isFinal(state) || finishedAt === undefined || parts.length === 0) return;
  if (state === 'delivered') {
    sql(
      `UPDATE delivery SET behind = 0, next_attempt_at = min(next_attempt_at, ?) WHERE id = ? AND state = 'pending'`,
    ).run(finishedAt, parts[0] ?? null);
    return;
  }
  const waiting = sql(`SELECT * FROM delivery WHERE id IN (SELECT value FROM json_each(?)) AND state = 'pending'`).all(
    JSON.stringify(parts),
  );
  for (const row of waiting) {
    const standing = transition(toStanding(row), { kind: 'earlierPartEnded', at: finishedAt, state });
    saveStanding(connection, seqOf(row), standing);
  }
}

function changeLane(connection: Connection, result: AttemptResult, now: StoreTime): void {
  const { delivery, lane, finished, laneBecomes } = result;
  switch (laneBecomes?.kind) {
    case undefined:
      return;
    case 'cooling':
      return coolDown(connection, result, laneBecomes, now);
    case 'paused':
      connection
        .sql('UPDATE lane SET paused_since = ?, paused_fingerprint = ?, paused_cause = ? WHERE lane = ?')
        .run(finished.now, laneBecomes.fingerprint, json(laneBecomes.cause), lane);
      remember(connection, lane, delivery, laneBecomes.cause);
  }
}

type CoolDown = Extract<AttemptResult['laneBecomes'], { kind: 'cooling' }>;

function coolDown(
  connection: Connection,
  { lane, delivery }: AttemptResult,
  { forMs, cause, tellOwner = false }: CoolDown,
  now: StoreTime,
): void {
  if (tellOwner && !isOldNews(connection, lane, now, cause.code)) remember(connection, lane, delivery, cause);
  connection
    .sql(
      `UPDATE lane SET cooling_until_st = ?1, cooling_cause = ?2
       WHERE lane = ?3 AND ifnull(cooling_until_st < ?1, true)`,
    )
    .run(now + forMs, json(cause), lane);
}

/** A cool-down that goes on where the one before it has ended is the same trouble. */
function isOldNews({ sql }: Connection, lane: string, now: number, code: string): boolean {
  const same = sql(`SELECT 1 FROM lane WHERE lane = ? AND cooling_cause ->> 'code' = ? AND cooling_until_st > ?`);
  return same.get(lane, code, now - SAME_TROUBLE) !== undefined;
}

/** For the owner of the lane, until told; what a notice itself runs into is no news to whom it was for. */
function remember({ sql }: Connection, lane: string, delivery: string, cause: object): void {
  sql(
    `UPDATE lane SET untold_robot = robot, untold_cause = ? FROM delivery
     WHERE lane.lane = ? AND delivery.id = ? AND origin <> 'owner'`,
  ).run(json(cause), lane, delivery);
}
