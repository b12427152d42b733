import { DatabaseSync } from 'node:sqlite'
import { Kysely } from 'kysely'
import { expect, test } from 'vitest'
import { countedDocs, turnsAWord } from '../../src/adapters/sql/recall-score.ts'
import type { Schema } from '../../src/adapters/sql/schema.ts'
import { asKyselyDatabase } from '../../src/adapters/sqlite/database.ts'
import { sqliteDialect } from '../../src/adapters/sqlite/dialect.ts'
import { migrate } from '../../src/adapters/sqlite/migrate.ts'
import { recallIndex } from '../../src/adapters/sqlite/recall-index.ts'
import { now } from '../contracts/store-under-test.ts'

test('of a word every memory is read, and the newest turns, however far back they are', async () => {
  const database = new DatabaseSync(':memory:')
  migrate(database, now)
  const db = new Kysely<Schema>({ dialect: sqliteDialect(asKyselyDatabase(database)) })
  const turns = Array.from({ length: turnsAWord + 3 }, (_, i) => 1 + i * 1_000)
  const docs = [-2, -1, ...turns].map((row) => ({ row, terms: ['sea', `only${row}`, row > 0 ? 'turn' : 'memory'] }))
  const last = turns.at(-1) ?? 0
  await recallIndex.add(db, 7, docs)
  await recallIndex.add(db, 8, [{ row: 9, terms: ['sea'] }])
  // Whoever has said little is asked for all at once, whoever has said much for one stretch after the other.
  for (const extent of [
    { docs: docs.length, since: -2, last },
    { docs: countedDocs, since: last - 4_000, last },
    { docs: countedDocs, since: last, last },
  ]) {
    const rows = async (person: number, term: string) => {
      const [found = []] = await recallIndex.holders(db, person, [term], extent)
      return found.sort((a, b) => a - b)
    }
    expect(await rows(7, 'sea')).toEqual([-2, -1, ...turns.slice(3)])
    expect(await rows(7, 'memory')).toEqual([-2, -1])
    expect(await rows(7, 'only1')).toEqual([1])
    expect(await rows(7, 'onl')).toEqual([])
    expect(await rows(9, 'sea')).toEqual([])
    expect(await recallIndex.holders(db, 7, ['only1', 'none', 'turn', 'only-2'], extent)).toEqual([
      [1],
      [],
      expect.arrayContaining(turns.slice(3)),
      [-2],
    ])
    expect(await recallIndex.holders(db, 7, [], extent)).toEqual([])
  }
  const memories = async (term: string) => {
    const found = await recallIndex.memoriesWith(7, term).execute(db)
    return found.rows.map(({ row }) => row).sort((a, b) => a - b)
  }
  expect(await memories('sea')).toEqual([-2, -1])
  expect(await memories('turn')).toEqual([])
  await recallIndex.remove(db, [-1, last])
  const [left = []] = await recallIndex.holders(db, 7, ['sea'], { docs: docs.length - 2, since: -2, last })
  expect(left.sort((a, b) => a - b)).toEqual([-2, ...turns.slice(2, -1)])
  expect(await memories('sea')).toEqual([-2])
})
