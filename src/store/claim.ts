import type { Claim, ClaimRequest } from '../delivery/outbox.ts';
import { transition } from '../delivery/transition.ts';
import { toEpochMs } from '../schedule/instant.ts';
import { countCalls } from './calls.ts';
import type { Connection } from './connection.ts';
import { forgetTheFuture, placesAt, WINDOW } from './lane-gate.ts';
import { type Row, saveStanding, seqOf, text, toDelivery, WRITTEN_COLUMNS } from './rows.ts';

/** Takes what every lane may send at `now`; inside a transaction. All lanes at once: there can be hundreds. */
export function claim(connection: Connection, request: ClaimRequest): readonly Claim[] {
  const waiting = nextInLines(connection, request);
  if (waiting.size === 0) return [];
  const { now, leaseMs } = request;
  const lanes = request.lanes.filter(({ lane }) => waiting.has(lane));
  forgetTheFuture(connection, lanes, now, leaseMs);
  const places = placesAt(connection, lanes, now);
  const claims = lanes.flatMap(({ lane }) =>
    (waiting.get(lane) ?? []).slice(0, places.get(lane)).map((row) => start(connection, row, request)),
  );
  countCalls(connection, claims, now);
  return claims;
}

/**
 * The first of each lane that could be claimed. Each line is ordered by `due_at`: without the EXISTS all of a long line
 * that is not due yet would be looked through.
 */
function nextInLines(
  { sql }: Connection,
  { now, lanes, perLane = 1 }: ClaimRequest,
): ReadonlyMap<string, readonly Row[]> {
  const rows = sql(
    `SELECT seq, ${WRITTEN_COLUMNS}, asked.lane FROM (SELECT lane, no FROM json_each(?1) JOIN lane ON lane = value) AS asked
     CROSS JOIN delivery ON seq IN (
       SELECT seq FROM delivery INDEXED BY delivery_queue
       WHERE state = 'pending' AND digest IS NULL AND lane_no = asked.no AND next_attempt_at <= ?2 AND expires_at > ?2
       ORDER BY due_at, priority DESC, seq LIMIT ?3
     )
     WHERE EXISTS (
       SELECT 1 FROM delivery INDEXED BY delivery_wake
       WHERE state = 'pending' AND digest IS NULL AND lane_no = asked.no AND next_attempt_at <= ?2
     )`,
  ).all(JSON.stringify(lanes.map(({ lane }) => lane)), now, perLane);
  const lines = Map.groupBy(rows, (row) => text(row, 'lane'));
  return perLane === 1 ? lines : new Map(lines.entries().map(([lane, line]) => [lane, line.toSorted(inLine)]));
}

function inLine(a: Row, b: Row): number {
  const by = (column: string): number => Number(a[column]) - Number(b[column]);
  return by('due_at') || -by('priority') || by('seq');
}

/** The attempt is written down before it starts, as if it would last as long as its lease. */
function start(connection: Connection, row: Row, { now, leaseMs }: ClaimRequest): Claim {
  const [seq, delivery] = [seqOf(row), toDelivery(row)];
  const leaseUntil = toEpochMs(now + leaseMs);
  const standing = transition(delivery, { kind: 'claimed', leaseUntil });
  saveStanding(connection, seq, standing);
  const { lastInsertRowid } = connection
    .sql('INSERT INTO attempt (delivery, lane_no, started_at, occupies_until) VALUES (?, ?, ?, ?)')
    .run(seq, Number(row['lane_no']), now, leaseUntil + WINDOW);
  return { delivery: { ...delivery, ...standing }, attempt: Number(lastInsertRowid) };
}
