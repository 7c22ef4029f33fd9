import { ofSameMessage } from './same-message.ts';
import { SCHEMA } from './schema.ts';

/**
 * From the version before: what it planned ahead and did not live to confirm is taken back (the instant through which it
 * had confirmed stands among the cursors, under a reminder without a name), sentences become causes that are told as they
 * are, and what was under way goes back to its lane.
 */
export const FROM_4 = `
  DELETE FROM delivery
    WHERE origin = 'schedule' AND attempts = 0 AND digest IS NULL AND told_at IS NULL AND created_at < due_at AND ifnull(finished_at, 0) < due_at
      AND due_at > (SELECT through FROM cursor WHERE reminder = '')
      AND (parts IS NULL OR NOT EXISTS (
        SELECT 1 FROM delivery AS other WHERE ${ofSameMessage('other', 'delivery')} AND other.attempts > 0
      ));
  UPDATE cursor SET through = (SELECT through FROM cursor WHERE reminder = '')
    WHERE through > (SELECT through FROM cursor WHERE reminder = '');

  ALTER TABLE lane RENAME TO lane_4;
  ALTER TABLE delivery RENAME TO delivery_4;
  ALTER TABLE attempt RENAME TO attempt_4;
  ALTER TABLE cursor RENAME TO cursor_4;
  ALTER TABLE calls RENAME TO calls_4;
  ALTER TABLE override RENAME TO override_4;
  ALTER TABLE daemon RENAME TO daemon_4;
  ${dropIndexes()}
  ${SCHEMA}

  INSERT INTO machine (only, boot, up, store_time, now) VALUES (1, '', 0, 0, CAST(unixepoch('subsec') * 1000 AS INTEGER));
  INSERT INTO lane (no, lane, cooling_until_st, cooling_cause, paused_since, paused_fingerprint,
      paused_cause, told_at, untold_robot, untold_cause)
    SELECT no, lane, cooling_until - (SELECT now FROM machine), ${said('cooling_reason')}, paused_since,
      paused_fingerprint, ${said('paused_reason')}, told_at, untold_robot, ${said('untold_reason')}
    FROM lane_4;
  INSERT INTO delivery (seq, id, origin, reminder, person, notice, robot, lane_no, due_at, last_at, count, created_at,
      expires_at, late_ms, priority, message, part, parts, behind, coalesce, digest, state, attempts, next_attempt_at,
      claimed_by, finished_at, cause, told_at)
    SELECT seq, id, origin, reminder, person, notice, robot, lane_no, due_at, due_at, 1, created_at, expires_at,
      late_ms, priority, message, part, parts, ${behind()}, coalesce, digest, iif(state = 'sending', 'pending', state),
      attempts, next_attempt_at, NULL, finished_at, ${said('reason')}, told_at
    FROM delivery_4 ORDER BY seq;
  INSERT INTO attempt (id, delivery, lane_no, started_at, occupies_until_st, finished_at, outcome, http_status, cause)
    SELECT id, delivery, lane_no, started_at, occupies_until - (SELECT now FROM machine), finished_at, outcome, http_status,
      ${said('reason')}
    FROM attempt_4 ORDER BY id;
  INSERT INTO cursor (reminder, through, "trigger")
    SELECT reminder, through, "trigger" FROM cursor_4 WHERE reminder <> '' AND "trigger" <> 'removed';
  INSERT INTO calls SELECT month, lane, count FROM calls_4;
  INSERT INTO override SELECT id, value, ends_at FROM override_4;
  INSERT INTO daemon SELECT fact, value FROM daemon_4;

  DROP TABLE attempt_4;
  DROP TABLE delivery_4;
  DROP TABLE lane_4;
  DROP TABLE cursor_4;
  DROP TABLE calls_4;
  DROP TABLE override_4;
  DROP TABLE daemon_4;
`;

function said(column: string): string {
  return `iif(${column} IS NULL, NULL, json_object('code', 'said', 'text', ${column}))`;
}

/** Until the part before it has been delivered. */
function behind(): string {
  return `ifnull(part > 1 AND state = 'pending' AND EXISTS (
    SELECT 1 FROM delivery_4 AS before WHERE ${ofSameMessage('before', 'delivery_4')}
      AND before.part = delivery_4.part - 1 AND before.state IN ('pending', 'sending')
  ), 0)`;
}

/** Indexes keep their names when their table is renamed. */
function dropIndexes(): string {
  const names = ['queue', 'wake', 'expiry', 'robot_pending', 'lease', 'untold', 'due', 'state', 'reminder', 'robot'];
  const ofDelivery = [...names, 'origin', 'digest'].map((name) => `DROP INDEX delivery_${name};`);
  return [...ofDelivery, 'DROP INDEX attempt_delivery;', 'DROP INDEX attempt_window;'].join('\n');
}
