import { describe, expect, test } from 'vitest'
import { allPages } from './all-pages.ts'
import { aMemory, hashOf, aLesson, asNew, learn, list, textsOf, recalled, made } from './memories-under-test.ts'
import { aConversation, allSlices, erasure, now, remembered, type OpenStore } from './store-under-test.ts'

export function memoriesContract(open: OpenStore): void {
  describe('the Memories contract', () => {
    test('what a person puts down is kept as it is, and listed the latest first', async () => {
      await using store = await open()
      const first = await made(store, 'Likes the sea', { importance: 0.9 })
      expect(first).toEqual({
        id: expect.any(String),
        text: 'Likes the sea',
        importance: 0.9,
        version: 1,
        createdAt: new Date(now).toISOString(),
        updatedAt: new Date(now).toISOString(),
        source: null,
      })
      const others = [await made(store, 'Likes the sea'), await made(store, 'Has a dog'), await made(store, 'Sails')]
      expect(await store.memories.get('ann', first.id)).toEqual({ ...first, externalId: null })
      const all = await allPages((page) => store.memories.list('ann', page))
      expect(all).toEqual([...others.toReversed(), first])
    })

    test('a list of those with some words holds those with every one of them, page by page', async () => {
      await using store = await open()
      const sea = [
        await made(store, 'Swims in the sea'),
        await made(store, 'Swam in cold seas'),
        await made(store, 'The sea is where Ann swims'),
      ]
      await made(store, 'Swims in lakes')
      await made(store, 'Looks at the sea')
      await remembered(store, await aConversation(store), 'I swim in the sea')
      const found = await allPages((page) => store.memories.list('ann', { ...page, text: 'the sea, swimming' }))
      expect(found.map(({ id }) => id)).toEqual(sea.toReversed().map(({ id }) => id))
      expect(await textsOf(store, 'sea mountains')).toEqual([])
      expect(await textsOf(store, 'the')).toEqual([])
      expect(await textsOf(store, '')).toEqual([])
    })

    test('nobody finds, changes or removes what is another’s, by any way', async () => {
      await using store = await open()
      const { memories, recall } = store
      const mine = await made(store, 'Grows tulips', { importance: 1, externalId: 'x1' })
      await made(store, 'Grows roses', { importance: 1, externalId: 'x2' }, 'bob')
      const [fact] = await recall.pinned('ann', 0.9, 9)
      const row = fact?.row ?? 0
      const { text } = mine
      await recall.embed('ann', 'm', [{ row, text, vector: new Uint8Array([1]) }])
      for (const stranger of ['bob', 'eve', 'Ann', '']) {
        expect(JSON.stringify(await list(store, stranger))).not.toContain('tulips')
        expect(await list(store, stranger, 'tulips')).toEqual([])
        expect(await memories.get(stranger, mine.id)).toBeUndefined()
        expect(await memories.update(stranger, mine.id, { text: 'x', hashOf }, now)).toEqual({ kind: 'not_found' })
        expect(await memories.remove(stranger, mine.id, hashOf)).toBe(false)
        expect(await memories.byExternalId(stranger, ['x1'])).toEqual(new Map())
        expect(await recalled(store, 'tulips', stranger)).toEqual([])
        expect(JSON.stringify(await recall.pinned(stranger, 0, 9))).not.toContain('tulips')
        expect(await recall.fetch(stranger, [row])).toEqual([])
        expect(JSON.stringify(await recall.unembedded(stranger, 'n', 9))).not.toContain('tulips')
        await recall.embed(stranger, 'm', [{ row, text, vector: new Uint8Array([2]) }])
        expect(await recall.vectors(stranger, 'm', 9)).toEqual({ rows: [], vectors: [] })
        await allSlices(async () => (await memories.removeSome(stranger, hashOf)) > 0)
      }
      expect(await memories.get('ann', mine.id)).toEqual({ ...mine, externalId: 'x1' })
      expect((await recall.vectors('ann', 'm', 9)).vectors.map((vector) => [...vector])).toEqual([[1]])
      await learn(store, [aLesson('Grows roses')], (_lesson, known) => {
        expect(known.map(({ text }) => text)).toEqual(['Grows tulips'])
        return { kind: 'add' }
      })
    })

    test('two who change the same do not lose what the first has changed', async () => {
      await using store = await open()
      const { memories } = store
      const { id } = await made(store, 'Lives in Rome', { importance: 0.9 })
      const change = { text: 'Lives in Oslo', slot: 'home', version: 1, hashOf }
      expect(await memories.update('ann', id, change, now + 5)).toEqual({
        kind: 'updated',
        memory: expect.objectContaining({ text: 'Lives in Oslo', importance: 0.9, version: 2 }),
      })
      expect(await memories.update('ann', id, { ...change, text: 'Lives in Bonn' }, now)).toEqual({ kind: 'changed' })
      for (let version = 2; version < 6; version++) {
        const all = await Promise.all(
          [0.1, 0.2, 0.3, 0.4].map((importance) =>
            memories.update('ann', id, { importance, version, hashOf }, now + 6),
          ),
        )
        expect(all.map(({ kind }) => kind).sort()).toEqual(['changed', 'changed', 'changed', 'updated'])
      }
      expect(await memories.update('ann', id, { importance: 1, hashOf }, now + 7)).toMatchObject({ kind: 'updated' })
      expect(await memories.get('ann', id)).toMatchObject({
        text: 'Lives in Oslo',
        importance: 1,
        version: 7,
        updatedAt: new Date(now + 7).toISOString(),
      })
      await learn(store, [aLesson('x')], (_lesson, known) => {
        expect(known).toMatchObject([{ slot: 'home', topic: null, polarity: 0 }])
        return { kind: 'add' }
      })
    })

    test('what was changed is found by its new words alone, and what it said is not learned again', async () => {
      await using store = await open()
      const { memories, recall } = store
      const { id } = await made(store, 'Collects stamps')
      const row = (await recall.pinned('ann', 0, 9))[0]?.row ?? 0
      await recall.embed('ann', 'm', [{ row, text: 'Collects stamps', vector: new Uint8Array([1]) }])
      await memories.update('ann', id, { importance: 0.6, hashOf }, now)
      expect((await recall.vectors('ann', 'm', 9)).rows).toEqual([row])
      await memories.update('ann', id, { text: 'Collects coins', hashOf }, now)
      expect(await recalled(store, 'stamps')).toEqual([])
      expect(await textsOf(store, 'stamps')).toEqual([])
      expect(await recalled(store, 'coins')).toEqual(['Collects coins'])
      expect((await recall.vectors('ann', 'm', 9)).rows).toEqual([])
      await learn(store, [aLesson('Collects stamps'), aLesson('Collects shells')])
      expect(await textsOf(store)).toEqual(['Collects shells', 'Collects coins'])
      // Who says it themselves may have it learned again.
      await memories.update('ann', id, { text: 'Collects stamps', hashOf }, now)
      await memories.remove('ann', id)
      await learn(store, [aLesson('Collects stamps')])
      expect(await textsOf(store)).toEqual(['Collects stamps', 'Collects shells'])
    })

    test('what is removed is found by nothing any more, with all that it stood in the place of', async () => {
      await using store = await open()
      const { memories, people, recall, upkeep } = store
      await learn(store, [
        aLesson('Works in Kiel', { slot: 'work', importance: 1 }),
        aLesson('Works in Riga', { slot: 'work', importance: 1 }),
        aLesson('Works in Nice', { slot: 'work', importance: 1 }),
      ])
      const [current] = await list(store)
      const row = (await recall.pinned('ann', 0, 9))[0]?.row ?? 0
      await recall.embed('ann', 'm', [{ row, text: 'Works in Nice', vector: new Uint8Array([1]) }])
      const kept = await made(store, 'Works out')
      while (await upkeep.owesScrub()) await upkeep.scrub()
      expect(await memories.remove('ann', current?.id ?? '', hashOf)).toBe(true)
      expect(await upkeep.owesScrub()).toBe(true)
      expect(await memories.remove('ann', current?.id ?? '', hashOf)).toBe(false)
      expect(await memories.get('ann', current?.id ?? '')).toBeUndefined()
      expect(await list(store)).toEqual([kept])
      expect(await textsOf(store, 'works')).toEqual(['Works out'])
      expect(await recalled(store, 'works kiel riga nice')).toEqual(['Works out'])
      expect((await recall.pinned('ann', 0, 9)).map(({ memoryId }) => memoryId)).toEqual([kept.id])
      expect(await recall.fetch('ann', [row])).toEqual([])
      expect((await recall.vectors('ann', 'm', 9)).rows).toEqual([])
      const { items } = await people.export('ann', 'memories', undefined)
      expect(JSON.stringify(items)).not.toMatch(/Kiel|Riga|Nice/)

      const again = ['Works in Kiel', 'Works in Riga', 'Works in Nice']
      await learn(
        store,
        again.map((text) => aLesson(text)),
      )
      expect(await textsOf(store)).toEqual(['Works out'])
    })

    test('what was removed is learned again once the person asks for it, and then like anything else', async () => {
      await using store = await open()
      const remove = async () => store.memories.remove('ann', (await list(store))[0]?.id ?? '', hashOf)
      await made(store, 'Plays chess')
      await remove()
      await learn(store, [aLesson('Plays chess')])
      expect(await textsOf(store)).toEqual([])
      await learn(store, [aLesson('Plays chess', { explicit: true })])
      expect(await textsOf(store)).toEqual(['Plays chess'])
      await store.memories.remove('ann', (await list(store))[0]?.id ?? '')
      await learn(store, [aLesson('Plays chess')])
      expect(await textsOf(store)).toEqual(['Plays chess'])
    })

    test('all are removed in slices, each counted once, and none of it is learned again', async () => {
      await using store = await open()
      const texts = Array.from({ length: 40 }, (_, i) => `Knows song ${i}`)
      const lessons = texts.map((text) => aLesson(text))
      await learn(store, lessons, asNew)
      await learn(store, [aLesson('Works in Kiel', { slot: 'w' }), aLesson('Works in Riga', { slot: 'w' })])
      const slices: number[] = []
      do slices.push(await store.memories.removeSome('ann', hashOf))
      while (slices.at(-1) !== 0)
      expect(slices.reduce((sum, n) => sum + n, 0)).toBe(41)
      expect(slices.length).toBeGreaterThan(2)
      expect(await recalled(store, 'song work riga')).toEqual([])
      await learn(store, [...lessons, aLesson('Works in Kiel')], asNew)
      expect(await textsOf(store)).toEqual([])
    })

    test('what another service calls it leads to it while it is current, and to the latest of that name', async () => {
      await using store = await open()
      const { memories } = store
      await made(store, 'Has a cat', { externalId: 'x1' })
      const dog = await made(store, 'Has a dog', { externalId: 'x2' })
      await made(store, 'Has a bird', { externalId: 'x2' }, 'bob')
      const found = await memories.byExternalId('ann', ['x1', 'x2', 'x3'])
      expect(Object.fromEntries([...found].map(([name, { text }]) => [name, text]))).toEqual({
        x1: 'Has a cat',
        x2: 'Has a dog',
      })
      const fish = await made(store, 'Has a fish', { externalId: 'x2' })
      expect(await memories.byExternalId('ann', ['x2'])).toEqual(new Map([['x2', fish]]))
      expect(await memories.get('ann', dog.id)).toMatchObject({ externalId: null })
      expect(await memories.byExternalId('ann', [])).toEqual(new Map())
    })

    test.each([
      ['U+0000', 'a\0b mint \0'],
      ['the last code point of all', 'mint \u{10FFFF}0 \0\u{10FFFF}1'],
      ['quotes, escapes and what is no word', `mint ' " \\ \\0 $1 :* & | ! <-> {} () \r\n\t\u{1F375}`],
      ['letters of many scripts', 'mint ÉCOLE straße Жук שָׁלוֹם हिन्दी ไทย 高兴 ﷺ 𝔘𝔫𝔦 ０１'],
    ])('keeps %s to the character, and finds what stands beside it', async (_name, text) => {
      await using store = await open()
      const { memories } = store
      await made(store, 'Something else')
      await learn(store, [aLesson(text, { slot: text, topic: text, quote: text, hash: text })])
      const [memory] = await list(store)
      expect(memory).toMatchObject({ text, source: { quote: text } })
      expect(await textsOf(store, text)).toEqual([text])
      expect(await textsOf(store, 'mint')).toEqual([text])
      expect(await recalled(store, text)).toEqual([text])
      const changed = `new ${text}`
      await memories.update('ann', memory?.id ?? '', { text: changed, slot: changed, hashOf: (said) => said }, now)
      expect(await textsOf(store, 'new mint')).toEqual([changed])
      await learn(store, [aLesson('Something more')], (_lesson, known) => {
        expect(known).toContainEqual(expect.objectContaining({ text: changed, slot: changed, topic: text }))
        return { kind: 'add' }
      })
      await memories.remove('ann', memory?.id ?? '', (said) => said)
      await learn(store, [aLesson(text, { hash: text }), aLesson(changed, { hash: changed })])
      expect(await textsOf(store)).toEqual(['Something more', 'Something else'])
    })

    test('nothing is left of whoever is erased', async () => {
      await using store = await open()
      await learn(store, [aLesson('Lives in Rome', { slot: 'h' }), aLesson('Lives in Oslo', { slot: 'h' })])
      const [oslo] = await list(store)
      await made(store, 'Has a cat')
      await store.memories.remove('ann', oslo?.id ?? '', hashOf)
      await store.people.hide('ann', erasure('ann'))
      await allSlices(() => store.upkeep.purge({ userId: 'ann' }))
      expect(await textsOf(store)).toEqual([])
      expect(await recalled(store, 'cat rome oslo')).toEqual([])
      await learn(store, [aLesson('Lives in Oslo')])
      expect(await textsOf(store)).toEqual(['Lives in Oslo'])
    })
  })
}

/** For one engine: what counts them is the same in all, and to fill the room takes thousands of writes. */
export function memoryRoomContract(open: OpenStore): void {
  describe('the Memories contract: the room', () => {
    test('there is room for so many of one person, and what is full takes only what adds none', async () => {
      await using store = await open()
      const slotted = aLesson('Lives in Rome', { slot: 'home' })
      const lessons = Array.from({ length: 2_005 }, (_, i) => aLesson(`Fact ${i}`))
      await learn(store, [slotted, ...lessons], asNew)
      expect(await list(store)).toHaveLength(2_000)
      expect(await store.memories.create('ann', aMemory('One more'), now)).toBe('full')
      await learn(store, [aLesson('Lives in Oslo', { slot: 'home' }), aLesson('One more')])
      expect(await list(store)).toHaveLength(2_000)
      expect(await textsOf(store, 'lives')).toEqual(['Lives in Oslo'])
      expect(await textsOf(store, 'more')).toEqual([])
      await made(store, 'Another person has room', {}, 'bob')
    })
  })
}
