import { DatabaseSync } from 'node:sqlite'
import { Kysely } from 'kysely'
import { expect, test } from 'vitest'
import type { Schema } from '../../src/adapters/sql/schema.ts'
import { asKyselyDatabase } from '../../src/adapters/sqlite/database.ts'
import { sqliteDialect } from '../../src/adapters/sqlite/dialect.ts'
import { migrate } from '../../src/adapters/sqlite/migrate.ts'
import { recallIndex } from '../../src/adapters/sqlite/recall-index.ts'
import { now } from '../contracts/store-under-test.ts'

const docs = [-2, -1, 1, 2, 3, 4].map((row) => ({ row, terms: ['sea', `only${row}`] }))

test('of a word every memory is read, and the newest turns', async () => {
  const database = new DatabaseSync(':memory:')
  migrate(database, now)
  const db = new Kysely<Schema>({ dialect: sqliteDialect(asKyselyDatabase(database)) })
  await recallIndex.add(db, 7, docs)
  await recallIndex.add(db, 8, [{ row: 9, terms: ['sea'] }])
  const rows = async (person: number, term: string, limit: number) => {
    const found = await recallIndex.holding(recallIndex.wordFor(person, term), limit).execute(db)
    return found.rows.map(({ row }) => row).sort((a, b) => a - b)
  }
  expect(await rows(7, 'sea', 2)).toEqual([-2, -1, 3, 4])
  expect(await rows(7, 'sea', 0)).toEqual([-2, -1])
  expect(await rows(7, 'sea', 99)).toEqual([-2, -1, 1, 2, 3, 4])
  expect(await rows(7, 'only2', 2)).toEqual([2])
  expect(await rows(7, 'onl', 2)).toEqual([])
  expect(await rows(9, 'sea', 2)).toEqual([])
  await recallIndex.remove(db, [-1, 4])
  expect(await rows(7, 'sea', 2)).toEqual([-2, 2, 3])
})
