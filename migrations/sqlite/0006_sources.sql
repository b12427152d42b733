-- What a memory would say if it had been learned from this alone; where that is not known, NULL: then its quote stands for it.
ALTER TABLE memory_sources ADD COLUMN text TEXT;
ALTER TABLE memory_sources ADD COLUMN slot TEXT;
ALTER TABLE memory_sources ADD COLUMN topic TEXT;
ALTER TABLE memory_sources ADD COLUMN polarity INTEGER NOT NULL DEFAULT 0;

UPDATE memory_sources SET (text, slot, topic, polarity) =
  (SELECT memories.text, memories.slot, memories.topic, memories.polarity FROM memories WHERE memories.id = memory_sources.memory_id)
WHERE memory_id IN (SELECT memory_id FROM memory_sources GROUP BY memory_id HAVING count(*) = 1);

-- Of what has gone while its vector was made.
DELETE FROM recall_vectors WHERE row NOT IN (SELECT row FROM recall_docs);
