/** What other programs have sent. Instants are milliseconds since 1970 in UTC; causes and events are JSON. */
export const INBOX_SCHEMA = `
  CREATE TABLE hook_event (
    -- Counts up as events are written.
    seq         INTEGER PRIMARY KEY,
    id          TEXT NOT NULL UNIQUE,
    hook        TEXT NOT NULL,
    kind        TEXT,
    subject     TEXT,
    received_at INTEGER NOT NULL,
    state       TEXT NOT NULL CHECK (state IN ('waiting', 'told', 'ignored', 'refused')),
    because     TEXT,
    -- Events of one hook about one thing are told as one.
    thing       TEXT,
    due_at      INTEGER CHECK ((state = 'waiting') = (due_at IS NOT NULL)),
    repeats     INTEGER NOT NULL DEFAULT 0,
    -- The ids of the deliveries that tell of it: a JSON array.
    deliveries  TEXT NOT NULL DEFAULT '[]',
    -- Until then its content stays, where any is left.
    kept_until  INTEGER
  ) STRICT;

  -- By far the most of an event. Apart, so that telling a hundred of them does not write it all again.
  CREATE TABLE hook_content (
    seq      INTEGER PRIMARY KEY REFERENCES hook_event (seq) ON DELETE CASCADE,
    event    TEXT,
    -- Headers and body as they came, without secrets.
    original TEXT
  ) STRICT;

  -- What waits, found by what it is about; who wants all of it looks at this alone.
  CREATE INDEX hook_event_waiting ON hook_event (hook, thing, due_at, received_at) WHERE state = 'waiting';
  CREATE INDEX hook_event_hook ON hook_event (hook, received_at);
  CREATE INDEX hook_event_kept ON hook_event (kept_until) WHERE kept_until IS NOT NULL;

  -- What events of the last hour say, by names of the sender's own.
  CREATE TABLE hook_said (
    no    INTEGER PRIMARY KEY,
    hook  TEXT NOT NULL,
    name  TEXT NOT NULL,
    event TEXT NOT NULL,
    at    INTEGER NOT NULL
  ) STRICT;

  CREATE INDEX hook_said_name ON hook_said (hook, name);

  -- How builds went last, and the like: JSON.
  CREATE TABLE hook_memory (
    hook  TEXT NOT NULL,
    key   TEXT NOT NULL,
    value TEXT NOT NULL,
    -- When it was changed last.
    at    INTEGER NOT NULL,
    PRIMARY KEY (hook, key)
  ) STRICT, WITHOUT ROWID;

  CREATE INDEX hook_memory_at ON hook_memory (at);
`;
