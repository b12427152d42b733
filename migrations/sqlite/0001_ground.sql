-- Times are milliseconds since 1970, JSON is text, truth is 0 or 1: the same rows on every engine.

CREATE TABLE conversations (
  id TEXT PRIMARY KEY,
  user_id TEXT NOT NULL,
  namespace TEXT NOT NULL,
  external_id TEXT,
  persona TEXT NOT NULL,
  title TEXT,
  metadata TEXT NOT NULL,
  next_seq INTEGER NOT NULL,
  -- 'importing' or 'deleting': not there for anybody, and swept away if nobody finishes the work
  hidden TEXT,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX conversations_external ON conversations (user_id, namespace, external_id) WHERE external_id IS NOT NULL;
CREATE INDEX conversations_latest ON conversations (user_id, namespace, updated_at, id) WHERE hidden IS NULL;
CREATE INDEX conversations_hidden ON conversations (hidden) WHERE hidden IS NOT NULL;

CREATE TABLE messages (
  row INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  conversation_id TEXT NOT NULL REFERENCES conversations (id),
  seq INTEGER NOT NULL,
  parent_id TEXT,
  role TEXT NOT NULL,
  name TEXT,
  content TEXT NOT NULL,
  status TEXT NOT NULL,
  run_id TEXT,
  model TEXT,
  input_tokens INTEGER,
  output_tokens INTEGER,
  estimated INTEGER,
  created_at INTEGER NOT NULL,
  UNIQUE (conversation_id, seq)
) STRICT;

CREATE TABLE runs (
  id TEXT PRIMARY KEY,
  user_id TEXT NOT NULL,
  conversation_id TEXT REFERENCES conversations (id),
  dialect TEXT NOT NULL,
  persona TEXT NOT NULL,
  user_message_id TEXT,
  message_id TEXT,
  -- the answer's seq: runs of one conversation are answered in this order
  position INTEGER,
  idempotency_key TEXT,
  request_hash TEXT NOT NULL,
  request TEXT NOT NULL,
  state TEXT NOT NULL,
  stop_requested INTEGER NOT NULL DEFAULT 0,
  attempt INTEGER NOT NULL DEFAULT 1,
  -- attempts that ended because their server went away in good order, and therefore do not count
  handovers INTEGER NOT NULL DEFAULT 0,
  owner TEXT,
  fence INTEGER NOT NULL DEFAULT 1,
  model TEXT NOT NULL,
  input_tokens INTEGER,
  output_tokens INTEGER,
  estimated INTEGER,
  error TEXT,
  -- seq of the last delta of the answer, once it has ended; NULL while it runs or when there is no text
  text_end INTEGER,
  compacted INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL,
  ended_at INTEGER
) STRICT;

CREATE UNIQUE INDEX runs_idempotency ON runs (user_id, idempotency_key) WHERE idempotency_key IS NOT NULL;
CREATE UNIQUE INDEX runs_one_running ON runs (conversation_id) WHERE state = 'running';
CREATE INDEX runs_conversation ON runs (conversation_id);
CREATE INDEX runs_open ON runs (conversation_id, position) WHERE ended_at IS NULL;
CREATE INDEX runs_open_user ON runs (user_id) WHERE ended_at IS NULL;
CREATE INDEX runs_keys ON runs (created_at) WHERE idempotency_key IS NOT NULL;
CREATE INDEX runs_uncompacted ON runs (ended_at) WHERE ended_at IS NOT NULL AND compacted = 0;

-- One row is one event, or a batch of deltas that follow each other: seq is the last one's, payload the list of texts.
CREATE TABLE run_events (
  run_id TEXT NOT NULL REFERENCES runs (id),
  seq INTEGER NOT NULL,
  kind TEXT NOT NULL,
  payload TEXT NOT NULL,
  PRIMARY KEY (run_id, seq)
) STRICT, WITHOUT ROWID;

-- What answers cost outlives the conversations they were given in; it holds no text.
CREATE TABLE usage (
  run_id TEXT PRIMARY KEY,
  user_id TEXT NOT NULL,
  conversation_id TEXT,
  model TEXT NOT NULL,
  input_tokens INTEGER,
  output_tokens INTEGER,
  estimated INTEGER NOT NULL,
  at INTEGER NOT NULL
) STRICT;

CREATE INDEX usage_user ON usage (user_id, at);

CREATE TABLE feedback (
  message_id TEXT PRIMARY KEY REFERENCES messages (id),
  user_id TEXT NOT NULL,
  rating TEXT NOT NULL,
  comment TEXT,
  created_at INTEGER NOT NULL
) STRICT;

CREATE INDEX feedback_user ON feedback (user_id);

-- A process that serves this database. Its lease is the lease of every run that it owns.
CREATE TABLE nodes (
  id TEXT PRIMARY KEY,
  state TEXT NOT NULL,
  lease_until INTEGER NOT NULL
) STRICT;

-- owner is one token for a user and namespace, so that a search never reads another's postings.
CREATE VIRTUAL TABLE messages_search USING fts5 (owner, terms, content = '', contentless_delete = 1, detail = column, tokenize = 'unicode61 remove_diacritics 2');
