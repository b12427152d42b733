import { Kysely, PostgresDialect } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import { createPool } from '../../src/adapters/postgres/pool.ts'
import { recallIndex } from '../../src/adapters/postgres/recall-index.ts'
import type { Schema } from '../../src/adapters/sql/schema.ts'
import { aLesson, aSource, learn, list } from '../contracts/memories-under-test.ts'
import { aConversation, allSlices, ann, now, remembered } from '../contracts/store-under-test.ts'
import { ask, onePostgres, openAt } from './open-postgres.ts'
import { holding } from './two-nodes.ts'

const postgres = onePostgres()

/** A database as the migrations leave it. */
async function openDatabase(): Promise<Kysely<Schema>> {
  const url = await postgres().newDatabase()
  const made = await openAt(url)
  await made[Symbol.asyncDispose]()
  const pool = createPool({ url, size: 1, serverStatementMs: 0, onTrouble: console.error })
  const db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) })
  onTestFinished(() => db.destroy())
  return db
}

const docs = [-2, -1, 1, 2, 3, 4].map((row) => ({ row, terms: ['sea', `only${row}`] }))

test('of a word every memory is read, and the newest turns', async () => {
  const db = await openDatabase()
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

test('of more words than a vector takes those are kept that are said most', async () => {
  const db = await openDatabase()
  // As nobody had a number before a billion others.
  const person = 36 ** 6
  const terms = Array.from({ length: 120_000 }, (_, i) => `word${i}`)
  await recallIndex.add(db, person, [{ row: 1, terms: [...terms, 'mint', 'mint'] }])
  const rows = async (term: string) =>
    (await recallIndex.holding(recallIndex.wordFor(person, term), 9).execute(db)).rows.length
  expect(await rows('mint')).toBe(1)
  expect(await rows('word0')).toBe(1)
  expect(await rows('word119999')).toBe(0)
})

test('a vector of what is being taken away waits, and is not kept', async () => {
  const url = await postgres().newDatabase()
  await using store = await openAt(url)
  await remembered(store, await aConversation(store), 'My lantern is green')
  const found = await store.recall.unembedded('ann', 'm', 9)
  const purge = await holding(url, 'delete from recall_docs')
  const embedded = store.recall.embed(
    'ann',
    'm',
    found.map(({ row }) => ({ row, vector: new Uint8Array([now % 256]) })),
  )
  const waiting = "select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()"
  while ((await ask(url, waiting)).length === 0 && (await ask(url, 'select from recall_vectors')).length === 0);
  await purge.release()
  await embedded
  expect(found).toHaveLength(2)
  expect(await ask(url, 'select "row" from recall_vectors')).toEqual([])
})

test('what is said again while the conversation goes that it was learned from is kept', async () => {
  const url = await postgres().newDatabase()
  await using store = await openAt(url)
  const source = await aSource(store)
  await learn(store, [aLesson('Has a cat', source)])
  const [cat] = await list(store)
  await store.conversations.hide(ann, source.conversationId)
  const learner = await holding(
    url,
    `select from people for no key update;
     insert into memory_sources (memory_id, message_id, quote) values ('${cat?.id}', '', 'my cat')`,
  )
  const purged = allSlices(() => store.upkeep.purge({ conversationId: source.conversationId }))
  const waiting = "select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()"
  while ((await ask(url, waiting)).length === 0);
  await learner.release()
  await purged
  expect(await list(store)).toMatchObject([{ id: cat?.id, source: { messageId: null, quote: 'my cat' } }])
})
