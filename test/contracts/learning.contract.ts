import { describe, expect, test } from 'vitest'
import { recallTerms } from '../../src/std/recall-terms.ts'
import {
  hashOf,
  aLesson,
  asNew,
  judged,
  aClaim,
  learn,
  list,
  textsOf,
  recalled,
  made,
  aSource,
  type Judge,
} from './memories-under-test.ts'
import { allSlices, now, type OpenStore } from './store-under-test.ts'

export function learningContract(open: OpenStore): void {
  describe('the Memories contract: what is learned', () => {
    test('each lesson is judged by all that is known, with what was learned just before it', async () => {
      await using store = await open()
      await made(store, 'Has a cat')
      const known: string[][] = []
      await learn(
        store,
        [aLesson('Likes tea', { topic: 'tea', polarity: 1 }), aLesson('Likes jam')],
        (_lesson, all) => {
          known.push(all.map(({ text }) => text))
          return { kind: 'add' }
        },
      )
      expect(known).toEqual([['Has a cat'], ['Has a cat', 'Likes tea']])
      await learn(store, [aLesson('x')], (_lesson, all) => {
        expect(all[1]).toMatchObject({ text: 'Likes tea', slot: null, topic: 'tea', polarity: 1 })
        return { kind: 'add' }
      })
    })

    test('what is said again has the newest of its sources, and no second memory', async () => {
      await using store = await open()
      const first = await aSource(store)
      const second = await aSource(store)
      await learn(store, [aLesson('Has a cat', { ...first, quote: 'my cat' })])
      await learn(store, [aLesson('Has a cat', { ...second, quote: 'the cat' })], judged, now + 9)
      await learn(store, [aLesson('Has a cat', { ...second, quote: 'the cat' })], judged, now + 9)
      const all = await list(store)
      expect(all).toMatchObject([
        {
          text: 'Has a cat',
          version: 1,
          createdAt: new Date(now).toISOString(),
          updatedAt: new Date(now + 9).toISOString(),
          source: { messageId: second.messageId, quote: 'the cat' },
        },
      ])
      const facts = await store.recall.pinned('ann', 0, 9)
      expect(facts).toMatchObject([{ memoryId: all[0]?.id, messageId: second.messageId }])
    })

    test('of what is stored nowhere there is a quote, and no message', async () => {
      await using store = await open()
      await learn(store, [aLesson('Has a cat', { quote: 'my cat' })])
      expect(await list(store)).toMatchObject([{ source: { messageId: null, quote: 'my cat' } }])
      expect(await store.recall.pinned('ann', 0, 9)).toMatchObject([{ messageId: null }])
    })

    test('two wordings of one thing become one, found by the words of both', async () => {
      await using store = await open()
      const { recall } = store
      await learn(store, [aLesson('Has a cat')])
      const row = (await recall.pinned('ann', 0, 9))[0]?.row ?? 0
      await recall.embed('ann', 'm', [{ row, text: 'Has a cat', vector: new Uint8Array([1]) }])
      const merge: Judge = (_lesson, known) => ({ kind: 'merge', id: known[0]?.id ?? '', text: 'Has a black cat' })
      await learn(store, [aLesson('A black cat is hers', await aSource(store))], merge, now + 9)
      expect(await list(store)).toMatchObject([{ text: 'Has a black cat', version: 2, source: { quote: /hers/ } }])
      expect(await recalled(store, 'black')).toEqual(['Has a black cat'])
      expect((await recall.vectors('ann', 'm', 9)).rows).toEqual([])
    })

    test('what a person has put down keeps its words, and goes with none that say the same', async () => {
      await using store = await open()
      const source = await aSource(store)
      const other = await aSource(store)
      const { id } = await made(store, 'Has a cat')
      await learn(store, [aLesson('Has a cat', source)])
      const merge: Judge = (_lesson, known) => ({ kind: 'merge', id: known[0]?.id ?? '', text: 'Has a black cat' })
      await learn(store, [aLesson('Has a black cat', source)], merge)
      await learn(store, [aLesson('Has a dog', other)])
      const [dog] = await list(store)
      await store.memories.update('ann', dog?.id ?? '', { importance: 1, hashOf }, now)
      await source.forget()
      await other.forget()
      expect(await list(store)).toMatchObject([
        { text: 'Has a dog', source: null },
        { id, text: 'Has a cat', source: null },
      ])
    })

    test('a new value stands in the place of the old, which nothing finds any more', async () => {
      await using store = await open()
      await learn(store, [aLesson('Lives in Rome', { slot: 'home', importance: 1 })])
      const [old] = await list(store)
      await learn(store, [aLesson('Lives in Oslo', { slot: 'home', importance: 1 })], judged, now + 9)
      expect(await textsOf(store)).toEqual(['Lives in Oslo'])
      expect(await textsOf(store, 'rome')).toEqual([])
      expect(await recalled(store, 'rome lives')).toEqual(['Lives in Oslo'])
      // Nor does it take another's place among the best.
      const words = recallTerms('rome lives').map((term) => ({ term, weight: 1 }))
      expect((await store.recall.rank('ann', words, 1)).map(({ text }) => text)).toEqual(['Lives in Oslo'])
      expect((await store.recall.pinned('ann', 0.9, 9)).map(({ text }) => text)).toEqual(['Lives in Oslo'])
      expect(await store.memories.get('ann', old?.id ?? '')).toBeUndefined()
      expect(await store.memories.update('ann', old?.id ?? '', { text: 'x', hashOf }, now)).toEqual({
        kind: 'not_found',
      })
      expect(await store.memories.remove('ann', old?.id ?? '', hashOf)).toBe(false)
    })

    test('what was learned from a conversation alone goes with it, and what was said elsewhere too stays', async () => {
      await using store = await open()
      const one = await aSource(store)
      const two = await aSource(store)
      await learn(store, [aLesson('Has a cat', one), aLesson('Has a dog', one), aLesson('Likes tea', two)])
      await learn(store, [aLesson('Has a dog', two)])
      await one.forget()
      expect(await textsOf(store)).toEqual(['Likes tea', 'Has a dog'])
      expect(await recalled(store, 'cat')).toEqual([])
      // Nobody has said that it is wrong.
      await learn(store, [aLesson('Has a cat', two)])
      await two.forget()
      expect(await textsOf(store)).toEqual([])
      expect(await recalled(store, 'cat dog tea')).toEqual([])
    })

    test('of many that were learned from one conversation each goes', async () => {
      await using store = await open()
      const source = await aSource(store)
      const lessons = Array.from({ length: 60 }, (_, i) => aLesson(`Knows song ${i}`, source))
      await learn(store, lessons, asNew)
      await source.forget()
      expect(await textsOf(store)).toEqual([])
    })

    test('what stood in another’s place and goes leaves it to that one again', async () => {
      await using store = await open()
      const rome = await aSource(store)
      const oslo = await aSource(store)
      const bonn = await aSource(store)
      await learn(store, [aLesson('Lives in Rome', { slot: 'home', ...rome })])
      await learn(store, [aLesson('Lives in Oslo', { slot: 'home', ...oslo })])
      await learn(store, [aLesson('Lives in Bonn', { slot: 'home', ...bonn })])
      await oslo.forget()
      expect(await textsOf(store)).toEqual(['Lives in Bonn'])
      await bonn.forget()
      expect(await textsOf(store)).toEqual(['Lives in Rome'])
      expect(await recalled(store, 'rome')).toEqual(['Lives in Rome'])
      await rome.forget()
      expect(await textsOf(store)).toEqual([])
    })

    test('of several in one place that go at once the last that stays comes back', async () => {
      await using store = await open()
      const kept = await aSource(store)
      const gone = await aSource(store)
      const towns: [string, typeof kept][] = [
        ['Rome', gone],
        ['Oslo', kept],
        ['Bonn', gone],
        ['Kiel', gone],
      ]
      for (const [town, source] of towns) {
        await learn(store, [aLesson(`Lives in ${town}`, { slot: 'home', ...source })])
      }
      await gone.forget()
      expect(await textsOf(store)).toEqual(['Lives in Oslo'])
      expect(await recalled(store, 'rome oslo bonn kiel lives')).toEqual(['Lives in Oslo'])
    })

    test('nothing is learned from what is gone, or is another’s to learn from by now', async () => {
      await using store = await open()
      const { chores, memories } = store
      const lessons = [aLesson('Has a cat')]
      expect(await memories.learn('ann', lessons, asNew, 'no-claim', now)).toBe(false)
      const claim = await aClaim(store)
      expect(await memories.learn('bob', lessons, asNew, claim, now)).toBe(false)
      const next = await chores.claim(now + 60_000, 60_000, 1)
      expect(await memories.learn('ann', lessons, asNew, claim, now)).toBe(false)
      await chores.done(next?.claim ?? '')
      expect(await memories.learn('ann', lessons, asNew, next?.claim ?? '', now)).toBe(false)
      expect(await textsOf(store)).toEqual([])
    })

    test('nothing is learned of whoever does not want it', async () => {
      await using store = await open()
      const claim = await aClaim(store)
      await store.people.change('ann', { memory: false })
      expect(await store.memories.learn('ann', [aLesson('Has a cat')], asNew, claim, now)).toBe(true)
      expect(await textsOf(store)).toEqual([])
    })

    test('those who learn of one person at once leave one memory of one thing', async () => {
      await using store = await open()
      const claims: string[] = []
      for (let i = 0; i < 8; i++) claims.push(await aClaim(store))
      const lessons = [aLesson('Has a cat'), aLesson('Lives in Rome', { slot: 'home' })]
      await Promise.all(claims.map((claim) => store.memories.learn('ann', lessons, judged, claim, now)))
      expect(await textsOf(store)).toEqual(['Lives in Rome', 'Has a cat'])
    })

    test('what is removed while it is learned from leaves no half of either', async () => {
      await using store = await open()
      const { memories } = store
      for (let round = 0; round < 6; round++) {
        await learn(store, [aLesson('Has a cat', await aSource(store))])
        const [cat] = await list(store)
        const claim = await aClaim(store)
        const source = await aSource(store)
        const [learned] = await Promise.all([
          memories.learn('ann', [aLesson('Has a cat', source)], judged, claim, now),
          memories.remove('ann', cat?.id ?? ''),
          store.upkeep.purge(),
        ])
        expect(learned).toBe(true)
        expect(await recalled(store, 'cat')).toEqual(await textsOf(store))
        await allSlices(async () => (await memories.removeSome('ann', (text) => `gone ${text}`)) > 0)
      }
    })
  })
}
