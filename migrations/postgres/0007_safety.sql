-- What a conversation has come to know of how its person fares, as JSON.
ALTER TABLE conversations ADD COLUMN care text;

-- Each record carries the hash of itself and of all before it. It names a run, and neither a person nor a word of theirs.
CREATE TABLE safety_audit (
  seq bigint PRIMARY KEY,
  run_id text NOT NULL,
  stage text NOT NULL,
  at bigint NOT NULL,
  persona text NOT NULL,
  level integer NOT NULL,
  subject text NOT NULL,
  categories text NOT NULL,
  classifiers text NOT NULL,
  scanned text NOT NULL,
  decision text NOT NULL,
  country text,
  hash text NOT NULL
);
CREATE UNIQUE INDEX safety_audit_run ON safety_audit (run_id, stage);
CREATE INDEX safety_audit_at ON safety_audit (at);
