-- Whom answers are for. In indexes the number stands for them.
CREATE TABLE people (
  number INTEGER PRIMARY KEY,
  user_id TEXT NOT NULL UNIQUE,
  country TEXT,
  language TEXT,
  memory INTEGER NOT NULL DEFAULT 1,
  -- the name that other services know them by
  pseudonym TEXT
) STRICT;

CREATE UNIQUE INDEX people_pseudonym ON people (pseudonym) WHERE pseudonym IS NOT NULL;

-- 0: nothing of it is remembered, and nothing that is remembered is told in it.
ALTER TABLE conversations ADD COLUMN memory INTEGER NOT NULL DEFAULT 1;
-- 'words' of the first message, a 'person' or a 'model'; NULL of those that are older than this column
ALTER TABLE conversations ADD COLUMN titled_by TEXT;
-- What all its answers have taken.
ALTER TABLE conversations ADD COLUMN tokens INTEGER NOT NULL DEFAULT 0;

-- Where nobody was named, many may have spoken.
UPDATE conversations SET memory = 0 WHERE namespace = 'therapy-bot' AND user_id = 'local';
UPDATE conversations SET tokens = coalesce((SELECT sum(coalesce(input_tokens, 0) + coalesce(output_tokens, 0)) FROM usage WHERE usage.conversation_id = conversations.id), 0);

CREATE TABLE memories (
  row INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  user_id TEXT NOT NULL,
  text TEXT NOT NULL,
  -- what only one value can stand in, and what it is about, in one form for all wordings
  slot TEXT,
  topic TEXT,
  polarity INTEGER NOT NULL DEFAULT 0,
  importance REAL NOT NULL,
  version INTEGER NOT NULL DEFAULT 1,
  -- the memory that stands in its place
  superseded_by TEXT,
  -- what another memory service calls it
  external_id TEXT,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;

CREATE INDEX memories_current ON memories (user_id, row) WHERE superseded_by IS NULL;
CREATE INDEX memories_person ON memories (user_id, row);
CREATE INDEX memories_superseded ON memories (superseded_by) WHERE superseded_by IS NOT NULL;
CREATE UNIQUE INDEX memories_external ON memories (user_id, external_id) WHERE external_id IS NOT NULL;

-- What was learned from these words alone goes with them. Of what was never stored there is no message and no conversation.
CREATE TABLE memory_sources (
  memory_id TEXT NOT NULL REFERENCES memories (id),
  message_id TEXT NOT NULL,
  conversation_id TEXT,
  quote TEXT NOT NULL,
  PRIMARY KEY (memory_id, message_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX memory_sources_conversation ON memory_sources (conversation_id) WHERE conversation_id IS NOT NULL;

-- What a person has deleted, and does not want to be learned again: a hash of it.
CREATE TABLE memory_suppressions (
  user_id TEXT NOT NULL,
  hash TEXT NOT NULL,
  PRIMARY KEY (user_id, hash)
) STRICT, WITHOUT ROWID;

-- What recall knows of a turn, by the row of its message, or of a memory, by its row below zero.
CREATE TABLE recall_docs (
  row INTEGER PRIMARY KEY,
  person INTEGER NOT NULL,
  conversation_id TEXT,
  seq INTEGER,
  -- how many words it is found by
  size INTEGER NOT NULL,
  -- whether it asks something: what comes after it is likely to be the answer
  asks INTEGER NOT NULL
) STRICT;

CREATE INDEX recall_docs_person ON recall_docs (person, row);

CREATE TABLE recall_vectors (
  row INTEGER PRIMARY KEY,
  person INTEGER NOT NULL,
  model TEXT NOT NULL,
  vector BLOB NOT NULL
) STRICT;

CREATE INDEX recall_vectors_person ON recall_vectors (person, row);

-- Each word stands behind the number of its person, so that nobody's words are among another's.
CREATE VIRTUAL TABLE recall_terms USING fts5 (terms, content = '', contentless_delete = 1, detail = none, tokenize = "ascii tokenchars '_'");

-- What was said before a message, in short; each stands for all before it on the way that leads through that message.
CREATE TABLE summaries (
  conversation_id TEXT NOT NULL REFERENCES conversations (id),
  version INTEGER NOT NULL,
  message_id TEXT NOT NULL,
  text TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (conversation_id, version)
) STRICT, WITHOUT ROWID;

-- Work that nobody waits for, stored with what makes it due: 'learn' from a message, 'title' or 'summarize' a conversation.
CREATE TABLE chores (
  kind TEXT NOT NULL,
  -- what it belongs to: a conversation, or a run that has none
  subject TEXT NOT NULL,
  seq INTEGER NOT NULL,
  user_id TEXT NOT NULL,
  payload TEXT NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  -- whoever does it, and until when it is theirs
  claim TEXT,
  claimed_until INTEGER,
  due INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (kind, subject, seq)
) STRICT, WITHOUT ROWID;

CREATE INDEX chores_due ON chores (due);
CREATE INDEX chores_subject ON chores (subject);
CREATE INDEX chores_user ON chores (user_id);
CREATE INDEX chores_claim ON chores (claim) WHERE claim IS NOT NULL;
CREATE INDEX chores_created ON chores (created_at);
