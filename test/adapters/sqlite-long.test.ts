import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { SQLInputValue } from 'node:sqlite'
import { type CompiledQuery, Kysely } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import { createConversations } from '../../src/adapters/sql/conversations.ts'
import { purgeRuns } from '../../src/adapters/sql/purge-conversation.ts'
import { createRuns } from '../../src/adapters/sql/runs.ts'
import type { Schema } from '../../src/adapters/sql/schema.ts'
import { createSearch } from '../../src/adapters/sql/search.ts'
import { asKyselyDatabase, openDatabase } from '../../src/adapters/sqlite/database.ts'
import { sqliteDialect } from '../../src/adapters/sqlite/dialect.ts'
import { createFullText, ownedTerms } from '../../src/adapters/sqlite/full-text.ts'
import { migrate } from '../../src/adapters/sqlite/migrate.ts'
import { sqliteParts } from '../../src/adapters/sqlite/sqlite-parts.ts'
import { ann, aRun, now } from '../contracts/store-under-test.ts'
import { temporaryFolder } from '../harness.ts'

/** A conversation of 60 messages that all hold a word, with a run under way, and whatever is asked of it. */
function openWatched() {
  const folder = temporaryFolder()
  const database = openDatabase(join(folder, 'test.db'), 'normal')
  onTestFinished(() => {
    database.close()
    rmSync(folder, { recursive: true, force: true })
  })
  migrate(database, now)
  database.exec(`
    insert into conversations (id, user_id, namespace, persona, metadata, next_seq, created_at, updated_at)
      values ('c', 'ann', 'v1', 'luma', '{}', 61, 1, 1);
    with recursive numbers (i) as (select 1 union all select i + 1 from numbers where i < 60)
    insert into messages (row, id, conversation_id, seq, parent_id, role, content, status, created_at)
      select i, 'm' || i, 'c', i, iif(i > 1, 'm' || (i - 1), null), iif(i % 2 = 1, 'user', 'assistant'), 'mint', 'completed', i
      from numbers;
    insert into messages_search (rowid, terms) select row, owned_terms('ann', 'v1', content) from messages;
    insert into runs (id, user_id, conversation_id, dialect, persona, user_message_id, message_id, position, request_hash,
        request, state, owner, model, created_at)
      values ('r', 'ann', 'c', 'v1', 'luma', 'm59', 'm60', 60, '', '{}', 'running', 'node-1', 'm', 1)`)
  const asked: CompiledQuery[] = []
  const db = new Kysely<Schema>({
    dialect: sqliteDialect(asKyselyDatabase(database)),
    log({ query }) {
      asked.push(query)
    },
  })
  const parts = { ...sqliteParts(db, () => now), index: createFullText(db) }
  const [runs, conversations, search] = [createRuns(parts), createConversations(parts), createSearch(parts)]
  const explain = ({ sql, parameters }: CompiledQuery): string[] =>
    database
      .prepare(`EXPLAIN QUERY PLAN ${sql}`)
      .all(...(parameters as SQLInputValue[]))
      .map(({ detail }) => String(detail))
  return { database, asked, explain, db, runs, conversations, search }
}

type Watched = ReturnType<typeof openWatched>

const page = { limit: 50, order: 'desc' } as const
const ways: [string, (watched: Watched) => Promise<unknown>][] = [
  ['a send that waits for its turn', ({ runs }) => runs.start(ann, aRun('c', { whileRunning: 'queue' }))],
  ['a send that stops the one before', ({ runs }) => runs.start(ann, aRun('c', { whileRunning: 'interrupt' }))],
  ['what the model sees', ({ runs }) => runs.history('ann', 'c', { messageId: 'm60' }, 24)],
  ['the run that is under way', ({ runs }) => runs.current(ann, 'c')],
  ['a page of messages', ({ conversations }) => conversations.messages(ann, 'c', { ...page, from: [30] })],
  ['a page of exchanges', ({ conversations }) => conversations.exchanges(ann, 'c', { ...page, ended: ['completed'] })],
  ['a search', ({ search }) => search.search(ann, 'mint', { limit: 50 })],
  ['a slice of deleting its runs', ({ db }) => purgeRuns(db, 'c')],
]

test.each(ways)('no more of a long conversation is read than is asked for: %s', async (name, way) => {
  const watched = openWatched()
  await way(watched)
  const looks = watched.asked
    .filter(({ sql }) => /^\s*(select|update|delete)/.test(sql))
    .flatMap((query) => watched.explain(query).map((line) => ({ line, isLimited: /\blimit\b/.test(query.sql) })))
  expect(looks.length).toBeGreaterThan(0)
  const all = looks.filter(({ line, isLimited }) => {
    if (/^SCAN (runs|messages|conversations)\b/.test(line)) return true
    // All runs of a conversation, or all that was ever said in it.
    return /^SEARCH (runs|messages|question) .*\(conversation_id=\?\)$/.test(line) && !isLimited
  })
  expect(all).toEqual([])
  // Of a search what was found is put in order, and nothing else is.
  const sorted = looks.filter(({ line }) => line.startsWith('USE TEMP B-TREE'))
  expect(sorted).toHaveLength(name === 'a search' ? 1 : 0)
})

test('a search reads the lists of words from their end, and the messages that it found by their rows', async () => {
  const { asked, explain, search } = openWatched()
  const { items } = await search.search(ann, 'min', { limit: 50 })
  expect(items).toHaveLength(50)
  const [find, messages] = asked.map(explain)
  // 64 says that FTS5 reads in the order of rows, 128 from the last one on, and `<` that it begins below one.
  expect(find).toContain('SCAN messages_search VIRTUAL TABLE INDEX 192:M1<')
  expect(messages?.[0]).toBe('SEARCH messages USING INTEGER PRIMARY KEY (rowid=?)')
})

test('there are lists of how the words of each owner begin, from their first letter on', () => {
  const { database } = openWatched()
  const table = database.prepare("select sql from sqlite_master where name = 'messages_search'").get()
  const [, lengths = ''] = /prefix = '([\d ]+)'/.exec(String(table?.['sql'])) ?? []
  const owner = ownedTerms('ann', 'v1', 'm').length - 1
  expect(lengths.split(' ').map((length) => Number(length) - owner)).toEqual([1, 2, 3, 4])
})
