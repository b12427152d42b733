-- What an answer has had done while it was made, so that whoever goes on with it does not do it again. It goes with the log.
CREATE TABLE tool_calls (
  run_id text NOT NULL,
  n integer NOT NULL,
  step integer NOT NULL,
  name text NOT NULL,
  arguments text NOT NULL,
  state text NOT NULL,
  output text,
  PRIMARY KEY (run_id, n)
);
