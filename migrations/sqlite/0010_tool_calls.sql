-- What an answer has had done while it was made, so that whoever goes on with it does not do it again. It goes with the log.
CREATE TABLE tool_calls (
  run_id TEXT NOT NULL,
  n INTEGER NOT NULL,
  step INTEGER NOT NULL,
  name TEXT NOT NULL,
  arguments TEXT NOT NULL,
  state TEXT NOT NULL,
  output TEXT,
  PRIMARY KEY (run_id, n)
) STRICT, WITHOUT ROWID;
