import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { DatabaseSync, SQLInputValue } from 'node:sqlite'
import { type CompiledQuery, Kysely } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import type { Schema } from '../../src/adapters/sql/schema.ts'
import { createSqlStore } from '../../src/adapters/sql/store.ts'
import { asKyselyDatabase, openDatabase } from '../../src/adapters/sqlite/database.ts'
import { sqliteDialect } from '../../src/adapters/sqlite/dialect.ts'
import { createFullText } from '../../src/adapters/sqlite/full-text.ts'
import { migrate } from '../../src/adapters/sqlite/migrate.ts'
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
  const parts = { ...sqliteParts(db, () => now), reads: db, index: createFullText(db) }
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
