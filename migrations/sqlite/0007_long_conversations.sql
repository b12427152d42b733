-- Each word stands behind the token of its owner, so that a search never reads another's postings; and beginnings of up to
-- four letters have lists of their own, so that what is still being typed is read from the newest on as well.
CREATE VIRTUAL TABLE owned_words USING fts5 (terms, content = '', contentless_delete = 1, detail = none, prefix = '13 14 15 16', tokenize = 'unicode61 remove_diacritics 2');

INSERT INTO owned_words (rowid, terms)
SELECT messages.row, owned_terms(user_id, namespace, content)
FROM messages_search_docsize CROSS JOIN messages ON messages.row = messages_search_docsize.id
JOIN conversations ON conversations.id = messages.conversation_id
ORDER BY messages_search_docsize.id;

DROP TABLE messages_search;
ALTER TABLE owned_words RENAME TO messages_search;

-- What is deleted is merged away in small slices afterwards, and not by whoever deletes.
INSERT INTO messages_search (messages_search, rank) VALUES ('deletemerge', 0);
INSERT INTO recall_terms (recall_terms, rank) VALUES ('deletemerge', 0);

-- By one column alone it would not be chosen: SQLite prefers the index of all runs of a conversation.
DROP INDEX runs_open;
CREATE INDEX runs_open ON runs (conversation_id, ended_at, position) WHERE ended_at IS NULL;
