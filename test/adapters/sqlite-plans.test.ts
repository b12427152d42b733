import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { DatabaseSync, SQLInputValue } from 'node:sqlite'
import { type CompiledQuery, Kysely } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import type { Schema } from '../../src/adapters/sql/schema.ts'
import { recallSteps } from '../../src/adapters/sql/recall-queries.ts'
import { createRankTold } from '../../src/adapters/sql/recall-told.ts'
import { createSqlStore } from '../../src/adapters/sql/store.ts'
import { asKyselyDatabase, openDatabase } from '../../src/adapters/sqlite/database.ts'
import { sqliteDialect } from '../../src/adapters/sqlite/dialect.ts'
import { createFullText } from '../../src/adapters/sqlite/full-text.ts'
import { migrate } from '../../src/adapters/sqlite/migrate.ts'
import { recallIndex } from '../../src/adapters/sqlite/recall-index.ts'
import { sqliteParts } from '../../src/adapters/sqlite/sqlite-parts.ts'
import type { Store } from '../../src/ports/store.ts'
import { now } from '../contracts/store-under-test.ts'
import { temporaryFolder } from '../harness.ts'

/** A database as the migrations leave it, and every query that a store asks it. */
function openWatched() {
  const folder = temporaryFolder()
  const database = openDatabase(join(folder, 'test.db'), 'normal')
  onTestFinished(() => {
    database.close()
    rmSync(folder, { recursive: true, force: true })
  })
  migrate(database, now)
  const asked: CompiledQuery[] = []
  const db = new Kysely<Schema>({
    dialect: sqliteDialect(asKyselyDatabase(database)),
    log({ query }) {
      asked.push(query)
    },
  })
  const recalls = { recallIndex, rankTold: createRankTold(recallSteps(db, recallIndex)) }
  const parts = { ...sqliteParts(db, () => now), reads: db, index: createFullText(db), ...recalls }
  const inert = { scrub: () => Promise.resolve('done' as const), close: () => Promise.resolve() }
  return { database, asked, store: createSqlStore({ ...parts, ...inert }) }
}

/** How SQLite looks for what is asked of runs. */
const plansOf = (database: DatabaseSync, asked: readonly CompiledQuery[]): string[] =>
  asked
    .filter(({ sql }) => /^select .* from "runs"/.test(sql))
    .flatMap(({ sql, parameters }) => {
      const plan = database.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...(parameters as SQLInputValue[]))
      return plan.map(({ detail }) => String(detail))
    })

const open = 'SEARCH runs USING INDEX runs_open_user (user_id=? AND ended_at=?)'
const ways: [string, (store: Store) => Promise<unknown>, string][] = [
  ['what is held back for a person', ({ budgets }) => budgets.state('ann', undefined, now), open],
  ['the runs of a person that have not ended', ({ runs }) => runs.open('ann'), open],
  ['budgets that nobody needs any more', ({ upkeep }) => upkeep.forgetBudgets(now), open],
  [
    'runs of no conversation, to erase them',
    ({ upkeep }) => upkeep.purge({ userId: 'ann' }),
    'SEARCH runs USING INDEX runs_transient_user (user_id=? AND conversation_id=?)',
  ],
  [
    'the runs of a person, page by page',
    ({ people }) => people.export('ann', 'runs', 'r1'),
    'SEARCH runs USING INDEX runs_user (user_id=? AND id>?)',
  ],
]

test.each(ways)('nothing is looked for among all runs that have ever been: %s', async (_name, way, plan) => {
  const { database, asked, store } = openWatched()
  await way(store)
  const plans = plansOf(database, asked)
  expect(plans.filter((line) => / runs\b/.test(line))).toEqual([plan])
})

const words = ['mint', 'sea', 'boat'].map((term) => ({ term, weight: 1 }))
const recalled: [string, (store: Store) => Promise<unknown>][] = [
  ['what is asked before an answer', ({ recall }) => recall.rank('ann', words, 9)],
  ['what is always told', ({ recall }) => recall.pinned('ann', 0.9, 9)],
  ['rows of the index', ({ recall }) => recall.fetch('ann', [1, -1])],
  ['what has no vector', ({ recall }) => recall.unembedded('ann', 'm', 9)],
  ['vectors', ({ recall }) => recall.vectors('ann', 'm', 9)],
  ['memories', ({ memories }) => memories.list('ann', { limit: 9, from: [9] })],
  ['memories with some words', ({ memories }) => memories.list('ann', { limit: 9, text: 'mint sea' })],
  ['memories by their names elsewhere', ({ memories }) => memories.byExternalId('ann', ['x'])],
  ['what was learned from a conversation', ({ upkeep }) => upkeep.purge({ conversationId: 'c' })],
  ['what is learned', ({ memories }) => memories.learn('ann', [], () => ({ kind: 'add' }), 'claim', now)],
]

test.each(recalled)('nothing is looked for among what is known of everybody: %s', async (_name, way) => {
  const { database, asked, store } = openWatched()
  database.exec("insert into people (user_id) values ('ann')")
  database.exec(`
    insert into conversations (id, user_id, namespace, persona, metadata, next_seq, hidden, created_at, updated_at)
    values ('c', 'ann', 'v1', 'luma', '{}', 1, 'deleting', 1, 1)`)
  await way(store)
  const remembered = asked.filter(({ sql }) => /recall_|memor|chores/.test(sql) && /^\s*(select|with|delete)/.test(sql))
  expect(remembered.length).toBeGreaterThan(0)
  const plans = remembered.flatMap(({ sql, parameters }) => {
    const plan = database.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...(parameters as SQLInputValue[]))
    return plan.map(({ detail }) => String(detail))
  })
  const tables = 'docs|recall_docs|recall_vectors|messages|conversations|memories|memory_sources|source|people|chores'
  expect(plans.filter((line) => new RegExp(`^SCAN (${tables})\\b`).test(line))).toEqual([])
  // A list of words is read for one word, and a turn by its row: not all that its person has ever said.
  const lists = plans.filter((line) => line.startsWith('SCAN recall_terms'))
  expect(lists.filter((line) => !/ INDEX \d+:\S*M/.test(line))).toEqual([])
  expect(plans.filter((line) => /^SEARCH docs .*\(person=\?\)$/.test(line))).toEqual([])
})

test('what holds a word that everything holds is not read again for every question', async () => {
  const { database, asked, store } = openWatched()
  database.exec("insert into people (user_id) values ('ann')")
  for (let row = 1; row <= 300; row++) {
    database.exec(`insert into recall_docs values (${row}, 1, 'c', ${row}, 1, 0)`)
    database.exec(`insert into recall_terms (rowid, terms) values (${row}, '1_boat')`)
  }
  const lists = async (...terms: string[]) => {
    asked.length = 0
    const sought = terms.map((term) => ({ term, weight: 1 }))
    await store.recall.rank('ann', sought, 9)
    return asked.flatMap(({ sql, parameters }) => (sql.includes('recall_terms') ? [...new Set(parameters)] : []))
  }
  expect(await lists('boat', 'yacht')).toEqual(['"1_boat"', '"1_yacht"'])
  expect(await lists('boat', 'yacht')).toEqual(['"1_yacht"'])
  expect(await lists('boat')).toEqual([])
})
