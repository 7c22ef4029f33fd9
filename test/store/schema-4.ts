/** What the database of version 4 looked like when it was new: what its four steps came to. */
export const SCHEMA_4 = `
  CREATE TABLE cursor (
    reminder TEXT PRIMARY KEY,
    through  INTEGER NOT NULL,
    "trigger" TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE daemon (
    fact  TEXT PRIMARY KEY,
    value TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE override (
    id      TEXT PRIMARY KEY,
    value   TEXT NOT NULL,
    -- From then on it changes nothing; NULL = never.
    ends_at INTEGER
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE calls (
    month TEXT NOT NULL,
    lane  TEXT NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (month, lane)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE lane (
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

  CREATE TABLE delivery (
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

  CREATE TABLE attempt (
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

  CREATE INDEX delivery_queue ON delivery (lane_no, due_at, priority DESC, seq, next_attempt_at, expires_at)
    WHERE state = 'pending' AND digest IS NULL;

  CREATE INDEX delivery_wake ON delivery (lane_no, next_attempt_at) WHERE state = 'pending' AND digest IS NULL;

  CREATE INDEX delivery_expiry ON delivery (expires_at) WHERE state = 'pending' AND digest IS NULL;

  CREATE INDEX delivery_robot_pending ON delivery (robot, lane_no) WHERE state = 'pending';

  CREATE INDEX delivery_lease ON delivery (lease_until, lane_no) WHERE state = 'sending';

  CREATE INDEX delivery_untold ON delivery (lane_no, finished_at)
    WHERE state IN ('failed', 'expired') AND origin NOT IN ('owner', 'digest') AND told_at IS NULL;

  CREATE INDEX delivery_due ON delivery (due_at);

  CREATE INDEX delivery_state ON delivery (state, due_at) WHERE state <> 'sending';

  CREATE INDEX delivery_reminder ON delivery (reminder, due_at) WHERE reminder IS NOT NULL;

  CREATE INDEX delivery_robot ON delivery (robot, due_at);

  CREATE INDEX delivery_origin ON delivery (origin, due_at) WHERE origin <> 'schedule';

  CREATE INDEX delivery_digest ON delivery (digest, due_at) WHERE digest IS NOT NULL;

  CREATE INDEX attempt_delivery ON attempt (delivery, id);

  CREATE INDEX attempt_window ON attempt (lane_no, occupies_until);

  PRAGMA user_version = 4;
`;
