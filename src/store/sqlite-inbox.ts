import type {
  EventState,
  Inbox,
  InboxQuery,
  InboxSummary,
  NewMemory,
  NewReceived,
  Receipt,
  Received,
  Told,
} from '../delivery/inbox.ts';
import { type EpochMs, HOUR, toEpochMs } from '../schedule/instant.ts';
import type { Connection } from './connection.ts';
import { insertDeliveries } from './insert-deliveries.ts';
import { instant, json, optionalInstant, optionalText, present, type Row, text } from './rows.ts';

/** Every call is one transaction and is done when its promise exists; the promises are the port's. */
export function createSqliteInbox(connection: Connection): Inbox {
  const { sql, read, write } = connection;
  return {
    async receive(events, memories = []) {
      return write(() => receive(connection, events, memories));
    },
    async memory(hook, key) {
      return read(() => memoryOf(connection, hook, key));
    },
    async remember(memories, now) {
      return write(() => {
        if (isOutdated(connection, memories)) return false;
        saveMemories(connection, memories, now);
        return true;
      });
    },
    async due(now) {
      return read(() => dueAt(connection, now));
    },
    async tell(told) {
      return write(() => tell(connection, told));
    },
    async saying(hook, names, now) {
      return read(() =>
        sql(SAYING)
          .all(hook, JSON.stringify(names), now - HOUR)
          .map(toReceived),
      );
    },
    async find(id) {
      return read(() => {
        const row = sql('SELECT * FROM hook_event LEFT JOIN hook_content USING (seq) WHERE id = ?').get(id);
        return row && toReceived(row);
      });
    },
    async list(query) {
      return read(() => list(connection, query));
    },
    async summaries(since) {
      return read(() => summaries(connection, since));
    },
    async prune(before, now) {
      return write(
        () =>
          forgetContent(connection, now) +
          Number(sql(FORGET).run(before, CHUNK).changes) +
          Number(sql(FORGET_MEMORY).run(before, CHUNK).changes),
      );
    },
  };
}

/** Kept of one hook: guessing its secret does not fill the disk. */
const MOST_REFUSED = 100;
/** How many events one transaction forgets: others wait for it. */
const CHUNK = 25;

const FORGET_REFUSED = `DELETE FROM hook_event WHERE seq IN (
  SELECT seq FROM hook_event WHERE hook = ?1 AND state = 'refused' ORDER BY received_at DESC, seq DESC LIMIT -1 OFFSET ?2
)`;

const OUTLIVED = `seq IN (
  SELECT seq FROM hook_event WHERE kept_until <= ?1 AND state <> 'waiting' ORDER BY kept_until LIMIT ?2
)`;

/** Of how many events. */
function forgetContent({ sql }: Connection, now: EpochMs): number {
  sql(`DELETE FROM hook_content WHERE ${OUTLIVED}`).run(now, CHUNK);
  return Number(sql(`UPDATE hook_event SET kept_until = NULL WHERE ${OUTLIVED}`).run(now, CHUNK).changes);
}

/** They were written in the order in which they came. */
const FORGET = `DELETE FROM hook_event WHERE received_at < ?1 AND state <> 'waiting' AND seq IN (
  SELECT seq FROM hook_event ORDER BY seq LIMIT ?2
)`;

/** A branch that was silent for so long is gone; memories about the hook itself stay. */
const FORGET_MEMORY = `DELETE FROM hook_memory WHERE (hook, key) IN (
  SELECT hook, key FROM hook_memory WHERE at < ?1 AND key NOT LIKE 'hook %' ORDER BY at LIMIT ?2
)`;

/** All that is needed to tell an event. */
const TO_TELL = `SELECT seq, id, hook, kind, subject, received_at, state, because, thing, due_at, repeats, deliveries, event
  FROM hook_event LEFT JOIN hook_content USING (seq)`;

const SAYING = `${TO_TELL} WHERE state IN ('waiting', 'told') AND received_at >= ?3 AND id IN (
    SELECT event FROM hook_said WHERE hook = ?1 AND name IN (SELECT value FROM json_each(?2))
  ) ORDER BY seq`;

function receive(
  connection: Connection,
  events: Parameters<Inbox['receive']>[0],
  memories: readonly NewMemory[],
): Receipt {
  const { sql } = connection;
  const [{ id, hook, state, receivedAt }] = events;
  const known = sql('UPDATE hook_event SET repeats = repeats + 1 WHERE id = ? RETURNING state').get(id);
  if (known) return { kind: 'duplicate', state: text(known, 'state') as EventState };
  if (isOutdated(connection, memories)) return { kind: 'outdated' };
  saveMemories(connection, memories, receivedAt);
  for (const event of events) {
    insertEvent(connection, event);
    saveNews(connection, event);
  }
  if (state === 'refused') sql(FORGET_REFUSED).run(hook, MOST_REFUSED);
  return { kind: 'written' };
}

function isOutdated(connection: Connection, memories: readonly NewMemory[]): boolean {
  return memories.some(({ hook, key, before }) => json(memoryOf(connection, hook, key)) !== json(before));
}

function saveMemories({ sql }: Connection, memories: readonly NewMemory[], at: EpochMs): void {
  for (const { hook, key, value } of memories) sql(REMEMBER).run(hook, key, JSON.stringify(value), at);
}

function memoryOf({ sql }: Connection, hook: string, key: string): unknown {
  const row = sql('SELECT value FROM hook_memory WHERE hook = ? AND key = ?').get(hook, key);
  return row && parsed(row, 'value');
}

const REMEMBER = `INSERT INTO hook_memory (hook, key, value, at) VALUES (?, ?, ?, ?)
  ON CONFLICT (hook, key) DO UPDATE SET value = excluded.value, at = excluded.at`;

/** For each that is written two old ones go. */
function saveNews({ sql }: Connection, { id, hook, receivedAt, says = [] }: NewReceived): void {
  for (const name of says) {
    sql('INSERT INTO hook_said (hook, name, event, at) VALUES (?, ?, ?, ?)').run(hook, name, id, receivedAt);
    sql(FORGET_SAID).run(receivedAt - HOUR);
  }
}

const FORGET_SAID = 'DELETE FROM hook_said WHERE at < ?1 AND no IN (SELECT no FROM hook_said ORDER BY no LIMIT 2)';

function insertEvent({ sql }: Connection, event: NewReceived): void {
  const joined =
    event.dueAt !== undefined && event.thing !== undefined
      ? sql(JOINED).get(event.hook, event.thing, event.receivedAt)?.['due_at']
      : undefined;
  const { lastInsertRowid } = sql(INSERT).run(
    event.id,
    event.hook,
    event.kind ?? null,
    event.subject ?? null,
    event.receivedAt,
    event.state,
    json(event.because),
    event.thing ?? null,
    typeof joined === 'number' ? joined : (event.dueAt ?? null),
    event.keptUntil ?? null,
  );
  const [said, original] = [json(event.event), json(event.original)];
  if (said === null && original === null) return;
  sql('INSERT INTO hook_content (seq, event, original) VALUES (?, ?, ?)').run(lastInsertRowid, said, original);
}

/** What waits about the same thing and is not due yet, when it is due. */
const JOINED = `SELECT min(due_at) AS due_at FROM hook_event
  WHERE state = 'waiting' AND hook = ?1 AND thing = ?2 AND due_at > ?3`;

const INSERT = `INSERT INTO hook_event
  (id, hook, kind, subject, received_at, state, because, thing, due_at, kept_until)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;

/** One from the future came before the clock was set back. */
function dueAt({ sql }: Connection, now: EpochMs) {
  const first = sql(FIRST_DUE).get(now);
  const { seq, hook, thing, due_at } = first ?? {};
  const together = thing === null ? sql(ALONE).all(seq ?? 0) : sql(TOGETHER).all(hook ?? '', thing ?? '', due_at ?? 0);
  const next = sql(`SELECT min(due_at) AS next FROM hook_event WHERE state = 'waiting' AND due_at > ?`).get(now)?.[
    'next'
  ];
  return {
    events: first === undefined ? [] : together.map(toReceived),
    ...(typeof next === 'number' && { next: toEpochMs(next) }),
  };
}

/** By what waits alone: in the order of `seq` the store would look through all that has ever come. */
const FIRST_DUE = `SELECT min(seq) AS seq, hook, thing, due_at FROM hook_event INDEXED BY hook_event_waiting
  WHERE state = 'waiting' AND (due_at <= ?1 OR received_at > ?1) HAVING min(seq) IS NOT NULL`;
const ALONE = `${TO_TELL} WHERE seq = ?1`;
/** What is told as one, however much that is; of more than so many nobody reads. */
const TOGETHER = `${TO_TELL} WHERE state = 'waiting' AND hook = ?1 AND thing = ?2 AND due_at = ?3 ORDER BY seq LIMIT 20000`;

function tell(connection: Connection, { events, deliveries }: Told): boolean {
  const { sql } = connection;
  const waits = (id: string) =>
    sql(`SELECT 1 FROM hook_event WHERE id = ? AND state = 'waiting'`).get(id) !== undefined;
  if (!events.every(({ id }) => waits(id))) return false;
  insertDeliveries(connection, deliveries);
  for (const event of events) {
    const { id, state, because } = event;
    if (state === 'waiting') sql(HOLD).run(event.thing, event.dueAt, json(because), event.receivedAt, id);
    else forgetUnkept(connection, sql(TELL).get(state, json(because), JSON.stringify(event.deliveries ?? []), id));
  }
  return true;
}

/** What was not to be kept was only kept for this. */
function forgetUnkept({ sql }: Connection, { seq, kept_until }: Row = {}): void {
  if (kept_until === null) sql('DELETE FROM hook_content WHERE seq = ?').run(seq ?? 0);
}

const HOLD = `UPDATE hook_event SET thing = ?1, due_at = ?2, because = ?3, received_at = ?4 WHERE id = ?5`;

const TELL = `UPDATE hook_event SET state = ?1, because = ?2, deliveries = ?3, due_at = NULL WHERE id = ?4
  RETURNING seq, kept_until`;

function list({ sql }: Connection, { hook, state, after, limit = 50 }: InboxQuery): readonly Received[] {
  const last = after === undefined ? undefined : sql('SELECT received_at, seq FROM hook_event WHERE id = ?').get(after);
  if (after !== undefined && last === undefined) return [];
  const [at, seq] = [last?.['received_at'], last?.['seq']].map((each) => Number(each ?? Number.MAX_SAFE_INTEGER));
  const only = { ...(hook !== undefined && { hook }), ...(state !== undefined && { state }) };
  const filter = Object.keys(only).map((column) => `${column} = :${column} AND`);
  const named = { seq: seq ?? 0, limit, ...only };
  // Of all hooks they stand in the order in which they were written; that of their times no index has.
  const rows =
    hook === undefined
      ? sql(`${LISTED} WHERE ${filter.join(' ')} seq < :seq ORDER BY seq DESC LIMIT :limit`).all(named)
      : sql(
          `${LISTED} WHERE ${filter.join(' ')} (received_at, seq) < (:at, :seq) ORDER BY received_at DESC, seq DESC LIMIT :limit`,
        ).all({ ...named, at: at ?? 0 });
  return rows.map(toReceived);
}

const LISTED = `SELECT seq, id, hook, kind, subject, received_at, state, because, thing, due_at, repeats, deliveries
  FROM hook_event`;

/** Hook by hook: so only what came since then is looked at. */
function summaries({ sql }: Connection, since: EpochMs): readonly InboxSummary[] {
  const hooks = sql('SELECT hook, max(received_at) AS last_at FROM hook_event GROUP BY hook').all();
  return hooks.map((row) => {
    const hook = text(row, 'hook');
    const counted = sql(COUNTS).all(hook, since);
    const counts = Object.fromEntries(counted.map((each) => [text(each, 'state'), Number(each['count'])]));
    return { hook, lastAt: instant(row, 'last_at'), counts: { ...NONE, ...counts } };
  });
}

const NONE: Readonly<Record<EventState, number>> = { waiting: 0, told: 0, ignored: 0, refused: 0 };
const COUNTS = 'SELECT state, count(*) AS count FROM hook_event WHERE hook = ? AND received_at >= ? GROUP BY state';

function toReceived(row: Row): Received {
  return {
    id: text(row, 'id'),
    hook: text(row, 'hook'),
    receivedAt: instant(row, 'received_at'),
    state: text(row, 'state') as EventState,
    repeats: Number(row['repeats']),
    deliveries: JSON.parse(text(row, 'deliveries')) as readonly string[],
    ...present({
      kind: optionalText(row, 'kind'),
      subject: optionalText(row, 'subject'),
      thing: optionalText(row, 'thing'),
      dueAt: optionalInstant(row, 'due_at'),
      because: parsed(row, 'because'),
      event: parsed(row, 'event'),
      original: parsed(row, 'original') as Received['original'],
    }),
  };
}

function parsed(row: Row, column: string): unknown {
  const value = optionalText(row, column);
  return value === undefined ? undefined : JSON.parse(value);
}
