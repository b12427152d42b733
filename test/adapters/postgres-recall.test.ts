import { readFileSync } from 'node:fs'
import { Kysely, type LogEvent, PostgresDialect, sql } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import { createPool } from '../../src/adapters/postgres/pool.ts'
import { recallIndex } from '../../src/adapters/postgres/recall-index.ts'
import { countedDocs, turnsAWord } from '../../src/adapters/sql/recall-score.ts'
import type { Schema } from '../../src/adapters/sql/schema.ts'
import { aLesson, aSource, learn, list } from '../contracts/memories-under-test.ts'
import { aConversation, allSlices, ann, now, remembered } from '../contracts/store-under-test.ts'
import { ask, onePostgres, openAt } from './open-postgres.ts'
import { holding } from './two-nodes.ts'

const postgres = onePostgres()

/** A database as the migrations leave it. */
async function openDatabase(log?: (event: LogEvent) => void): Promise<Kysely<Schema>> {
  const url = await postgres().newDatabase()
  const made = await openAt(url)
  await made[Symbol.asyncDispose]()
  const pool = createPool({ url, size: 1, serverStatementMs: 0, onTrouble: console.error })
  const db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }), ...(log && { log }) })
  onTestFinished(() => db.destroy())
  return db
}

test('of a word every memory is read, and the newest turns, however far back they are', async () => {
  const db = await openDatabase()
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

test('what everything holds is read only where the newest turns are, whenever these were stored', async () => {
  const asked: string[] = []
  const db = await openDatabase(({ query }) => asked.push(String(query.parameters)))
  // The newest 309 are in a stretch of their own.
  await sql`insert into recall_docs select i, 7, 'c', i, 1, 0 from generate_series(1, 8500) as i`.execute(db)
  await sql`insert into recall_terms select i, '7_sea'::tsvector from generate_series(1, 8500) as i`.execute(db)
  await sql`insert into recall_docs values (-1, 7, null, null, 1, 0)`.execute(db)
  await sql`insert into recall_terms values (-1, '7_sea')`.execute(db)
  const migration = new URL('../../migrations/postgres/0004_stretches.sql', import.meta.url)
  await sql.raw(readFileSync(migration, 'utf8')).execute(db)
  asked.length = 0
  const found = await recallIndex.holders(db, 7, ['sea'], { docs: countedDocs, since: 6_501, last: 8_500 })
  const newest = Array.from({ length: turnsAWord }, (_, i) => 8_001 + i)
  expect(found.flat().sort((a, b) => a - b)).toEqual([-1, ...newest])
  expect(asked).toEqual([expect.stringContaining('_12_2')])
  // As they are written from now on.
  await sql`create table earlier as select * from recall_terms where "row" = 8500`.execute(db)
  await recallIndex.remove(db, [8_500])
  await recallIndex.add(db, 7, [{ row: 8_500, terms: ['sea'] }])
  const same = await sql`select from recall_terms join earlier using ("row", terms)`.execute(db)
  expect(same.rows).toHaveLength(1)
})

test('of more words than a vector takes those are kept that are said most', async () => {
  const db = await openDatabase()
  // As nobody had a number before a billion others.
  const person = 36 ** 6
  const terms = Array.from({ length: 120_000 }, (_, i) => `word${i}`)
  await recallIndex.add(db, person, [{ row: 1, terms: [...terms, 'mint', 'mint'] }])
  const rows = async (term: string) =>
    (await recallIndex.holders(db, person, [term], { docs: 1, since: 1, last: 1 }))[0]?.length
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
    found.map((one) => ({ ...one, vector: new Uint8Array([now % 256]) })),
  )
  const waiting = "select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()"
  while ((await ask(url, waiting)).length === 0 && (await ask(url, 'select from recall_vectors')).length === 0);
  await purge.release()
  await embedded
  expect(found).toHaveLength(2)
  expect(await ask(url, 'select "row" from recall_vectors')).toEqual([])
})

test('a vector that is being stored while its memory changes or goes is not left behind', async () => {
  const url = await postgres().newDatabase()
  await using store = await openAt(url)
  const waiting = "select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()"
  const change = { text: 'Has a dog', hashOf: (text: string) => text }
  for (const take of [
    (id: string) => store.memories.update('ann', id, change, now),
    (id: string) => store.memories.remove('ann', id),
  ]) {
    await learn(store, [aLesson('Has a cat')])
    const [cat] = await list(store)
    const storing = await holding(
      url,
      `select from recall_docs where "row" < 0 for key share;
       insert into recall_vectors select "row", person, 'm', 'x' from recall_docs where "row" < 0`,
    )
    const taken = take(cat?.id ?? '')
    while ((await ask(url, waiting)).length === 0);
    await storing.release()
    await taken
    expect(await ask(url, 'select "row" from recall_vectors')).toEqual([])
    await store.memories.removeSome('ann', (text) => `gone ${text}`)
  }
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
