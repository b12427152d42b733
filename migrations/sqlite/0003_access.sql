-- Keys that the operator hands out: only their hashes are here, and as a hint their first characters. A key without a
-- user names one with each request.
CREATE TABLE api_keys (
  id TEXT PRIMARY KEY,
  hash TEXT NOT NULL UNIQUE,
  hint TEXT NOT NULL,
  name TEXT NOT NULL,
  user_id TEXT,
  created_at INTEGER NOT NULL,
  expires_at INTEGER
) STRICT;

-- What operators did, what was refused at the door (counted, not each), and what was erased. It outlives whom it names.
CREATE TABLE audit (
  id TEXT PRIMARY KEY,
  at INTEGER NOT NULL,
  actor TEXT NOT NULL,
  act TEXT NOT NULL,
  subject TEXT,
  count INTEGER NOT NULL,
  detail TEXT NOT NULL
) STRICT;

CREATE INDEX audit_at ON audit (at, id);

-- own: 0 is the server's default, 1 what the operator has set for this person, where tokens NULL is without end.
CREATE TABLE budgets (
  user_id TEXT PRIMARY KEY,
  own INTEGER NOT NULL DEFAULT 0,
  tokens INTEGER,
  seconds INTEGER,
  window_start INTEGER NOT NULL,
  window_end INTEGER NOT NULL,
  spent INTEGER NOT NULL
) STRICT;

-- What a run may still spend of its person's budget; it holds until the run has ended. NULL where there is no budget.
ALTER TABLE runs ADD COLUMN reserved INTEGER;

-- In US dollars, at the price of that day; NULL where no price is known.
ALTER TABLE runs ADD COLUMN cost_usd REAL;
ALTER TABLE messages ADD COLUMN cost_usd REAL;
ALTER TABLE usage ADD COLUMN cost_usd REAL;
CREATE INDEX usage_at ON usage (at);

-- People who are being erased: what a crash leaves of that is taken up again.
CREATE TABLE erasures (
  user_id TEXT PRIMARY KEY
) STRICT;

CREATE INDEX runs_user ON runs (user_id, id);

-- By one column alone neither would be chosen any more: SQLite prefers an index of two that begins with the same.
DROP INDEX runs_open_user;
CREATE INDEX runs_open_user ON runs (user_id, ended_at) WHERE ended_at IS NULL;
DROP INDEX runs_transient_user;
CREATE INDEX runs_transient_user ON runs (user_id, conversation_id) WHERE conversation_id IS NULL;

-- How often something was deleted, and up to which of those times its bytes are out of every file. One row.
CREATE TABLE scrubs (
  wanted INTEGER NOT NULL,
  done INTEGER NOT NULL,
  -- Changed whenever pages were cleaned, so that no connection goes on with what it has read of them before.
  cleanings INTEGER NOT NULL
) STRICT;

INSERT INTO scrubs (wanted, done, cleanings) VALUES (1, 0, 0);
