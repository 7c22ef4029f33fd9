import { setImmediate } from 'node:timers/promises';
import type { SQLInputValue } from 'node:sqlite';
import type { HistoryEntry, HistoryQuery } from '../delivery/history.ts';
import type { Connection } from './connection.ts';
import { ATTEMPT_COLUMNS, DELIVERY_COLUMNS, type Row, seqOf, toAttempt, toDelivery } from './rows.ts';

/** So many deliveries are looked at in one turn of the event loop: what fits may be rare among a million. */
const STRETCH = 2_000;
/** So many are read in one turn. */
const HANDFUL = 200;

/** The newest deliveries that fit, each with its attempts. */
export async function listHistory(connection: Connection, query: HistoryQuery): Promise<readonly HistoryEntry[]> {
  const { limit = 50 } = query;
  const search = searchFor(query);
  const found: HistoryEntry[] = [];
  let place = placeOfAfter(connection, query);
  while (place !== undefined && found.length < limit) {
    const end: Place | undefined = search.others.length === 0 ? undefined : endOf(connection, search, place);
    const range = { place, end, most: Math.min(limit - found.length, HANDFUL) };
    const rows = connection.read(() => rowsBetween(connection, search, range));
    found.push(...rows.entries);
    place = rows.isFull ? rows.last : end;
    if (place !== undefined && found.length < limit) await setImmediate();
  }
  return found;
}

interface Condition {
  readonly sql: string;
  readonly values: readonly SQLInputValue[];
}

/** Where a delivery stands: the order is that of both, backwards. */
interface Place {
  readonly lastAt: number;
  readonly seq: number;
}

interface Search {
  readonly table: string;
  /** What an index answers, in order. */
  readonly lead: readonly Condition[];
  /** What is left to be looked at one by one. */
  readonly others: readonly Condition[];
}

const NEWEST: Place = { lastAt: Number.MAX_SAFE_INTEGER, seq: Number.MAX_SAFE_INTEGER };

/** `undefined` = there is no such delivery, and nothing after it. */
function placeOfAfter({ sql, read }: Connection, { after }: HistoryQuery): Place | undefined {
  if (after === undefined) return NEWEST;
  const row = read(() => sql('SELECT last_at, seq FROM delivery WHERE id = ?').get(after));
  return row && placeOf(row);
}

function placeOf(row: Row): Place {
  return { lastAt: Number(row['last_at']), seq: seqOf(row) };
}

/** The last of the next {@link STRETCH} that the index gives; `undefined` when there are fewer. */
function endOf({ sql, read }: Connection, { table, lead }: Search, place: Place): Place | undefined {
  const { where, values } = together([...lead, afterPlace(place)]);
  const row = read(() =>
    sql(
      `SELECT last_at, seq FROM ${table} WHERE ${where} ORDER BY last_at DESC, seq DESC LIMIT 1 OFFSET ${STRETCH - 1}`,
    ).get(...values),
  );
  return row && placeOf(row);
}

interface Range {
  /** Only after this one. */
  readonly place: Place;
  /** Through this one; `undefined` = to the end. */
  readonly end: Place | undefined;
  readonly most: number;
}

function rowsBetween(connection: Connection, { table, lead, others }: Search, { place, end, most }: Range) {
  const through = end && { sql: '(last_at, seq) >= (?, ?)', values: [end.lastAt, end.seq] };
  const { where, values } = together([...lead, afterPlace(place), ...(through ? [through] : []), ...others]);
  const rows = connection
    .sql(`SELECT ${DELIVERY_COLUMNS} FROM ${table} WHERE ${where} ORDER BY last_at DESC, seq DESC LIMIT ?`)
    .all(...values, most);
  const last = rows.at(-1);
  return { entries: withAttempts(connection, rows), isFull: rows.length === most, last: last && placeOf(last) };
}

function afterPlace({ lastAt, seq }: Place): Condition {
  return { sql: '(last_at, seq) < (?, ?)', values: [lastAt, seq] };
}

function together(conditions: readonly Condition[]): { readonly where: string; readonly values: SQLInputValue[] } {
  return {
    where: conditions.map(({ sql }) => sql).join(' AND '),
    values: conditions.flatMap(({ values }) => values),
  };
}

/**
 * One condition goes ahead, with its index; the others are a plus away from theirs. First what is rarest as a rule. The
 * constant halves repeat the conditions of partial indexes, without which SQLite does not use them.
 */
function searchFor(query: HistoryQuery): Search {
  const { since, until, digest, state, reminder, robot, origin } = query;
  const asked: readonly (readonly [column: string, value: string | undefined, partial: string])[] = [
    ['digest', digest, ''],
    ['state', state === 'sending' ? state : undefined, `state = 'sending' AND `],
    ['reminder', reminder, ''],
    ['origin', origin === 'schedule' ? undefined : origin, `origin <> 'schedule' AND `],
    ['state', state === 'sending' || state === 'delivered' ? undefined : state, `state <> 'sending' AND `],
    ['robot', robot, ''],
    ['state', state === 'delivered' ? state : undefined, `state <> 'sending' AND `],
  ];
  const [first, ...rest] = asked.flatMap(([column, value, partial]) =>
    value === undefined ? [] : [{ column, value, partial }],
  );
  return {
    // Unasked, SQLite would look through the whole history for the few that are under way.
    table: first?.value === 'sending' ? 'delivery INDEXED BY one_in_flight_per_lane' : 'delivery',
    lead: [
      ...(since === undefined ? [] : [{ sql: 'last_at >= ?', values: [since] }]),
      ...(until === undefined ? [] : [{ sql: 'last_at < ?', values: [until] }]),
      ...(first ? [{ sql: `${first.partial}${first.column} = ?`, values: [first.value] }] : []),
    ],
    others: [
      ...rest.map(({ column, value }) => ({ sql: `+${column} = ?`, values: [value] })),
      ...(origin === 'schedule' ? [{ sql: '+origin = ?', values: [origin] }] : []),
    ],
  };
}

export function withAttempts({ sql }: Connection, deliveries: readonly Row[]): readonly HistoryEntry[] {
  const attempts = sql(
    `SELECT ${ATTEMPT_COLUMNS} FROM attempt WHERE delivery IN (SELECT value FROM json_each(?)) ORDER BY id`,
  ).all(JSON.stringify(deliveries.map(seqOf)));
  const bySeq = Map.groupBy(attempts, (attempt) => Number(attempt['delivery']));
  return deliveries.map((row) => {
    const delivery = toDelivery(row);
    return { delivery, attempts: (bySeq.get(seqOf(row)) ?? []).map((attempt) => toAttempt(attempt, delivery.id)) };
  });
}
