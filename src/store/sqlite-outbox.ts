import { setImmediate } from 'node:timers/promises';
import { firstPart } from '../delivery/identity.ts';
import type { Cursor, NewDelivery, Outbox } from '../delivery/outbox.ts';
import type { EpochMs } from '../schedule/instant.ts';
import { callsByLane } from './calls.ts';
import { claim } from './claim.ts';
import type { Connection } from './connection.ts';
import { expire, releaseLeases } from './expire.ts';
import { countByState, find, history } from './history.ts';
import { insertDeliveries } from './insert-deliveries.ts';
import { shiftWindows } from './lane-gate.ts';
import { assignLanes, laneStates, resumeLanes } from './lane-states.ts';
import { backlogs, merge } from './merge.ts';
import { nextWake } from './next-wake.ts';
import { record } from './record.ts';
import { instant, text } from './rows.ts';
import { commitNotice, troubles } from './troubles.ts';
import { withdraw } from './withdraw.ts';

/** How many deliveries one transaction forgets: the daemon must not stand still while a season is swept away. */
const PRUNE_CHUNK = 500;

/**
 * The outbox in SQLite. Every call is one transaction (`prune`: one per chunk) and is done when its promise exists;
 * the promises are the port's, for stores that need them. A call that fails rejects with a `StoreError`.
 */
export function createSqliteOutbox(connection: Connection): Outbox {
  const { sql, read, write } = connection;
  return {
    async commit({ withdrawAfter, deliveries, cursors }) {
      return write(() => {
        if (withdrawAfter !== undefined) withdraw(connection, withdrawAfter);
        const added = insertDeliveries(
          connection,
          deliveries.filter((delivery) => !isRestOfKnown(connection, delivery)),
        );
        for (const cursor of cursors) saveCursor(connection, cursor);
        return { added };
      });
    },
    async cursors() {
      return read(() => loadCursors(connection));
    },
    async claim(request) {
      return write(() => claim(connection, request));
    },
    async shiftWindows(leap) {
      write(() => {
        shiftWindows(connection, leap);
      });
    },
    async recallPushed(now) {
      return write(() => recallPushed(connection, now));
    },
    async backlogs(request) {
      return read(() => backlogs(connection, request));
    },
    async merge(digests) {
      return write(() => digests.filter((digest) => merge(connection, digest)).length);
    },
    async record(results) {
      write(() => {
        for (const result of results) record(connection, result);
      });
    },
    async recordAndClaim(results, request) {
      return write(() => {
        for (const result of results) record(connection, result);
        return claim(connection, request);
      });
    },
    async expire(now, explain) {
      return write(() => expire(connection, now, explain));
    },
    async releaseLeases(now, options) {
      return write(() => releaseLeases(connection, now, options?.all ?? false));
    },
    async nextWake(request) {
      return read(() => nextWake(connection, request));
    },
    async resumeLanes(lanes) {
      write(() => {
        resumeLanes(connection, lanes);
      });
    },
    async assignLanes(robots) {
      return write(() => assignLanes(connection, robots));
    },
    async troubles(query) {
      return read(() => troubles(connection, query));
    },
    async commitNotice(notice) {
      return write(() => commitNotice(connection, notice));
    },
    async laneStates(now) {
      return read(() => laneStates(connection, now));
    },
    async find(id) {
      return read(() => find(connection, id));
    },
    async history(query) {
      return read(() => history(connection, query));
    },
    async countByState() {
      return read(() => countByState(connection));
    },
    async callsByLane(month) {
      return read(() => callsByLane(connection, month));
    },
    async prune(before) {
      let forgotten = 0;
      for (;;) {
        const chunk = write(() => pruneChunk(connection, before));
        forgotten += chunk;
        if (chunk < PRUNE_CHUNK) return forgotten;
        await setImmediate();
      }
    },
    async changeCounter() {
      return read(() => Number(sql('PRAGMA data_version').get()?.['data_version']));
    },
  };
}

/** Part of a message that has been here already: alone it would be an end without a beginning. */
function isRestOfKnown({ sql }: Connection, { id, part }: NewDelivery): boolean {
  if (part === undefined || part.number === 1) return false;
  return sql('SELECT 1 FROM delivery WHERE id = ?').get(firstPart(id, part)) !== undefined;
}

/** Made in the future: before the clock was set back. */
function recallPushed({ sql }: Connection, now: EpochMs): number {
  const { changes } = sql(
    `UPDATE delivery INDEXED BY delivery_wake SET next_attempt_at = ?1
     WHERE state = 'pending' AND digest IS NULL AND origin <> 'schedule' AND created_at > ?1 AND next_attempt_at > ?1`,
  ).run(now);
  return Number(changes);
}

function saveCursor({ sql }: Connection, { reminder, through, trigger }: Cursor): void {
  sql(
    `INSERT INTO cursor (reminder, through, "trigger") VALUES (?, ?, ?) ON CONFLICT (reminder) DO UPDATE
     SET through = excluded.through, "trigger" = excluded."trigger"`,
  ).run(reminder, through, trigger);
}

function loadCursors({ sql }: Connection): readonly Cursor[] {
  return sql('SELECT reminder, through, "trigger" FROM cursor ORDER BY reminder')
    .all()
    .map((row) => ({
      reminder: text(row, 'reminder'),
      through: instant(row, 'through'),
      trigger: text(row, 'trigger'),
    }));
}

function pruneChunk({ sql }: Connection, before: EpochMs): number {
  const { changes } = sql(
    `DELETE FROM delivery WHERE seq IN (
       SELECT seq FROM delivery INDEXED BY delivery_due
       WHERE due_at < ?1 AND finished_at < ?1 ORDER BY due_at LIMIT ?2
     )`,
  ).run(before, PRUNE_CHUNK);
  return Number(changes);
}
