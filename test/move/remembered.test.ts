import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openSqliteStore } from '../../src/adapters/sqlite/store.ts'
import { moveDatabase } from '../../src/move/move-database.ts'
import type { Store } from '../../src/ports/store.ts'
import { recallTerms } from '../../src/std/recall-terms.ts'
import { onePostgres, openAt } from '../adapters/open-postgres.ts'
import { aConversation, ann, bob, finish, now, started } from '../contracts/store-under-test.ts'
import { temporaryFolder } from '../harness.ts'
import { everythingInPostgres, everythingInSqlite } from './both-sides.ts'

const postgres = onePostgres()

const after = { remember: true, title: false, summarize: { room: 1_000 }, restMs: 10_000 }
const plain = { slot: null, topic: null, polarity: 0, importance: 0.5 } as const

/** Of two people: turns, memories with their history, vectors, summaries, settings, and chores that wait. */
async function fill(store: Store): Promise<void> {
  for (const scope of [ann, bob]) {
    const { userId } = scope
    const id = await aConversation(store, scope)
    for (const said of ['I live beside the harbour \0', 'Nachbarn: Zwetschgenkuchen, 東京都に住んで']) {
      await finish(store, await started(store, id, { content: said }, scope), 'By the lighthouse', { after })
    }
    const claim = await store.chores.claim(now + 1e6, 60_000, 1)
    const lesson = { ...plain, messageId: 'm', conversationId: id, quote: 'I live', hash: 'h', explicit: false }
    const lessons = [
      { ...lesson, text: 'Lives in Kiel' },
      { ...lesson, text: 'Lives by the harbour', importance: 1 },
    ]
    await store.memories.learn(
      claim?.userId ?? '',
      lessons,
      (_lesson, [known]) => (known ? { kind: 'supersede', id: known.id } : { kind: 'add' }),
      claim?.claim ?? '',
      now,
    )
    const gone = await store.memories.create(userId, { ...plain, text: 'Likes rain' }, now)
    if (gone !== 'full') await store.memories.remove(userId, gone.id, (text) => text)
    await store.memories.create(userId, { ...plain, text: 'Likes plum cake' }, now)
    const rows = await store.recall.unembedded(userId, 'small', 3)
    const vectors = rows.map((one, i) => ({ ...one, vector: Uint8Array.of(0, 255, i, 92, 120) }))
    await store.recall.embed(userId, 'small', vectors)
    await store.summaries.add(userId, id, { version: 1, messageId: 'm', text: 'They said hello' }, now)
    await store.people.change(userId, { country: 'DE', memory: true })
  }
}

/** All that somebody finds by a word, and is told of; in what order is for each engine to say. */
async function whatIsRecalled({ recall, memories }: Store, userId: string): Promise<unknown[]> {
  const found: unknown[] = [(await memories.list(userId, { limit: 9 })).items]
  found.push((await memories.list(userId, { limit: 9, text: 'plum' })).items)
  for (const word of ['harbour', 'lighthouse', 'plum', 'Zwetschgenkuchen', '東京都', '2026', 'rain', 'Kiel']) {
    const words = recallTerms(word).map((term) => ({ term, weight: 1 }))
    const ranked = await recall.rank(userId, words, 9)
    found.push([word, ranked.map((one) => JSON.stringify([one.kind, one.row, one.text, one.words])).sort()])
  }
  const { rows, vectors } = await recall.vectors(userId, 'small', 9)
  const bytes = rows.map((row, i) => `${row} ${Buffer.from(vectors[i] ?? []).toString('hex')}`)
  return [...found, bytes.sort()]
}

test(
  'whoever comes back after a move is remembered as before it, and by new words too',
  { timeout: 60_000 },
  async () => {
    const folder = temporaryFolder()
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
    const path = join(folder, 'test.db')
    const before: unknown[] = []
    {
      await using store = await openSqliteStore({ path, durability: 'normal', now: Date.now })
      await fill(store)
      for (const { userId } of [ann, bob]) before.push(await whatIsRecalled(store, userId))
    }
    const everything = everythingInSqlite(path)
    const tables = [
      'people',
      'memories',
      'memory_sources',
      'memory_suppressions',
      'recall_docs',
      'recall_vectors',
      'summaries',
      'chores',
      'recall_terms',
    ]
    expect(tables.filter((name) => (everything[name]?.length ?? 0) < 2)).toEqual([])

    const url = await postgres().newDatabase()
    const { report, problem } = await moveDatabase({ path, url, say: () => {} })
    expect([problem, report.includes('DIFFERENT')]).toEqual([undefined, false])
    expect(await everythingInPostgres(url)).toEqual(everything)

    await using store = await openAt(url)
    const seen: unknown[] = []
    for (const { userId } of [ann, bob]) seen.push(await whatIsRecalled(store, userId))
    expect(seen).toEqual(before)
    // What comes next has numbers of its own.
    expect(await store.memories.create('ann', { ...plain, text: 'Plays the cello' }, now)).toMatchObject({ version: 1 })
    expect(await store.people.change('carl', { country: 'AT' })).toMatchObject({ country: 'AT' })
    await store.memories.create('carl', { ...plain, text: 'Plays the harp' }, now)
    const cello = [{ term: recallTerms('cello')[0] ?? '', weight: 1 }]
    expect((await store.recall.rank('ann', cello, 9)).map(({ text }) => text)).toEqual(['Plays the cello'])
    expect(await store.recall.rank('carl', cello, 9)).toEqual([])
  },
)
