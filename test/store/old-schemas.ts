/** What the database of each version before this one looked like when it was new; never edited, only added to. */
export const OLD_SCHEMAS: readonly string[] = [
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
  PRAGMA user_version = 1;
  `,
  `
  -- What people set by hand, as JSON.
  CREATE TABLE override (
    id      TEXT PRIMARY KEY,
    value   TEXT NOT NULL,
    -- From then on it changes nothing; NULL = never.
    ends_at INTEGER
  ) STRICT, WITHOUT ROWID;
  PRAGMA user_version = 2;
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
  PRAGMA user_version = 3;
  `,
];
