import type { EpochMs } from '../schedule/instant.ts';
import { endOf, type Kept, overrideId } from '../schedule/override.ts';
import type { Overrides } from '../schedule/overrides.ts';
import type { Connection } from './connection.ts';
import { text } from './rows.ts';

/** The overrides in SQLite: every call is one transaction and done when its promise exists, as in the outbox. */
export function createSqliteOverrides(connection: Connection): Overrides {
  const { sql, read, write } = connection;
  return {
    async set(override) {
      write(() => {
        save(connection, override);
      });
    },
    async remove(id, now) {
      return write(() => remove(connection, id, now));
    },
    async list({ endingAfter } = {}) {
      return read(() =>
        sql('SELECT value FROM override WHERE ends_at IS NULL OR ends_at > ? ORDER BY id')
          .all(endingAfter ?? Number.MIN_SAFE_INTEGER)
          .map((row) => JSON.parse(text(row, 'value')) as Kept),
      );
    },
    async prune(before) {
      return write(() => Number(sql('DELETE FROM override WHERE ends_at < ?').run(before).changes));
    },
  };
}

function save({ sql }: Connection, override: Kept): void {
  sql(
    `INSERT INTO override (id, value, ends_at) VALUES (?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET value = excluded.value, ends_at = excluded.ends_at`,
  ).run(overrideId(override), JSON.stringify(override), endOf(override) ?? null);
}

function remove(connection: Connection, id: string, now: EpochMs): boolean {
  const { sql } = connection;
  const row = sql('SELECT value FROM override WHERE id = ? AND (ends_at IS NULL OR ends_at > ?)').get(id, now);
  if (row === undefined) return false;
  const override = JSON.parse(text(row, 'value')) as Kept;
  if (override.kind === 'pause') save(connection, { ...override, until: now });
  else sql('DELETE FROM override WHERE id = ?').run(id);
  return true;
}
