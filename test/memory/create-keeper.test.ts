import { expect, test } from 'vitest'
import { createReadFacts } from '../../src/memory/read-facts.ts'
import { createKeeper } from '../../src/memory/create-keeper.ts'
import type { Embedder } from '../../src/ports/embedder.ts'
import type { AskHelper } from '../../src/ports/ask-helper.ts'
import type { Said } from '../../src/ports/memory.ts'
import { openSqlite } from '../adapters/open-sqlite.ts'
import { vectorOf } from '../fake-embeddings.ts'

const { signal: never } = new AbortController()
const at = Date.UTC(2026, 0, 15)

/** A keeper of a real store, and one message that Ann has written in it. */
async function open(parts: { embedder?: Embedder; ask?: AskHelper } = {}) {
  const store = await openSqlite()
  const troubles: unknown[] = []
  let time = at
  const keeper = createKeeper({
    readFacts: createReadFacts(),
    memories: store.memories,
    recall: store.recall,
    embedder: parts.embedder,
    ask: parts.ask,
    now: () => ++time,
    onTrouble: (error) => troubles.push(error),
  })
  await store.chores.add({ kind: 'learn', subject: 'r1', seq: 1, userId: 'ann', payload: {}, due: at }, at)
  const claim = (await store.chores.claim(at, 60_000, 32))?.claim ?? ''
  const texts = async () => (await keeper.list('ann', { limit: 50 })).items.map(({ text }) => text)
  return { keeper, claim, troubles, texts, [Symbol.asyncDispose]: () => store[Symbol.asyncDispose]() }
}

const said = (text: string, imported = false): Said => ({
  text,
  at,
  messageId: null,
  conversationId: null,
  imported,
})

const embedder = (embed: Embedder['embed']): Embedder => ({ model: 'a-model', embed })
const working: Embedder['embed'] = async (texts) => texts.map((text) => Float32Array.from(vectorOf(text)))

test('S1-8: the same fact stored again and again is one memory, as important as it was ever said to be', async () => {
  await using t = await open()
  const first = await t.keeper.create('ann', 'Likes 🐕 and C++', 0.5)
  await t.keeper.create('ann', 'Likes 🐈 and C++', 0.5)
  const second = await t.keeper.create('ann', 'likes 🐕 and  C++', 0.9)
  const third = await t.keeper.create('ann', 'Likes 🐕 and C++', 0.2)
  expect([second.id, third.id]).toEqual([first.id, first.id])
  expect(third).toMatchObject({ text: 'Likes 🐕 and C++', importance: 0.9, source: null })
  expect(await t.texts()).toEqual(['Likes 🐈 and C++', 'Likes 🐕 and C++'])
})

test('S1-8: what is stored twice at once, or has no word that finds it, is one memory too', async () => {
  await using t = await open()
  const all = await Promise.all(
    ['Likes tea', 'likes  tea', 'Likes tea'].map((text) => t.keeper.create('ann', text, 0.5)),
  )
  expect(new Set(all.map(({ id }) => id)).size).toBe(1)
  for (let i = 0; i < 120; i++) await t.keeper.create('ann', `Knows song ${i}`, 0.5)
  const [first, second] = [await t.keeper.create('ann', '😀', 0.5), await t.keeper.create('ann', '😀', 0.5)]
  for (let i = 120; i < 240; i++) await t.keeper.create('ann', `Knows song ${i}`, 0.5)
  expect([second.id, (await t.keeper.create('ann', '😀', 0.5)).id]).toEqual([first.id, first.id])
})

test('of many things that are said at once none is passed over, and none is kept twice', async () => {
  await using t = await open()
  const things = ['tea', 'jazz', 'chess', 'sailing', 'ginger', 'opera', 'tulips', 'rain', 'maps', 'bread', 'ferries']
  const all = [...things, ...things].map((thing) => said(`I like ${thing}.`))
  await t.keeper.observe('ann', all, t.claim, never)
  expect((await t.texts()).sort()).toEqual(things.map((thing) => `Likes ${thing}`).sort())
})

test('what was learned and is then stored by the person is theirs, and not twice there', async () => {
  await using t = await open()
  await t.keeper.observe('ann', [said('I live in Lyon.')], t.claim, never)
  const [text = ''] = await t.texts()
  expect(text).toMatch(/Lyon/)
  expect(await t.keeper.create('ann', text, 0.1)).toMatchObject({ source: null })
  expect(await t.texts()).toEqual([text])
})

test('the same fact of two people is not one of either', async () => {
  await using t = await open()
  const own = await t.keeper.create('ann', 'Lives in Lyon', 0.5)
  const other = await t.keeper.create('bob', 'Lives in Lyon', 0.5)
  expect(other.id).not.toBe(own.id)
})

test('what another has is not there, whatever is to be done with it', async () => {
  await using t = await open()
  const { id } = await t.keeper.create('ann', 'Lives in Lyon', 0.5)
  await expect(t.keeper.update('bob', id, { text: 'x' })).rejects.toMatchObject({ code: 'not_found' })
  await expect(t.keeper.remove('bob', id)).rejects.toMatchObject({ code: 'not_found' })
  await expect(t.keeper.update('ann', id, { text: 'x', version: 7 })).rejects.toMatchObject({ code: 'memory_changed' })
})

test('embeddings that fail do not have everything learned, and paid for, once more', async () => {
  let asked = 0
  const operations = [{ op: 'add', id: null, text: 'Grows tomatoes', quote: 'proud of my tomatoes', importance: 0.5 }]
  await using t = await open({
    embedder: embedder(async () => {
      throw new Error('down')
    }),
    ask: async () => {
      asked += 1
      return JSON.stringify({ operations })
    },
  })
  await t.keeper.observe('ann', [said('I am proud of my tomatoes')], t.claim, never)
  expect([asked, t.troubles.length]).toEqual([1, 1])
  expect(await t.texts()).toContain('Grows tomatoes')
})

test('nothing is paid for learning from what was imported', async () => {
  await using t = await open({
    ask: async () => {
      throw new Error('asked')
    },
  })
  await t.keeper.observe('ann', [said('I live in Lyon.', true)], t.claim, never)
  expect(await t.texts()).toHaveLength(1)
})

test('nothing is learned, asked or embedded when what was said is gone', async () => {
  const none = async (): Promise<never> => {
    throw new Error('asked')
  }
  await using t = await open({ embedder: embedder(none), ask: none })
  await t.keeper.observe('ann', [said('I live in Lyon.')], 'a claim that nobody holds', never)
  expect(await t.texts()).toEqual([])
  expect(t.troubles).toEqual([])
})

test('a memory is found by what it means, by nobody else, and no more when it is deleted', async () => {
  await using t = await open({ embedder: embedder(working) })
  const dog = await t.keeper.create('ann', 'Has a dog', 0.5)
  await t.keeper.create('ann', 'Has a hound', 0.5)
  await t.keeper.observe('ann', [], t.claim, never)
  const ask = async (userId = 'ann') => {
    const { items } = await t.keeper.recall(userId, { text: 'puppy', budgetTokens: 900, limit: 20 }, never)
    return items.map(({ text, why }) => `${text}: ${why}`).sort()
  }
  expect(await ask()).toEqual(['Has a dog: It means something like it.', 'Has a hound: It means something like it.'])
  expect(await ask('bob')).toEqual([])
  await t.keeper.remove('ann', dog.id)
  expect(await ask()).toEqual(['Has a hound: It means something like it.'])
  await t.keeper.removeAll('ann')
  expect(await ask()).toEqual([])
})

test('what was changed or deleted is not found by what it meant before', async () => {
  await using t = await open({ embedder: embedder(working) })
  const meant = async (text: string) => {
    const request = { text, budgetTokens: 900, limit: 9 }
    for (;;) {
      // A busy machine is not always in time.
      const { items, degraded } = await t.keeper.recall('ann', request, never)
      if (degraded === undefined) return items.map((item) => item.text)
    }
  }
  const hound = async () => {
    const { id } = await t.keeper.create('ann', 'Has a hound', 0.5)
    await t.keeper.observe('ann', [said('Hello')], t.claim, never)
    expect(await meant('puppy')).toEqual(['Has a hound'])
    return id
  }
  await t.keeper.update('ann', await hound(), { text: 'Pays taxes' })
  expect(await meant('puppy')).toEqual([])
  await t.keeper.remove('ann', await hound())
  // In the same row.
  await t.keeper.create('ann', 'Collects stamps', 0.5)
  expect(await meant('puppy')).toEqual([])
})
