import { INBOX_SCHEMA } from './inbox-schema.ts';

/**
 * The database of this version. Instants are milliseconds since 1970 in UTC, as everywhere; what ends with `_st` is in
 * store time (`store-time.ts`), which nobody can set. Causes are JSON (`delivery/cause.ts`).
 */
export const SCHEMA = `
  CREATE TABLE lane (
    no                 INTEGER PRIMARY KEY,
    lane               TEXT NOT NULL UNIQUE,
    cooling_until_st   INTEGER,
    cooling_cause      TEXT,
    paused_since       INTEGER,
    paused_fingerprint TEXT,
    paused_cause       TEXT,
    -- When the last notice to its owner was made.
    told_at            INTEGER,
    -- What it ran into and its owner has not been told.
    untold_robot       TEXT,
    untold_cause       TEXT
  ) STRICT;

  -- The processes that send. One that is not here has no say.
  CREATE TABLE member (
    id             TEXT PRIMARY KEY,
    pid            INTEGER NOT NULL,
    host           TEXT NOT NULL,
    leads          INTEGER NOT NULL,
    joined_at      INTEGER NOT NULL,
    lease_until_st INTEGER NOT NULL,
    -- 1 = it ran out, and somebody has put this last one in its place.
    has_grace      INTEGER NOT NULL DEFAULT 0
  ) STRICT;

  -- This machine: which boot store time was last counted in, and whether the vendor lets it send at all.
  CREATE TABLE machine (
    only             INTEGER PRIMARY KEY CHECK (only = 1),
    boot             TEXT NOT NULL,
    up               INTEGER NOT NULL,
    store_time       INTEGER NOT NULL,
    now              INTEGER NOT NULL,
    resting_until_st INTEGER,
    resting_cause    TEXT,
    -- How often in a row it was refused: until it is 0 again, one message at a time finds out.
    refusals         INTEGER NOT NULL DEFAULT 0,
    -- The lanes in which strangers answered, since the vendor answered last: a JSON array.
    strangers        TEXT NOT NULL DEFAULT '[]'
  ) STRICT;

  CREATE TABLE delivery (
    -- Counts up as deliveries are written.
    seq             INTEGER PRIMARY KEY,
    id              TEXT NOT NULL UNIQUE,
    origin          TEXT NOT NULL,
    reminder        TEXT,
    person          TEXT,
    notice          TEXT,
    robot           TEXT NOT NULL,
    lane_no         INTEGER NOT NULL REFERENCES lane (no),
    due_at          INTEGER NOT NULL,
    -- A run of missed occurrences: its last, and how many; else due_at and 1.
    last_at         INTEGER NOT NULL CHECK (last_at >= due_at),
    count           INTEGER NOT NULL CHECK (count = 1 OR state = 'missed'),
    created_at      INTEGER NOT NULL,
    expires_at      INTEGER NOT NULL,
    late_ms         INTEGER NOT NULL,
    priority        INTEGER NOT NULL,
    message         TEXT NOT NULL,
    part            INTEGER,
    parts           INTEGER CHECK ((part IS NULL) = (parts IS NULL)),
    -- 1 = a part whose turn comes when the part before it has been delivered.
    behind          INTEGER NOT NULL,
    coalesce        INTEGER NOT NULL,
    -- The digest that carries it. Nothing else moves what is carried.
    digest          TEXT,
    state           TEXT NOT NULL CHECK (
      state IN ('pending', 'sending', 'delivered', 'failed', 'expired', 'missed', 'skipped')
    ),
    attempts        INTEGER NOT NULL,
    next_attempt_at INTEGER NOT NULL,
    claimed_by      TEXT CHECK ((state = 'sending') = (claimed_by IS NOT NULL)),
    finished_at     INTEGER CHECK ((state IN ('pending', 'sending')) = (finished_at IS NULL)),
    cause           TEXT,
    -- When a notice to the owner told of its failure.
    told_at         INTEGER
  ) STRICT;

  -- At most one under way in a lane, whoever sends. So there are few: whoever wants them looks at all of these.
  CREATE UNIQUE INDEX one_in_flight_per_lane ON delivery (lane_no) WHERE state = 'sending';

  -- The working set: partial, so that a million finished deliveries cost these nothing.
  CREATE INDEX delivery_queue ON delivery (lane_no, due_at, priority DESC, seq, next_attempt_at, expires_at)
    WHERE state = 'pending' AND digest IS NULL AND behind = 0;
  CREATE INDEX delivery_wake ON delivery (lane_no, next_attempt_at)
    WHERE state = 'pending' AND digest IS NULL AND behind = 0;
  CREATE INDEX delivery_expiry ON delivery (expires_at, lane_no) WHERE state = 'pending' AND digest IS NULL;
  CREATE INDEX delivery_robot_pending ON delivery (robot, lane_no) WHERE state = 'pending';
  -- A digest's failure is told by what it carried.
  CREATE INDEX delivery_untold ON delivery (lane_no, finished_at, state)
    WHERE state IN ('failed', 'expired') AND origin NOT IN ('owner', 'digest') AND told_at IS NULL;

  CREATE INDEX delivery_last ON delivery (last_at);
  -- The few under way are found by who claimed them.
  CREATE INDEX delivery_state ON delivery (state, last_at) WHERE state <> 'sending';
  CREATE INDEX delivery_reminder ON delivery (reminder, last_at) WHERE reminder IS NOT NULL;
  CREATE INDEX delivery_robot ON delivery (robot, last_at);
  -- Runs: few, for what follows extends them.
  CREATE INDEX delivery_missed ON delivery (reminder, robot, last_at) WHERE state = 'missed';
  CREATE INDEX delivery_origin ON delivery (origin, last_at) WHERE origin <> 'schedule';
  CREATE INDEX delivery_digest ON delivery (digest, last_at) WHERE digest IS NOT NULL;

  CREATE TABLE attempt (
    id                INTEGER PRIMARY KEY,
    delivery          INTEGER NOT NULL REFERENCES delivery (seq) ON DELETE CASCADE,
    lane_no           INTEGER NOT NULL REFERENCES lane (no),
    started_at        INTEGER NOT NULL,
    -- Until then it counts against the lane's limit per minute.
    occupies_until_st INTEGER NOT NULL,
    finished_at       INTEGER,
    outcome           TEXT CHECK (outcome IN ('delivered', 'throttled', 'unreachable', 'rejected', 'ambiguous')),
    http_status       INTEGER,
    cause             TEXT
  ) STRICT;

  CREATE INDEX attempt_delivery ON attempt (delivery, id);
  CREATE INDEX attempt_window ON attempt (lane_no, occupies_until_st);

  CREATE TABLE cursor (
    reminder  TEXT PRIMARY KEY,
    through   INTEGER NOT NULL,
    "trigger" TEXT NOT NULL,
    -- Spans before it that are still to be looked at: JSON; NULL = none.
    owed      TEXT
  ) STRICT, WITHOUT ROWID;

  -- What the vendor's monthly quota counts, by the months of Beijing time. Outlives the attempts.
  CREATE TABLE calls (
    month TEXT NOT NULL,
    lane  TEXT NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (month, lane)
  ) STRICT, WITHOUT ROWID;

  -- What people set by hand, as JSON.
  CREATE TABLE override (
    id      TEXT PRIMARY KEY,
    value   TEXT NOT NULL,
    -- From then on it changes nothing; NULL = never.
    ends_at INTEGER
  ) STRICT, WITHOUT ROWID;

  -- What the running daemon says of itself, one fact per row, as JSON.
  CREATE TABLE daemon (
    fact  TEXT PRIMARY KEY,
    value TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;

  -- How many there are of each kind in each lane: to count a million when somebody looks would take too long. The state;
  -- but 'carried' for what waits within a digest, and 'open' for what else waits or is under way: the latter are few, and
  -- each attempt would change a count twice. Kept by the triggers below, and by nothing else.
  CREATE TABLE tally (
    lane_no INTEGER NOT NULL,
    kind    TEXT NOT NULL,
    count   INTEGER NOT NULL,
    PRIMARY KEY (lane_no, kind)
  ) STRICT, WITHOUT ROWID;

  ${INBOX_SCHEMA}

  CREATE TRIGGER tally_insert AFTER INSERT ON delivery BEGIN
    ${counted('new', '+')}
  END;
  CREATE TRIGGER tally_update AFTER UPDATE OF lane_no, state, digest, count ON delivery
    WHEN old.lane_no <> new.lane_no OR old.count <> new.count OR ${kindOf('old')} <> ${kindOf('new')} BEGIN
    ${counted('old', '-')}
    ${counted('new', '+')}
  END;
  CREATE TRIGGER tally_delete AFTER DELETE ON delivery BEGIN
    ${counted('old', '-')}
  END;
`;

function kindOf(row: 'old' | 'new'): string {
  const open = `iif(${row}.digest IS NULL, 'open', 'carried')`;
  return `iif(${row}.state IN ('pending', 'sending'), ${open}, ${row}.state)`;
}

/**
 * In two steps: a trigger takes the conflict clause of the statement that fired it, not its own. What is no more was
 * counted before.
 */
function counted(row: 'old' | 'new', sign: '+' | '-'): string {
  const kind = kindOf(row);
  const its = `lane_no = ${row}.lane_no AND kind = ${kind}`;
  const begin = `INSERT INTO tally (lane_no, kind, count) SELECT ${row}.lane_no, ${kind}, 0
      WHERE NOT EXISTS (SELECT 1 FROM tally WHERE ${its});`;
  return `
    ${sign === '+' ? begin : ''}
    UPDATE tally SET count = count ${sign} ${row}.count WHERE ${its};`;
}
