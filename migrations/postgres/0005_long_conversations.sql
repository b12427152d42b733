-- All words of a row stand behind the token of their owner: how far back somebody's newest messages reach.
ALTER TABLE messages_search ADD COLUMN owner text COLLATE "C" GENERATED ALWAYS AS (left((tsvector_to_array(terms))[1], 12)) STORED;
CREATE INDEX messages_search_owner ON messages_search (owner, "row");

-- What a search looks for: words, the first four letters of each, and in which stretches of rows a message is. So the
-- newest of those that hold a word are found without reading all that do, whatever was typed of it by then.
CREATE FUNCTION search_places(at bigint, terms tsvector) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL RESTRICTED COST 10000 AS $$
  SELECT array_to_tsvector(words
    || ARRAY['_10_' || (at >> 10), '_14_' || (at >> 14), '_18_' || (at >> 18), '_22_' || (at >> 22)]
    || ARRAY(SELECT DISTINCT '~' || left(word, 13) FROM unnest(words) AS word LIMIT room)
    || ARRAY(SELECT DISTINCT '~' || left(word, 14) FROM unnest(words) AS word LIMIT room)
    || ARRAY(SELECT DISTINCT '~' || left(word, 15) FROM unnest(words) AS word LIMIT room)
    || ARRAY(SELECT DISTINCT '~' || left(word, 16) FROM unnest(words) AS word LIMIT room))
  FROM (
    -- A vector holds less than a mebibyte, and a beginning takes at most 29 bytes.
    SELECT words, (1048000 - (SELECT coalesce(sum(octet_length(word)), 0) FROM unnest(words) AS word)) / 116 AS room
    FROM (SELECT tsvector_to_array(terms) AS words OFFSET 0) AS split OFFSET 0
  ) AS measured
$$;

-- Nodes of the version before go on with the index that there was.
CREATE INDEX messages_search_places ON messages_search USING gin (search_places("row", terms)) WITH (gin_pending_list_limit = 1024);

-- Of what these words name the newest in some part of all rows. Whatever the planner believes of them, nothing is more dear
-- than to make places of every row there is.
CREATE FUNCTION search_newest(wanted tsquery, since bigint, below bigint, most bigint) RETURNS TABLE ("row" bigint, terms tsvector)
LANGUAGE sql STABLE SET enable_seqscan TO off AS $$
  SELECT found."row", found.terms
  FROM (SELECT said."row", said.terms FROM messages_search AS said WHERE search_places(said."row", said.terms) @@ wanted OFFSET 0) AS found
  WHERE found."row" >= since AND found."row" < below ORDER BY found."row" DESC LIMIT most
$$;
