import { type CompiledQuery, Kysely, PostgresDialect } from 'kysely'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createFullText } from '../../src/adapters/postgres/full-text.ts'
import { createPool } from '../../src/adapters/postgres/pool.ts'
import { postgresParts } from '../../src/adapters/postgres/postgres-parts.ts'
import { recallIndex } from '../../src/adapters/postgres/recall-index.ts'
import { textVector } from '../../src/adapters/postgres/text-vector.ts'
import type { Schema } from '../../src/adapters/sql/schema.ts'
import { recallSteps } from '../../src/adapters/sql/recall-queries.ts'
import { createRankTold } from '../../src/adapters/sql/recall-told.ts'
import { createSqlStore } from '../../src/adapters/sql/store.ts'
import type { Store } from '../../src/ports/store.ts'
import { ann, aRun, entry, now, started } from '../contracts/store-under-test.ts'
import { ask, onePostgres, openAt } from './open-postgres.ts'

const postgres = onePostgres()

const asked: CompiledQuery[] = []
let url: string
let store: Store

/** Enough of everything that to read all of it is never the shorter way. */
const filled = `
  insert into conversations (id, user_id, namespace, persona, metadata, next_seq, created_at, updated_at)
    select 'c' || i, 'user' || i % 2000, 'v1', 'luma', '{}', 3, i, i from generate_series(1, 20000) i;
  insert into conversations (id, user_id, namespace, persona, metadata, next_seq, created_at, updated_at)
    values ('c', 'ann', 'v1', 'luma', '{}', 1, 1, 1);
  insert into messages (id, conversation_id, seq, role, content, status, created_at)
    select 'm' || i, 'c' || i, 1, 'assistant', 'So', 'completed', i from generate_series(1, 20000) i;
  insert into runs (id, user_id, conversation_id, dialect, persona, message_id, position, request_hash, request, state, model,
      owner, idempotency_key, compacted, created_at, ended_at)
    select 'r' || i, 'user' || i % 2000, case when i % 4 > 0 then 'c' || i end, 'v1', 'luma', 'm' || i, 1, 'h', '{"model":"m"}',
      'completed', 'm', null, 'k' || i, 1, i, i from generate_series(1, 20000) i;
  insert into run_events (run_id, seq, kind, payload) select 'r' || i, s, 'notice', '{}'
    from generate_series(1, 20000) i, generate_series(1, 3) s;
  insert into usage (run_id, user_id, model, estimated, at)
    select 'r' || i, 'user' || i % 2000, 'm', 0, i from generate_series(1, 20000) i;
  insert into people (number, user_id) select i, 'user' || i from generate_series(1, 1999) i;
  insert into memories (id, user_id, text, importance, external_id, created_at, updated_at)
    select 'f' || i, 'user' || i % 2000, 'So', 0.9, 'x' || i, i, i from generate_series(1, 20000) i;
  insert into memory_sources (memory_id, message_id, conversation_id, quote)
    select 'f' || i, 'm' || i, 'c' || i, 'So' from generate_series(1, 20000) i;
  insert into recall_docs ("row", person, conversation_id, seq, size, asks)
    select "row", "row" % 2000, conversation_id, seq, 5, 0 from messages;
  insert into recall_docs ("row", person, size, asks) select -"row", "row" % 2000, 5, 0 from memories;
  insert into recall_vectors ("row", person, model, vector) select "row", person, 'm', '\\x01' from recall_docs;
  insert into recall_terms ("row", terms)
    select "row", format('''%s_mint'' ''%s_sea'' ''%s_word%s''', prefix, prefix, prefix, "row")::tsvector
    from recall_docs, lateral (select case person when 7 then '7' else 'z' || person end as prefix) as prefixes;
  insert into chores (kind, subject, seq, user_id, payload, claim, due, created_at)
    select 'learn', 'c' || i, 1, 'user' || i % 2000, '{}', 'claim' || i, i, i from generate_series(1, 20000) i`

beforeAll(async () => {
  url = await postgres().newDatabase()
  const made = await openAt(url)
  await made[Symbol.asyncDispose]()
  await ask(url, filled)
  await ask(url, `insert into messages_search select "row", replace($1, 'x', "row"::text)::tsvector from messages`, [
    textVector('ann', 'v1', 'wordx'),
  ])
  await ask(url, 'vacuum analyze')
  const pool = createPool({ url, size: 4, serverStatementMs: 0, onTrouble: console.error })
  const db = new Kysely<Schema>({
    dialect: new PostgresDialect({ pool }),
    log({ query }) {
      asked.push(query)
    },
  })
  const inert = { scrub: () => Promise.resolve('done' as const), close: () => db.destroy() }
  store = createSqlStore({
    ...postgresParts(db, (work) => db.transaction().execute(work)),
    reads: db,
    index: createFullText(db),
    recallIndex,
    rankTold: createRankTold(recallSteps(db, recallIndex)),
    ...inert,
  })
})
afterAll(() => store[Symbol.asyncDispose]())

/** How Postgres would go about what has been asked, with the values that it was asked with. */
async function plans(queries: readonly CompiledQuery[]): Promise<string> {
  const client = new Client({ connectionString: url })
  await client.connect()
  const lines: string[] = []
  for (const { sql, parameters } of queries) {
    if (!/^\s*(select|update|delete|with)/.test(sql)) continue
    const { rows } = await client.query<{ 'QUERY PLAN': string }>(`explain ${sql}`, [...parameters])
    lines.push(...rows.map((row) => row['QUERY PLAN']))
  }
  await client.end()
  return lines.join('\n')
}

const scope = { userId: 'user7', namespace: 'v1' }
const page = { limit: 9 }
const words = ['mint', 'sea', 'word7'].map((term) => ({ term, weight: 1 }))
const ways: [string, () => Promise<unknown>][] = [
  [
    'a send, a batch of its log, and its end',
    async () => {
      const job = await started(store, 'c')
      await store.journal.commit([entry(job, [])])
      await store.journal.commit([
        entry(job, [], { state: 'completed', content: 'mint', usage: null, error: null, textEnd: null, now }),
      ])
    },
  ],
  [
    'a send by a key that is known',
    () => store.runs.start(ann, aRun('c', { idempotencyKey: 'k7', whileRunning: 'queue' })),
  ],
  ['what waits in a conversation', () => store.journal.activate('node-1', 'c7')],
  ['the log of a run', () => store.runs.read('user7', 'r7', 0)],
  ['a page of a conversation', () => store.conversations.messages(scope, 'c7', { ...page, order: 'desc' })],
  ['a page of conversations', () => store.conversations.list(scope, page)],
  ['the runs of a person that have not ended', () => store.runs.open('user7')],
  ['the runs of a node', () => store.journal.owned('node-1')],
  ['those who are asked to stop', () => store.journal.stopsFor('node-1')],
  ['news of runs', () => store.journal.news(['r7', 'r8'])],
  ['what is orphaned', () => store.journal.takeOver('node-1', 'expired', 16)],
  ['what is stranded', () => store.journal.stranded(16)],
  [
    'what has no conversation and no owner',
    () => store.journal.endTransient('node-1', now, { title: '', detail: '', code: 'internal' }),
  ],
  ['what is held back for a person', () => store.budgets.state('user7', undefined, now)],
  ['runs of no conversation, to erase them', () => store.upkeep.purge({ userId: 'user7' })],
  ['a conversation, to erase it', () => store.upkeep.purge({ conversationId: 'c7' })],
  ['logs that are long over', () => store.upkeep.compact(5)],
  ['keys that are over', () => store.upkeep.expireKeys(1)],
  ['a search', () => store.search.search(ann, 'word777', page)],
  ['what is asked before an answer', () => store.recall.rank('user7', words, 9)],
  ['what is always told', () => store.recall.pinned('user7', 0.9, 9)],
  ['rows of the index', () => store.recall.fetch('user7', [7, -7])],
  ['what has no vector', () => store.recall.unembedded('user7', 'm', 9)],
  ['vectors', () => store.recall.vectors('user7', 'm', 9)],
  ['memories', () => store.memories.list('user7', { ...page, from: [9] })],
  ['memories with some words', () => store.memories.list('user7', { ...page, text: 'mint sea' })],
  ['memories by their names elsewhere', () => store.memories.byExternalId('user7', ['x7'])],
  ['a memory, to change it', () => store.memories.update('user7', 'f7', { text: 'mint', hashOf: String }, now)],
  ['what is learned', () => store.memories.learn('user7', [], () => ({ kind: 'add' }), 'claim7', now)],
  [
    'an answer that is to be remembered',
    async () => {
      const job = await started(store, 'c9', {}, { userId: 'user9', namespace: 'v1' })
      const after = { remember: true, title: true, summarize: { room: 9 }, restMs: 10_000 }
      await store.journal.commit([
        entry(job, [], { state: 'completed', content: 'mint', usage: null, error: null, textEnd: null, now, after }),
      ])
    },
  ],
  [
    'a chore that is due',
    async () => {
      const claimed = await store.chores.claim(5, 60_000, 9)
      await store.chores.postpone(claimed?.claim ?? '', now)
      await store.chores.done('claim9')
    },
  ],
  ['chores that nobody does any more', () => store.upkeep.forgetChores(5)],
  ['the runs of a person, page by page', () => store.people.export('user7', 'runs', 'r1')],
]

test.each(ways)('nothing is looked for among all that has ever been said: %s', async (_name, way) => {
  asked.length = 0
  await way()
  const found = await plans([...asked])
  const tables =
    'conversations|messages|runs|run_events|usage|messages_search|people|memories|memory_sources|recall_\\w+|chores'
  expect(found).not.toMatch(new RegExp(`Seq Scan on (${tables})\\b`))
  expect(found).not.toMatch(/Index Scan Backward using (messages|recall_terms|recall_docs|memories)_pkey/)
})
