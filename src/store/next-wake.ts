import type { LaneToServe, Outbox } from '../delivery/outbox.ts';
import { type EpochMs, toEpochMs } from '../schedule/instant.ts';
import type { Connection } from './connection.ts';
import { hostOpensAt } from './host-limit.ts';
import { machineOpensAt } from './machine-rest.ts';
import { numberOf } from './lane-numbers.ts';
import { storeTime, wallAt } from './store-time.ts';
import { opensAt } from './window.ts';

/**
 * The earliest instant at which there is something to claim, to expire or to give back. Exact, not a lower bound: at
 * that instant one of the three does find something, so nobody who waits for it turns in circles.
 */
export function nextWake(
  connection: Connection,
  { at, lanes, member, onlyThese }: Parameters<Outbox['nextWake']>[0],
): EpochMs | undefined {
  const now = storeTime(connection, at);
  const wall = (moment: number | undefined): number => (moment === undefined ? Infinity : wallAt(moment, at, now));
  const machine = machineOpensAt(connection) ?? 0;
  const hosts = new Map<string, number>();
  const host = ({ host: limit }: LaneToServe): number =>
    limit === undefined ? 0 : hosts.getOrInsertComputed(limit.name, () => hostOpensAt(connection, limit));
  const claimable = (lane: LaneToServe): number => {
    const next = first(connection, FIRST_ATTEMPT, lane.lane);
    if (next === undefined) return Infinity;
    const opens = opensAt(connection, lane);
    if (opens === 'never') return Infinity;
    const { patienceMs = 0 } = lane;
    const since = Math.max(next + patienceMs, wall(Math.max(opens + patienceMs, machine, host(lane))));
    return patienceMs === 0 ? since : ripeFrom(connection, lane, Math.max(since, at.now));
  };
  const expiry = onlyThese
    ? lanes.map(({ lane }) => first(connection, EXPIRY_IN_LANE, lane))
    : [first(connection, FIRST_EXPIRY)];
  const earliest = Math.min(
    ...expiry.map((found) => found ?? Infinity),
    wall(first(connection, FIRST_DEATH, member)),
    ...(machine === Infinity ? [] : lanes.map(claimable)),
  );
  return earliest === Infinity ? undefined : toEpochMs(earliest);
}

/**
 * When the head of the line could have gone a patience ago, `since` or later: by then another one may be the head. Each
 * look is at a later instant than the one before, so it comes to an end.
 */
function ripeFrom({ sql }: Connection, { lane, patienceMs = 0 }: LaneToServe, since: number): number {
  for (let moment = since; ; ) {
    const head = sql(HEAD).get(lane, moment);
    const ripe = Number(head?.['at'] ?? 0) + patienceMs;
    if (ripe <= moment) return moment;
    moment = ripe;
  }
}

/** As `claim` finds it at that instant. */
const HEAD = `SELECT next_attempt_at AS at FROM delivery INDEXED BY delivery_queue
  WHERE state = 'pending' AND digest IS NULL AND behind = 0 AND lane_no = ${numberOf('?1')} AND next_attempt_at <= ?2
    AND expires_at > ?2
  ORDER BY due_at, priority DESC, seq LIMIT 1`;
const FIRST_EXPIRY = `SELECT expires_at AS at FROM delivery INDEXED BY delivery_expiry
  WHERE state = 'pending' AND digest IS NULL ORDER BY expires_at LIMIT 1`;
const EXPIRY_IN_LANE = `SELECT expires_at AS at FROM delivery INDEXED BY delivery_expiry
  WHERE state = 'pending' AND digest IS NULL AND lane_no = ${numberOf('?')} ORDER BY expires_at LIMIT 1`;
/** Of the members other than the one who asks, that have claimed something. */
const FIRST_DEATH = `SELECT lease_until_st AS at FROM member
  WHERE id <> ? AND id IN (SELECT claimed_by FROM delivery INDEXED BY one_in_flight_per_lane WHERE state = 'sending')
  ORDER BY lease_until_st LIMIT 1`;
/**
 * What expires before then is found by its expiry, which is earlier; none where something is under way: asked of the
 * lane, not of each that waits in it.
 */
const FIRST_ATTEMPT = `SELECT next_attempt_at AS at FROM (
    SELECT no FROM lane WHERE lane = ? AND NOT EXISTS (
      SELECT 1 FROM delivery INDEXED BY one_in_flight_per_lane WHERE state = 'sending' AND lane_no = no
    )
  ) CROSS JOIN delivery INDEXED BY delivery_wake ON lane_no = no
  WHERE state = 'pending' AND digest IS NULL AND behind = 0 ORDER BY next_attempt_at LIMIT 1`;

function first({ sql }: Connection, query: string, ...values: readonly string[]): number | undefined {
  const row = sql(query).get(...values);
  return row === undefined ? undefined : Number(row['at']);
}
