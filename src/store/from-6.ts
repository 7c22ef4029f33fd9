import { INBOX_SCHEMA } from './inbox-schema.ts';

const EVENT = `seq, id, hook, kind, subject, received_at, state, because, thing, due_at, repeats, deliveries, kept_until`;

/**
 * From the version before: what an event says stood in its row, and nobody knew when something had been
 * remembered. (That of the last days of version 6 stands there already; now is as good.)
 */
export const FROM_6 = `
  ALTER TABLE hook_event RENAME TO hook_event_6;
  ALTER TABLE hook_said RENAME TO hook_said_6;
  ALTER TABLE hook_memory RENAME TO hook_memory_6;
  ${['event_waiting', 'event_hook', 'event_kept', 'said_name', 'memory_at'].map((name) => `DROP INDEX IF EXISTS hook_${name};`).join(' ')}
  ${INBOX_SCHEMA}
  INSERT INTO hook_event (${EVENT}) SELECT ${EVENT} FROM hook_event_6;
  INSERT INTO hook_content (seq, event, original)
    SELECT seq, event, original FROM hook_event_6 WHERE event IS NOT NULL OR original IS NOT NULL;
  INSERT INTO hook_said (no, hook, name, event, at) SELECT no, hook, name, event, at FROM hook_said_6;
  INSERT INTO hook_memory (hook, key, value, at)
    SELECT hook, key, value, CAST(unixepoch('subsec') * 1000 AS INTEGER) FROM hook_memory_6;
  DROP TABLE hook_event_6;
  DROP TABLE hook_said_6;
  DROP TABLE hook_memory_6;
`;
