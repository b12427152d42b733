import { readdirSync, readFileSync } from 'node:fs'
import { type CompiledQuery, Kysely, PostgresDialect, sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createFullText } from '../../src/adapters/postgres/full-text.ts'
import { createPool } from '../../src/adapters/postgres/pool.ts'
import { textVector } from '../../src/adapters/postgres/text-vector.ts'
import { purgeMessages, purgeRuns } from '../../src/adapters/sql/purge-conversation.ts'
import { purgePerson } from '../../src/adapters/sql/purge-person.ts'
import { waitedFor } from '../../src/adapters/sql/others.ts'
import type { Queryable } from '../../src/adapters/sql/prepared.ts'
import type { RecallIndex } from '../../src/adapters/sql/recall-index.ts'
import type { Schema } from '../../src/adapters/sql/schema.ts'
import { hitsAStretch } from '../../src/adapters/sql/search-index.ts'
import { sha256Hex } from '../../src/std/sha256-hex.ts'
import { ann } from '../contracts/store-under-test.ts'
import { ask, onePostgres, openAt } from './open-postgres.ts'

const postgres = onePostgres()
const messages = 24_000
const someRow = 12_000

/** Nearly all there is was said in one conversation, and most messages of it hold the same word. */
const filled = `
  insert into conversations (id, user_id, namespace, persona, metadata, next_seq, created_at, updated_at)
    values ('long', 'ann', 'v1', 'luma', '{}', 1, 1, 1), ('other', 'bob', 'v1', 'luma', '{}', 1, 1, 1);
  insert into messages (id, conversation_id, seq, role, content, status, created_at)
    select 'm' || i, case when i % 40 = 1 then 'other' else 'long' end, i, 'user', 'mint', 'completed', i
    from generate_series(1, ${messages}) i;
  insert into runs (id, user_id, conversation_id, dialect, persona, message_id, position, request_hash, request, state,
      model, created_at, ended_at)
    select 'r' || "row", case conversation_id when 'long' then 'ann' else 'bob' end, conversation_id, 'v1', 'luma', id, seq,
      'h', '{}', 'completed', 'm', seq, seq from messages;
  insert into run_events (run_id, seq, kind, payload) select id, s, 'notice', '{}' from runs, generate_series(1, 2) s;
  insert into usage (run_id, user_id, model, estimated, at) select id, user_id, 'm', 0, created_at from runs`

let url: string
let db: Kysely<Schema>
const asked: CompiledQuery[] = []

beforeAll(async () => {
  url = await postgres().newDatabase()
  await (await openAt(url))[Symbol.asyncDispose]()
  await ask(url, filled)
  const indexed =
    'insert into messages_search ("row", terms) select "row", replace($1, $2, seq::text)::tsvector from messages'
  for (const [text, owner, which] of [
    ['mint word tea', 'ann', "conversation_id = 'long' and seq % 50 <> 2"],
    ['word tea', 'ann', "conversation_id = 'long' and seq % 50 = 2"],
    ['mint word tea', 'bob', "conversation_id = 'other'"],
  ] as const) {
    await ask(url, `${indexed} where ${which}`, [textVector(owner, 'v1', text), 'word'])
  }
  await ask(url, 'vacuum analyze')
  const pool = createPool({ url, size: 4, serverStatementMs: 0, onTrouble: console.error })
  db = new Kysely<Schema>({
    dialect: new PostgresDialect({ pool }),
    log({ query }) {
      asked.push(query)
    },
  })
}, 120_000)
afterAll(() => db.destroy())

async function plansOf(act: () => Promise<unknown>): Promise<string> {
  asked.length = 0
  await act()
  const plans: string[] = []
  for (const { sql, parameters } of asked.filter(({ sql }) => /^\s*(select|delete)/.test(sql))) {
    const rows = await ask<{ 'QUERY PLAN': string }>(url, `explain ${sql}`, [...parameters])
    plans.push(...rows.map((row) => row['QUERY PLAN']))
  }
  expect(plans.length).toBeGreaterThan(0)
  return plans.join('\n')
}

const taken = async (): Promise<void> => {}
const index = { add: taken, remove: taken, find: async () => [] }
/** Nothing of this is in it. */
const recallIndex = { remove: taken } as unknown as RecallIndex

const purges: [string, (trx: Queryable) => Promise<boolean>][] = [
  ['messages', (trx) => purgeMessages(trx, { index, recallIndex }, 'long')],
  ['runs', (trx) => purgeRuns(trx, 'long')],
  ['what a person has spent', (trx) => purgePerson(trx, recallIndex, 'ann', waitedFor)],
]

test.each(purges)(
  'where most of a table goes, no slice of it reads the table from its beginning: %s',
  async (_name, purge) => {
    const plans = await plansOf(() => db.transaction().execute(purge))
    expect(plans).not.toMatch(/Seq Scan on (messages|runs|run_events|usage)\b/)
  },
)

interface Reads {
  inOrder: number
  byIndex: number
}

/** Rows of the index that were read for this, whatever was made of them then. */
function counted(act: (trx: Queryable) => Promise<unknown>): Promise<Reads> {
  return db.transaction().execute(async (trx) => {
    await act(trx)
    const { rows } = await sql<Reads>`
      select seq_tup_read as "inOrder", idx_tup_fetch as "byIndex" from pg_stat_xact_user_tables
      where relname = 'messages_search'`.execute(trx)
    return rows[0] ?? { inOrder: NaN, byIndex: NaN }
  })
}

test.each([
  ['most messages hold', 'mint', messages],
  ['most messages hold, as far as it is typed', 'm', messages],
  ['no other message holds', String(someRow), someRow],
  ['most messages hold, with another', 'tea mint', messages],
])('of a word that %s no more is read than a few hundred messages', async (_name, text, newest) => {
  let found: { row: number }[] = []
  const { inOrder, byIndex } = await counted(async (trx) => {
    found = await createFullText(trx).find('ann', 'v1', text, Number.MAX_SAFE_INTEGER)
  })
  expect(Math.max(...found.map(({ row }) => row))).toBe(newest)
  expect(found).toHaveLength(newest === someRow ? 1 : hitsAStretch)
  expect(inOrder).toBe(0)
  // In a part of a thousand messages, in what its stretches hold beside it, and how far back that reaches.
  expect(byIndex).toBeLessThan(6_000)
})

test('how far back the newest messages of somebody reach is told from an index alone', async () => {
  const plans = await plansOf(() => createFullText(db).find('ann', 'v1', 'mint', Number.MAX_SAFE_INTEGER))
  expect(plans.match(/Index Only Scan Backward using messages_search_owner/g)).toHaveLength(3)
})

test('what the version before has indexed is found, and what it goes on to index beside this one', async () => {
  const old = await postgres().newDatabase()
  const folder = new URL('../../migrations/postgres/', import.meta.url)
  const before = readdirSync(folder).filter((name) => name < '0005')
  await ask(old, 'create table migrations (name text collate "C" primary key, hash text not null, at bigint not null)')
  for (const name of before) {
    const text = readFileSync(new URL(name, folder), 'utf8')
    await ask(old, text)
    await ask(old, 'insert into migrations values ($1, $2, 0)', [name, sha256Hex(text)])
  }
  await ask(old, filled.split(';')[0] ?? '')
  const say = async (row: number, content: string): Promise<void> => {
    const message = `insert into messages ("row", id, conversation_id, seq, role, content, status, created_at)
      values ($1, 'm' || $1::bigint, 'long', $1, 'user', $2, 'completed', 1)`
    await ask(old, message, [row, content])
    const indexed = 'insert into messages_search ("row", terms) values ($1, $2::tsvector)'
    await ask(old, indexed, [row, textVector('ann', 'v1', content)])
  }
  await say(1, 'Peppermint')
  await using store = await openAt(old)
  await say(2, 'Pepper')
  for (const [text, rows] of [
    ['pepp', [2, 1]],
    ['peppermin', [1]],
    ['pepper', [2, 1]],
  ] as const) {
    const { items } = await store.search.search(ann, text, { limit: 9 })
    expect(items.map(({ message }) => message.id)).toEqual(rows.map((row) => `m${row}`))
  }
})
