import type { Cause } from '../delivery/cause.ts';
import type { NewDelivery } from '../delivery/delivery.ts';
import { deliveryId } from '../delivery/identity.ts';
import type { MissedOccurrences } from '../delivery/plans.ts';
import { type EpochMs, toEpochMs } from '../schedule/instant.ts';
import type { Connection } from './connection.ts';
import { insertDeliveries } from './insert-deliveries.ts';
import { optionalCause, optionalText, type Row, seqOf } from './rows.ts';

/** Returns how many rows are new. Inside a transaction. */
export function insertMissed(connection: Connection, missed: MissedOccurrences): number {
  const known = knownAround(connection, missed);
  return segments(missed.instants, known)
    .filter((segment) => !extend(connection, missed, segment, known))
    .filter((segment) => begin(connection, missed, segment)).length;
}

/**
 * What stands of the series around its instants, in order: the run just before the first, and whatever lies between the
 * first and the last, each from `due_at` through `last_at`. Where people take turns they are one series.
 */
function knownAround({ sql }: Connection, { first, key, instants }: MissedOccurrences): readonly Row[] {
  const takesTurns = key.person === undefined && first.person !== undefined;
  const person = takesTurns ? EVERYBODY : (key.person ?? null);
  const series = [key.reminder, person, key.notice ?? null, first.robot] as const;
  const [start, end] = [instants[0] ?? 0, instants.at(-1) ?? 0];
  const before = sql(RUN_BEFORE).get(...series, start);
  const isLast = before !== undefined && sql(AFTER_IT).get(...series, start, Number(before['last_at'])) === undefined;
  const across = sql(RUN_ACROSS).get(...series, end);
  return [
    ...(isLast ? [before] : []),
    ...sql(WITHIN).all(...series, start, end),
    ...(across === undefined ? [] : [across]),
  ];
}

/** No person has this id. */
const EVERYBODY = '';
const COLUMNS = 'seq, person, due_at, last_at, state, cause';
const SERIES = `reminder = ?1 AND (?2 = '${EVERYBODY}' OR person IS ?2) AND notice IS ?3 AND robot = ?4
  AND origin = 'schedule'`;

/** Found among the few runs: a series that is new to a reminder with a long history would look through all of that. */
const RUN_BEFORE = `SELECT ${COLUMNS} FROM delivery INDEXED BY delivery_missed
  WHERE state = 'missed' AND ${SERIES} AND last_at < ?5 ORDER BY last_at DESC LIMIT 1`;
const AFTER_IT = `SELECT 1 FROM delivery INDEXED BY delivery_reminder
  WHERE ${SERIES} AND last_at > ?6 AND last_at < ?5 LIMIT 1`;
const WITHIN = `SELECT ${COLUMNS} FROM delivery INDEXED BY delivery_reminder
  WHERE ${SERIES} AND last_at BETWEEN ?5 AND ?6 ORDER BY last_at`;
const RUN_ACROSS = `SELECT ${COLUMNS} FROM (
    SELECT * FROM delivery INDEXED BY delivery_missed
    WHERE state = 'missed' AND ${SERIES} AND last_at > ?5 ORDER BY last_at LIMIT 1
  ) WHERE due_at <= ?5`;

/** The instants that nothing known covers, in pieces between which something known lies. */
function segments(instants: readonly EpochMs[], known: readonly Row[]): readonly (readonly EpochMs[])[] {
  const found: EpochMs[][] = [];
  let passed = 0;
  let current: EpochMs[] = [];
  for (const at of instants) {
    const before = passed;
    while (known[passed] !== undefined && Number(known[passed]?.['last_at']) < at) passed += 1;
    if (passed > before && current.length > 0) {
      found.push(current);
      current = [];
    }
    const next = known[passed];
    if (next !== undefined && Number(next['due_at']) <= at) continue;
    current.push(at);
  }
  return current.length > 0 ? [...found, current] : found;
}

/** Whether the row just before it is one that goes on like this; then it does. */
function extend(
  { sql }: Connection,
  { first }: MissedOccurrences,
  segment: readonly EpochMs[],
  known: readonly Row[],
): boolean {
  const start = segment[0] ?? 0;
  const before = known.findLast((row) => Number(row['last_at']) < start);
  if (before === undefined || before['state'] !== 'missed') return false;
  if (optionalText(before, 'person') !== first.person) return false;
  if (optionalCause(before, 'cause')?.code !== first.cause?.code) return false;
  sql('UPDATE delivery SET last_at = ?, count = count + ? WHERE seq = ?').run(
    segment.at(-1) ?? start,
    segment.length,
    seqOf(before),
  );
  return true;
}

function begin(connection: Connection, { first, key }: MissedOccurrences, segment: readonly EpochMs[]): boolean {
  const dueAt = segment[0] ?? first.dueAt;
  const later = dueAt - first.dueAt;
  const row: NewDelivery = {
    ...first,
    id: deliveryId({ ...key, dueAt }),
    dueAt,
    expiresAt: toEpochMs(first.expiresAt + later),
    lateMs: first.lateMs - later,
    ...(first.cause && { cause: lessLate(first.cause, later) }),
    ...(segment.length > 1 && { run: { count: segment.length, lastAt: segment.at(-1) ?? dueAt } }),
  };
  return insertDeliveries(connection, [row]) > 0;
}

function lessLate(cause: Cause, by: number): Cause {
  return 'lateMs' in cause ? { ...cause, lateMs: cause.lateMs - by } : cause;
}
