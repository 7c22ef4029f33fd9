import type { DatabaseSync } from 'node:sqlite';
import { StoreError } from './store-error.ts';

/**
 * Brings the database to the present version, in one transaction: after a crash it is either old or new.
 *
 * @throws {StoreError} `newer`, when a later version of the program has been here.
 */
export function migrate(db: DatabaseSync, location: string): void {
  if (versionOf(db) === MIGRATIONS.length) return;
  db.exec('BEGIN IMMEDIATE');
  try {
    // Read again: another process may have migrated while this one waited for its turn.
    const version = versionOf(db);
    if (version > MIGRATIONS.length) throw newer(version, location);
    for (const step of MIGRATIONS.slice(version)) db.exec(step);
    db.exec(`PRAGMA user_version = ${MIGRATIONS.length}`);
    db.exec('COMMIT');
  } catch (error) {
    if (db.isTransaction) db.exec('ROLLBACK');
    throw error;
  }
}

function versionOf(db: DatabaseSync): number {
  return Number(db.prepare('PRAGMA user_version').get()?.['user_version']);
}

function newer(version: number, location: string): StoreError {
  return new StoreError(
    'newer',
    `${location}: written by a newer version of dingbell (schema ${version}, this one knows ${MIGRATIONS.length}); ` +
      'install that version again, or restore an older backup',
  );
}

/** Never edited once released, only added to. Instants are milliseconds since 1970 in UTC, as everywhere. */
const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE delivery (
    id              TEXT PRIMARY KEY,
    origin          TEXT NOT NULL CHECK (origin IN ('schedule', 'fire', 'send', 'owner')),
    reminder        TEXT,
    person          TEXT,
    notice          TEXT,
    robot           TEXT NOT NULL,
    lane            TEXT NOT NULL,
    due_at          INTEGER NOT NULL,
    created_at      INTEGER NOT NULL,
    expires_at      INTEGER NOT NULL,
    late_ms         INTEGER NOT NULL,
    priority        INTEGER NOT NULL,
    message         TEXT NOT NULL,
    state           TEXT NOT NULL CHECK (
      state IN ('pending', 'sending', 'delivered', 'failed', 'expired', 'missed', 'skipped')
    ),
    attempts        INTEGER NOT NULL,
    next_attempt_at INTEGER NOT NULL,
    lease_until     INTEGER CHECK ((state = 'sending') = (lease_until IS NOT NULL)),
    finished_at     INTEGER CHECK ((state IN ('pending', 'sending')) = (finished_at IS NULL)),
    reason          TEXT,
    -- When a notice to the owner told of its failure.
    told_at         INTEGER
  ) STRICT;

  -- The working set: partial, so that a million finished deliveries cost these nothing.
  CREATE INDEX delivery_queue ON delivery (lane, due_at, priority DESC, id, next_attempt_at, expires_at)
    WHERE state = 'pending';
  CREATE INDEX delivery_wake ON delivery (lane, next_attempt_at) WHERE state = 'pending';
  CREATE INDEX delivery_expiry ON delivery (expires_at) WHERE state = 'pending';
  CREATE INDEX delivery_robot_pending ON delivery (robot, lane) WHERE state = 'pending';
  CREATE INDEX delivery_lease ON delivery (lease_until, lane) WHERE state = 'sending';
  CREATE INDEX delivery_untold ON delivery (lane, finished_at)
    WHERE state IN ('failed', 'expired') AND origin <> 'owner' AND told_at IS NULL;

  -- The history, newest first by any one filter.
  CREATE INDEX delivery_due ON delivery (due_at, id);
  CREATE INDEX delivery_state ON delivery (state, due_at, id);
  CREATE INDEX delivery_reminder ON delivery (reminder, due_at, id) WHERE reminder IS NOT NULL;
  CREATE INDEX delivery_robot ON delivery (robot, due_at, id);
  CREATE INDEX delivery_origin ON delivery (origin, due_at, id) WHERE origin <> 'schedule';

  CREATE TABLE attempt (
    id             INTEGER PRIMARY KEY,
    delivery       TEXT NOT NULL REFERENCES delivery (id) ON DELETE CASCADE,
    lane           TEXT NOT NULL,
    started_at     INTEGER NOT NULL,
    -- Until then it counts against the lane's limit per minute.
    occupies_until INTEGER NOT NULL,
    finished_at    INTEGER,
    outcome        TEXT CHECK (outcome IN ('delivered', 'throttled', 'unreachable', 'rejected', 'ambiguous')),
    errcode        INTEGER,
    http_status    INTEGER,
    reason         TEXT
  ) STRICT;

  CREATE INDEX attempt_delivery ON attempt (delivery, id);
  CREATE INDEX attempt_window ON attempt (lane, occupies_until);

  CREATE TABLE cursor (
    reminder TEXT PRIMARY KEY,
    through  INTEGER NOT NULL,
    "trigger" TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE lane (
    lane               TEXT PRIMARY KEY,
    cooling_since      INTEGER,
    cooling_until      INTEGER,
    paused_since       INTEGER,
    paused_fingerprint TEXT,
    paused_reason      TEXT,
    -- When the last notice to its owner was made.
    told_at            INTEGER
  ) STRICT, WITHOUT ROWID;

  -- What the running daemon says of itself, one fact per row, as JSON.
  CREATE TABLE daemon (
    fact  TEXT PRIMARY KEY,
    value TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  `,
  `
  -- What people set by hand, as JSON.
  CREATE TABLE override (
    id      TEXT PRIMARY KEY,
    value   TEXT NOT NULL,
    -- From then on it changes nothing; NULL = never.
    ends_at INTEGER
  ) STRICT, WITHOUT ROWID;
  `,
  `
  -- Digests and parts. SQLite changes no CHECK in place: https://www.sqlite.org/lang_altertable.html#otheralter
  CREATE TABLE delivery_3 (
    id              TEXT PRIMARY KEY,
    origin          TEXT NOT NULL CHECK (origin IN ('schedule', 'fire', 'send', 'owner', 'digest')),
    reminder        TEXT,
    person          TEXT,
    notice          TEXT,
    robot           TEXT NOT NULL,
    lane            TEXT NOT NULL,
    due_at          INTEGER NOT NULL,
    created_at      INTEGER NOT NULL,
    expires_at      INTEGER NOT NULL,
    late_ms         INTEGER NOT NULL,
    priority        INTEGER NOT NULL,
    message         TEXT NOT NULL,
    part            INTEGER,
    parts           INTEGER CHECK ((part IS NULL) = (parts IS NULL)),
    coalesce        INTEGER NOT NULL,
    -- The digest that carries it. Nothing else moves what is carried.
    digest          TEXT,
    state           TEXT NOT NULL CHECK (
      state IN ('pending', 'sending', 'delivered', 'failed', 'expired', 'missed', 'skipped')
    ),
    attempts        INTEGER NOT NULL,
    next_attempt_at INTEGER NOT NULL,
    lease_until     INTEGER CHECK ((state = 'sending') = (lease_until IS NOT NULL)),
    finished_at     INTEGER CHECK ((state IN ('pending', 'sending')) = (finished_at IS NULL)),
    reason          TEXT,
    -- When a notice to the owner told of its failure.
    told_at         INTEGER
  ) STRICT;

  INSERT INTO delivery_3 (id, origin, reminder, person, notice, robot, lane, due_at, created_at, expires_at, late_ms,
      priority, message, coalesce, state, attempts, next_attempt_at, lease_until, finished_at, reason, told_at)
    SELECT id, origin, reminder, person, notice, robot, lane, due_at, created_at, expires_at, late_ms,
      priority, message, 0, state, attempts, next_attempt_at, lease_until, finished_at, reason, told_at
    FROM delivery ORDER BY rowid;
  DROP TABLE delivery;
  ALTER TABLE delivery_3 RENAME TO delivery;

  CREATE INDEX delivery_queue ON delivery (lane, due_at, priority DESC, id, next_attempt_at, expires_at)
    WHERE state = 'pending' AND digest IS NULL;
  CREATE INDEX delivery_wake ON delivery (lane, next_attempt_at) WHERE state = 'pending' AND digest IS NULL;
  CREATE INDEX delivery_expiry ON delivery (expires_at) WHERE state = 'pending' AND digest IS NULL;
  CREATE INDEX delivery_robot_pending ON delivery (robot, lane) WHERE state = 'pending';
  CREATE INDEX delivery_lease ON delivery (lease_until, lane) WHERE state = 'sending';
  -- A digest's failure is told by what it carried.
  CREATE INDEX delivery_untold ON delivery (lane, finished_at)
    WHERE state IN ('failed', 'expired') AND origin NOT IN ('owner', 'digest') AND told_at IS NULL;

  CREATE INDEX delivery_due ON delivery (due_at);
  CREATE INDEX delivery_state ON delivery (state, due_at);
  CREATE INDEX delivery_reminder ON delivery (reminder, due_at) WHERE reminder IS NOT NULL;
  CREATE INDEX delivery_robot ON delivery (robot, due_at);
  CREATE INDEX delivery_origin ON delivery (origin, due_at) WHERE origin <> 'schedule';
  CREATE INDEX delivery_digest ON delivery (digest, due_at) WHERE digest IS NOT NULL;

  -- What the vendor's monthly quota counts, by the months of Beijing time. Outlives the attempts.
  CREATE TABLE calls (
    month TEXT NOT NULL,
    lane  TEXT NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (month, lane)
  ) STRICT, WITHOUT ROWID;

  INSERT INTO calls (month, lane, count)
    SELECT strftime('%Y-%m', started_at / 1000, 'unixepoch', '+8 hours'), lane, count(*) FROM attempt GROUP BY 1, 2;

  -- What a lane ran into and its owner has not been told.
  ALTER TABLE lane ADD COLUMN cooling_reason TEXT;
  ALTER TABLE lane ADD COLUMN untold_robot TEXT;
  ALTER TABLE lane ADD COLUMN untold_reason TEXT;
  `,
  `
  -- What is sent touches as few pages of the disk as it can: lanes and deliveries have numbers, a line is in the order
  -- in which it was written, and so what is sent together lies together. Hashes would spread it all over the disk.
  CREATE TABLE lane_4 (
    no                 INTEGER PRIMARY KEY,
    lane               TEXT NOT NULL UNIQUE,
    cooling_since      INTEGER,
    cooling_until      INTEGER,
    cooling_reason     TEXT,
    paused_since       INTEGER,
    paused_fingerprint TEXT,
    paused_reason      TEXT,
    -- When the last notice to its owner was made.
    told_at            INTEGER,
    -- What it ran into and its owner has not been told.
    untold_robot       TEXT,
    untold_reason      TEXT
  ) STRICT;

  INSERT INTO lane_4 (lane, cooling_since, cooling_until, cooling_reason, paused_since, paused_fingerprint,
      paused_reason, told_at, untold_robot, untold_reason)
    SELECT lane, cooling_since, cooling_until, cooling_reason, paused_since, paused_fingerprint, paused_reason, told_at,
      untold_robot, untold_reason
    FROM lane;
  INSERT INTO lane_4 (lane)
    SELECT lane FROM delivery UNION SELECT lane FROM attempt EXCEPT SELECT lane FROM lane;
  DROP TABLE lane;
  ALTER TABLE lane_4 RENAME TO lane;

  CREATE TABLE delivery_4 (
    -- Counts up as deliveries are written.
    seq             INTEGER PRIMARY KEY,
    id              TEXT NOT NULL UNIQUE,
    origin          TEXT NOT NULL CHECK (origin IN ('schedule', 'fire', 'send', 'owner', 'digest')),
    reminder        TEXT,
    person          TEXT,
    notice          TEXT,
    robot           TEXT NOT NULL,
    lane_no         INTEGER NOT NULL REFERENCES lane (no),
    due_at          INTEGER NOT NULL,
    created_at      INTEGER NOT NULL,
    expires_at      INTEGER NOT NULL,
    late_ms         INTEGER NOT NULL,
    priority        INTEGER NOT NULL,
    message         TEXT NOT NULL,
    part            INTEGER,
    parts           INTEGER CHECK ((part IS NULL) = (parts IS NULL)),
    coalesce        INTEGER NOT NULL,
    -- The digest that carries it. Nothing else moves what is carried.
    digest          TEXT,
    state           TEXT NOT NULL CHECK (
      state IN ('pending', 'sending', 'delivered', 'failed', 'expired', 'missed', 'skipped')
    ),
    attempts        INTEGER NOT NULL,
    next_attempt_at INTEGER NOT NULL,
    lease_until     INTEGER CHECK ((state = 'sending') = (lease_until IS NOT NULL)),
    finished_at     INTEGER CHECK ((state IN ('pending', 'sending')) = (finished_at IS NULL)),
    reason          TEXT,
    -- When a notice to the owner told of its failure.
    told_at         INTEGER
  ) STRICT;

  INSERT INTO delivery_4 (seq, id, origin, reminder, person, notice, robot, lane_no, due_at, created_at,
      expires_at, late_ms, priority, message, part, parts, coalesce, digest, state, attempts, next_attempt_at, lease_until,
      finished_at, reason, told_at)
    SELECT rowid, id, origin, reminder, person, notice, robot, (SELECT no FROM lane WHERE lane.lane = delivery.lane), due_at, created_at, expires_at,
      late_ms, priority, message, part, parts, coalesce, digest, state, attempts, next_attempt_at, lease_until,
      finished_at, reason, told_at
    FROM delivery ORDER BY rowid;

  CREATE TABLE attempt_4 (
    id             INTEGER PRIMARY KEY,
    delivery       INTEGER NOT NULL REFERENCES delivery (seq) ON DELETE CASCADE,
    lane_no        INTEGER NOT NULL REFERENCES lane (no),
    started_at     INTEGER NOT NULL,
    -- Until then it counts against the lane's limit per minute.
    occupies_until INTEGER NOT NULL,
    finished_at    INTEGER,
    outcome        TEXT CHECK (outcome IN ('delivered', 'throttled', 'unreachable', 'rejected', 'ambiguous')),
    errcode        INTEGER,
    http_status    INTEGER,
    reason         TEXT
  ) STRICT;

  INSERT INTO attempt_4 (id, delivery, lane_no, started_at, occupies_until, finished_at, outcome, errcode, http_status,
      reason)
    SELECT attempt.id, delivery.rowid, no, started_at, occupies_until, attempt.finished_at, outcome, errcode,
      http_status, attempt.reason
    FROM attempt JOIN delivery ON delivery.id = attempt.delivery JOIN lane ON lane.lane = attempt.lane ORDER BY attempt.id;

  DROP TABLE attempt;
  DROP TABLE delivery;
  ALTER TABLE delivery_4 RENAME TO delivery;
  ALTER TABLE attempt_4 RENAME TO attempt;

  CREATE INDEX delivery_queue ON delivery (lane_no, due_at, priority DESC, seq, next_attempt_at, expires_at)
    WHERE state = 'pending' AND digest IS NULL;
  CREATE INDEX delivery_wake ON delivery (lane_no, next_attempt_at) WHERE state = 'pending' AND digest IS NULL;
  CREATE INDEX delivery_expiry ON delivery (expires_at) WHERE state = 'pending' AND digest IS NULL;
  CREATE INDEX delivery_robot_pending ON delivery (robot, lane_no) WHERE state = 'pending';
  CREATE INDEX delivery_lease ON delivery (lease_until, lane_no) WHERE state = 'sending';
  -- A digest's failure is told by what it carried.
  CREATE INDEX delivery_untold ON delivery (lane_no, finished_at)
    WHERE state IN ('failed', 'expired') AND origin NOT IN ('owner', 'digest') AND told_at IS NULL;

  CREATE INDEX delivery_due ON delivery (due_at);
  -- The few under way are found by their lease.
  CREATE INDEX delivery_state ON delivery (state, due_at) WHERE state <> 'sending';
  CREATE INDEX delivery_reminder ON delivery (reminder, due_at) WHERE reminder IS NOT NULL;
  CREATE INDEX delivery_robot ON delivery (robot, due_at);
  CREATE INDEX delivery_origin ON delivery (origin, due_at) WHERE origin <> 'schedule';
  CREATE INDEX delivery_digest ON delivery (digest, due_at) WHERE digest IS NOT NULL;

  CREATE INDEX attempt_delivery ON attempt (delivery, id);
  CREATE INDEX attempt_window ON attempt (lane_no, occupies_until);
  `,
];
