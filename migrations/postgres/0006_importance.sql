-- What is always told is asked for before every answer.
CREATE INDEX memories_important ON memories (user_id, importance, "row") WHERE superseded_by IS NULL;
