-- What a conversation has come to know of how its person fares, as JSON.
ALTER TABLE conversations ADD COLUMN care TEXT;

-- Each record carries the hash of itself and of all before it. It names a run, and neither a person nor a word of theirs.
CREATE TABLE safety_audit (
  seq INTEGER PRIMARY KEY,
  run_id TEXT NOT NULL,
  stage TEXT NOT NULL,
  at INTEGER NOT NULL,
  persona TEXT NOT NULL,
  level INTEGER NOT NULL,
  subject TEXT NOT NULL,
  categories TEXT NOT NULL,
  classifiers TEXT NOT NULL,
  scanned TEXT NOT NULL,
  decision TEXT NOT NULL,
  country TEXT,
  hash TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX safety_audit_run ON safety_audit (run_id, stage);
CREATE INDEX safety_audit_at ON safety_audit (at);
