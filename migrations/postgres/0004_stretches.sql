-- Recall asks within stretches of rows, the newest first: each row says in which it is, in words that are no person's.
-- What waits in a list of its own would be read by every question.
ALTER INDEX recall_terms_words SET (fastupdate = off);

UPDATE recall_terms SET terms = recall_terms.terms || array_to_tsvector(
  CASE WHEN docs."row" < 0 THEN ARRAY['_' || docs.person || '_memory']
  ELSE ARRAY(SELECT '_' || docs.person || '_' || width || '_' || (docs."row" >> width) FROM unnest(ARRAY[12, 14, 16, 18, 20, 22, 24, 26, 28]) AS width)
  END)
FROM recall_docs AS docs WHERE docs."row" = recall_terms."row";
