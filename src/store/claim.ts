import type { ClockReading } from '../delivery/clock.ts';
import type { Claim, ClaimAnswer, ClaimRequest, LaneToServe } from '../delivery/outbox.ts';
import { transition } from '../delivery/transition.ts';
import { countCalls } from './calls.ts';
import type { Connection } from './connection.ts';
import { withinHosts } from './host-limit.ts';
import { openToMachine } from './machine-rest.ts';
import { isMember, renewLease } from './sqlite-members.ts';
import { instant, type Row, saveStanding, seqOf, text, toDelivery, WRITTEN_COLUMNS } from './rows.ts';
import { type StoreTime, storeTime } from './store-time.ts';
import { placesAt, UNKNOWN } from './window.ts';

/** Takes what every lane may send; inside a transaction. All lanes at once: there can be hundreds. */
export function claim(connection: Connection, request: ClaimRequest): ClaimAnswer {
  const now = storeTime(connection, request.at);
  if (!isMember(connection, request.member)) return { kind: 'buried' };
  const waiting = firstInLines(connection, request);
  const open = waiting.size === 0 ? 0 : openToMachine(connection, now);
  if (open === 0) return { kind: 'claimed', claims: [] };
  const lanes = request.lanes.filter((lane) => isRipe(waiting.get(lane.lane), lane, request.at));
  const places = placesAt(connection, lanes, now);
  const free = lanes.filter(({ lane }) => (places.get(lane) ?? 0) > 0);
  const claims = withinHosts(connection, free, now)
    .slice(0, open)
    .map(({ lane }) => start(connection, waiting.get(lane) as Row, request, now));
  // A claim that finds nothing writes nothing: two members that look after each other's commits would never rest.
  if (claims.length > 0) {
    renewLease(connection, request.member, now);
    countCalls(connection, claims, request.at.now);
  }
  return { kind: 'claimed', claims };
}

/**
 * The first claimable delivery of each lane, by lane. A lane with something under way has none. Each line is ordered by
 * `due_at`: without the second EXISTS a long line that is not due yet would be read to its end.
 */
function firstInLines({ sql }: Connection, { at, lanes }: ClaimRequest): ReadonlyMap<string, Row> {
  const rows = sql(
    `SELECT seq, ${WRITTEN_COLUMNS}, asked.lane FROM (SELECT lane, no FROM json_each(?1) JOIN lane ON lane = value) AS asked
     CROSS JOIN delivery ON seq = (
       SELECT seq FROM delivery INDEXED BY delivery_queue
       WHERE state = 'pending' AND digest IS NULL AND behind = 0 AND lane_no = asked.no AND next_attempt_at <= ?2
         AND expires_at > ?2
       ORDER BY due_at, priority DESC, seq LIMIT 1
     )
     WHERE NOT EXISTS (
       SELECT 1 FROM delivery INDEXED BY one_in_flight_per_lane WHERE state = 'sending' AND lane_no = asked.no
     ) AND EXISTS (
       SELECT 1 FROM delivery INDEXED BY delivery_wake
       WHERE state = 'pending' AND digest IS NULL AND behind = 0 AND lane_no = asked.no AND next_attempt_at <= ?2
     )`,
  ).all(JSON.stringify(lanes.map(({ lane }) => lane)), at.now);
  return new Map(rows.map((row) => [text(row, 'lane'), row]));
}

/** Judged by the head of the line alone: what stands behind it waits for it. */
function isRipe(head: Row | undefined, { patienceMs = 0 }: LaneToServe, { now }: ClockReading): boolean {
  return head !== undefined && instant(head, 'next_attempt_at') + patienceMs <= now;
}

/** The attempt is written down before it starts. */
function start(connection: Connection, row: Row, { at, member }: ClaimRequest, now: StoreTime): Claim {
  const [seq, delivery] = [seqOf(row), toDelivery(row)];
  const standing = transition(delivery, { kind: 'claimed', by: member });
  saveStanding(connection, seq, standing);
  const { lastInsertRowid } = connection
    .sql('INSERT INTO attempt (delivery, lane_no, started_at, occupies_until_st) VALUES (?, ?, ?, ?)')
    .run(seq, Number(row['lane_no']), at.now, now + UNKNOWN);
  return { delivery: { ...delivery, ...standing }, attempt: Number(lastInsertRowid) };
}
