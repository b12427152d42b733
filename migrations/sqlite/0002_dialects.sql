-- How many exchanges of a conversation are counted in its namespace's tally.
ALTER TABLE conversations ADD COLUMN tallied INTEGER NOT NULL DEFAULT 0;

CREATE TABLE tallies (
  namespace TEXT PRIMARY KEY,
  conversations INTEGER NOT NULL,
  exchanges INTEGER NOT NULL
) STRICT;

-- Runs of no conversation: swept by age, and erased with their person. No index of conversations should lead to them.
CREATE INDEX runs_transient ON runs (ended_at) WHERE conversation_id IS NULL;
CREATE INDEX runs_transient_user ON runs (user_id) WHERE conversation_id IS NULL;
DROP INDEX runs_conversation;
CREATE INDEX runs_conversation ON runs (conversation_id) WHERE conversation_id IS NOT NULL;
