import type { Rest } from '../delivery/cause.ts';
import type { ClockReading } from '../delivery/clock.ts';
import type { LaneState } from '../delivery/history.ts';
import type { Connection } from './connection.ts';
import { machineRest } from './machine-rest.ts';
import { instant, optionalCause, optionalInstant, present, type Row, text } from './rows.ts';
import { type StoreTime, storeTime, wallAt } from './store-time.ts';

/** Every lane with something waiting or under way, cooling down or paused; all of them while this machine rests. */
export function laneStates(connection: Connection, at: ClockReading): readonly LaneState[] {
  const now = storeTime(connection, at);
  const machine = machineRest(connection, at, now);
  return connection
    .sql(
      `WITH later_of AS (
         SELECT lane_no, count(*) AS count FROM delivery INDEXED BY delivery_state
         WHERE state <> 'sending' AND state = 'pending' AND last_at > ?3 AND digest IS NULL GROUP BY lane_no
       ), lane_of AS (
         SELECT no, lane, cooling_until_st, cooling_until_st > ?1 AS cooling, cooling_cause, paused_since,
           paused_cause, ifnull((SELECT count FROM tally WHERE lane_no = no AND kind = 'open'), 0) AS open,
           EXISTS (
             SELECT 1 FROM delivery INDEXED BY one_in_flight_per_lane WHERE state = 'sending' AND lane_no = no
           ) AS sending, ifnull((SELECT count FROM later_of WHERE later_of.lane_no = no), 0) AS later
         FROM lane
       )
       SELECT *, open - sending - later AS pending, iif(open - sending > later, (
         SELECT min(due_at) FROM delivery INDEXED BY delivery_queue
         WHERE state = 'pending' AND digest IS NULL AND behind = 0 AND lane_no = no
       ), NULL) AS oldest, iif(open - sending > later, (
         SELECT iif(outcome IN ('unreachable', 'ambiguous'), cause, NULL)
         FROM attempt INDEXED BY attempt_window
         WHERE lane_no = no AND outcome IS NOT NULL ORDER BY occupies_until_st DESC LIMIT 1
       ), NULL) AS retry_cause
       FROM lane_of
       WHERE open > 0 OR cooling OR paused_since IS NOT NULL OR ?2
       ORDER BY lane`,
    )
    .all(now, machine ? 1 : 0, at.now)
    .map((row) => toLaneState(row, laterOf(coolDown(row, at, now), machine)));
}

function coolDown(row: Row, at: ClockReading, now: StoreTime): Rest | undefined {
  const cause = optionalCause(row, 'cooling_cause');
  if (row['cooling'] !== 1 || cause === undefined) return undefined;
  return { until: wallAt(Number(row['cooling_until_st']), at, now), cause };
}

function laterOf(lane: Rest | undefined, machine: Rest | undefined): Rest | undefined {
  return lane && machine ? (lane.until > machine.until ? lane : machine) : (lane ?? machine);
}

function toLaneState(row: Row, cooling: Rest | undefined): LaneState {
  const since = optionalInstant(row, 'paused_since');
  const pausedBy = optionalCause(row, 'paused_cause');
  return {
    lane: text(row, 'lane'),
    pending: Number(row['pending']),
    sending: Number(row['sending']),
    later: Number(row['later']),
    ...present({
      oldestPendingDueAt: row['oldest'] === null ? undefined : instant(row, 'oldest'),
      cooling,
      paused: since === undefined || pausedBy === undefined ? undefined : { since, cause: pausedBy },
      retrying: optionalCause(row, 'retry_cause'),
    }),
  };
}
