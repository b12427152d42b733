-- The process that imports a conversation: what it leaves behind when it dies is taken back.
ALTER TABLE conversations ADD COLUMN importer TEXT;

CREATE INDEX runs_open_owner ON runs (owner) WHERE ended_at IS NULL;
