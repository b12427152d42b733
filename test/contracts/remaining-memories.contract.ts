import { describe, expect, test } from 'vitest'
import type { Store } from '../../src/ports/store.ts'
import { recallTerms } from '../../src/std/recall-terms.ts'
import type { KnownMemory, Verdict } from '../../src/ports/memories.ts'
import {
  aLesson,
  aSource,
  asNew,
  hashOf,
  judged,
  type Judge,
  learn,
  list,
  made,
  recalled,
  textsOf,
} from './memories-under-test.ts'
import { now, type OpenStore } from './store-under-test.ts'

/** What a lesson does to the first of all that is known. */
const intoFirst =
  (verdict: { text?: string; both?: true } = {}): Judge =>
  ({ text }, [known]) => ({ kind: 'merge', id: known?.id ?? '', text, ...verdict })

/** All that is kept of her memories, the history too. */
const everything = async ({ people }: Store): Promise<string> =>
  JSON.stringify((await people.export('ann', 'memories', undefined)).items)

async function knownOf(store: Store): Promise<readonly KnownMemory[]> {
  let all: readonly KnownMemory[] = []
  const look = (_lesson: unknown, known: readonly KnownMemory[]): Verdict => {
    all = known
    return { kind: 'touch', id: known[0]?.id ?? '' }
  }
  await learn(store, [aLesson('x')], look)
  return all
}

/** The same for the same seed: mulberry32. */
function randomNumbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

export function remainingMemoriesContract(open: OpenStore): void {
  describe('MEMORY: what is left of a memory when some of what it was learned from goes', () => {
    test('is what was said elsewhere, and none of the words that were said in what is gone', async () => {
      await using store = await open()
      const { recall } = store
      const one = await aSource(store)
      const two = await aSource(store)
      await learn(store, [aLesson('Has a dog', { ...one, topic: 'pet:dog', quote: 'my dog' })])
      const rex = { ...two, topic: 'pet:dog rex', quote: 'Rex, the dog' }
      await learn(store, [aLesson('Has a dog called Rex', rex)], intoFirst())
      const [missing] = await recall.unembedded('ann', 'm', 1)
      if (missing) await recall.embed('ann', 'm', [{ ...missing, vector: new Uint8Array([1]) }])
      const [before] = await list(store)
      await two.forget()
      const [after] = await list(store)
      expect(after).toEqual({
        ...before,
        text: 'Has a dog',
        version: 3,
        source: { messageId: one.messageId, quote: 'my dog' },
      })
      expect(await everything(store)).not.toMatch(/rex/i)
      expect(await recalled(store, 'rex')).toEqual([])
      expect(await recalled(store, 'dog')).toEqual(['Has a dog'])
      expect((await recall.vectors('ann', 'm', 9)).rows).toEqual([])
      const stale = { text: 'Has a cat', version: before?.version ?? 0, hashOf }
      expect(await store.memories.update('ann', before?.id ?? '', stale, now)).toEqual({ kind: 'changed' })
      await one.forget()
      expect(await everything(store)).toBe('[]')
    })

    test('is what was said later, where the first to say it goes, and means that from then on', async () => {
      await using store = await open()
      const one = await aSource(store)
      const two = await aSource(store)
      await learn(store, [aLesson('Has a dog called Rex', { ...one, topic: 'pet:dog rex', polarity: 1 })])
      const dog = aLesson('Has a dog', { ...two, slot: 'dog', topic: 'pet:dog' })
      await learn(store, [dog], intoFirst({ text: 'Has a dog called Rex' }))
      expect(await textsOf(store)).toEqual(['Has a dog called Rex'])
      await one.forget()
      expect(await textsOf(store)).toEqual(['Has a dog'])
      expect(await knownOf(store)).toMatchObject([{ text: 'Has a dog', slot: 'dog', topic: 'pet:dog', polarity: 0 }])
    })

    test('is the same where that was said elsewhere to the letter', async () => {
      await using store = await open()
      const sources = [await aSource(store), await aSource(store), await aSource(store)]
      for (const source of sources) await learn(store, [aLesson('Has a dog', source)])
      await sources[2]?.forget()
      await sources[0]?.forget()
      expect(await list(store)).toMatchObject([{ text: 'Has a dog', version: 1 }])
    })

    test('is what the person said elsewhere, as they said it, where a helper has put both into one', async () => {
      await using store = await open()
      const one = await aSource(store)
      const two = await aSource(store)
      await learn(store, [aLesson('Has a dog called Rex', one)])
      const five = { ...two, quote: 'he was\nfive in May' }
      await learn(store, [aLesson('Has a dog called Rex of five years', five)], intoFirst({ both: true }))
      expect(await textsOf(store)).toEqual(['Has a dog called Rex of five years'])
      await one.forget()
      expect(await textsOf(store)).toEqual(['he was five in May'])
      expect(await everything(store)).not.toMatch(/rex|years/i)

      const three = await aSource(store)
      const four = await aSource(store)
      await learn(store, [aLesson('Has a cat', three)], asNew)
      const verdict: Judge = ({ text }, known) => ({ kind: 'merge', id: known.at(-1)?.id ?? '', text, both: true })
      await learn(store, [aLesson('Has a grey cat', four)], verdict)
      await four.forget()
      expect(await textsOf(store)).toEqual(['Has a cat', 'he was five in May'])
    })

    test('is what the person said there, where a helper took a name from what was said elsewhere', async () => {
      await using store = await open()
      const one = await aSource(store)
      const two = await aSource(store)
      await learn(store, [aLesson('Has a dog called Rex', one)])
      const [rex] = await list(store)
      const restsOn = [rex?.id ?? '']
      const lessons = [
        aLesson('Rex turned five', { ...two, quote: 'he turned five', restsOn }),
        aLesson('Rex likes ham', { ...one, quote: 'he likes ham', restsOn }),
      ]
      await learn(store, lessons, asNew)
      expect(await textsOf(store)).toEqual(['Rex likes ham', 'Rex turned five', 'Has a dog called Rex'])
      await one.forget()
      expect(await list(store)).toMatchObject([
        { text: 'he turned five', source: { messageId: two.messageId, quote: 'he turned five' } },
      ])
      expect(await everything(store)).not.toMatch(/rex/i)
      await two.forget()
      expect(await everything(store)).toBe('[]')
    })

    test('is that too where the name was said elsewhere twice, and all of it where the name was said in the same place', async () => {
      await using store = await open()
      const [one, two, three] = [await aSource(store), await aSource(store), await aSource(store)]
      for (const source of [two, three]) await learn(store, [aLesson('Has a dog called Rex', source)])
      const [rex] = await list(store)
      const restsOn = [rex?.id ?? '']
      await learn(store, [aLesson('Rex turned five', { ...one, quote: 'he turned five', restsOn })], asNew)
      await two.forget()
      expect(await textsOf(store)).toEqual(['he turned five', 'Has a dog called Rex'])
      await learn(store, [aLesson('Rex is old', { ...three, quote: 'he is old', restsOn })], asNew)
      const five = await aSource(store)
      await learn(store, [aLesson('Rex is old', five)])
      await five.forget()
      expect(await textsOf(store)).toContain('Rex is old')
    })

    test('is what was known before, where a helper has added to it with a name from elsewhere', async () => {
      await using store = await open()
      const [one, two] = [await aSource(store), await aSource(store)]
      await learn(store, [aLesson('Turned five', two), aLesson('Has a dog called Rex', one)], asNew)
      const [rex, turned] = await list(store)
      const lesson = aLesson('Rex turned five', { ...(await aSource(store)), restsOn: [rex?.id ?? ''] })
      await learn(store, [lesson], ({ text }) => ({ kind: 'merge', id: turned?.id ?? '', text }))
      await one.forget()
      expect(await textsOf(store)).toEqual(['Turned five'])
    })

    test('is nothing where it goes that took a name from what stays', async () => {
      await using store = await open()
      const one = await aSource(store)
      const two = await aSource(store)
      const put = await made(store, 'Has a cat called Mimi')
      await learn(store, [aLesson('Has a dog called Rex', one)])
      const [rex] = await list(store)
      const restsOn = [rex?.id ?? '', put.id]
      await learn(store, [aLesson('Rex and Mimi are friends', { ...two, restsOn })], asNew)
      await two.forget()
      expect(await textsOf(store)).toEqual(['Has a dog called Rex', 'Has a cat called Mimi'])
      // What a person has put down goes with no conversation.
      const three = await aSource(store)
      await learn(store, [aLesson('Mimi turned five', { ...three, restsOn: [put.id] })], asNew)
      await one.forget()
      expect(await textsOf(store)).toEqual(['Mimi turned five', 'Has a cat called Mimi'])
    })

    test('is two memories where what held them together is gone, each with its own words behind it', async () => {
      await using store = await open()
      const named = await aSource(store)
      const black = await aSource(store)
      const again = await aSource(store)
      const whole = await aSource(store)
      await learn(store, [aLesson('Has a black dog called Rex', { ...whole, importance: 0.8 })])
      for (const [text, source] of [
        ['Has a dog called Rex', named],
        ['Has a black dog', black],
        ['Has a dog', again],
      ] as const) {
        await learn(store, [aLesson(text, source)], intoFirst({ text: 'Has a black dog called Rex' }))
      }
      await whole.forget()
      expect((await textsOf(store)).sort()).toEqual(['Has a black dog', 'Has a dog called Rex'])
      expect((await list(store)).map(({ importance }) => importance)).toEqual([0.8, 0.8])
      expect(await recalled(store, 'rex')).toEqual(['Has a dog called Rex'])
      expect(await recalled(store, 'black')).toEqual(['Has a black dog'])
      await named.forget()
      await black.forget()
      expect(await textsOf(store)).toEqual(['Has a dog'])
      await again.forget()
      expect(await everything(store)).toBe('[]')
    })

    test('is one memory where the others say the same thing in other words', async () => {
      await using store = await open()
      const sources = [await aSource(store), await aSource(store), await aSource(store)]
      const tea = { topic: 'like:tea', polarity: 1 } as const
      for (const [i, text] of ['Likes tea', 'Enjoys tea', 'Is fond of tea'].entries()) {
        const lesson = aLesson(text, { ...sources[i], ...tea })
        await learn(store, [lesson], i === 0 ? asNew : intoFirst())
      }
      await sources[2]?.forget()
      expect(await textsOf(store)).toHaveLength(1)
    })

    test('says what is left once it is true again, where something else stood in its place meanwhile', async () => {
      await using store = await open()
      const town = await aSource(store)
      const street = await aSource(store)
      const moved = await aSource(store)
      const home = { slot: 'home' }
      await learn(store, [aLesson('Lives in Rome', { ...town, ...home })])
      await learn(store, [aLesson('Lives in Rome, Via Appia', { ...street, ...home })], intoFirst())
      await learn(store, [aLesson('Lives in Oslo', { ...moved, ...home })])
      await street.forget()
      expect(await textsOf(store)).toEqual(['Lives in Oslo'])
      // Nor does it take another's place among the best.
      const words = recallTerms('rome appia lives').map((term) => ({ term, weight: 1 }))
      expect((await store.recall.rank('ann', words, 1)).map(({ text }) => text)).toEqual(['Lives in Oslo'])
      expect(await everything(store)).not.toContain('Appia')
      await moved.forget()
      expect(await textsOf(store)).toEqual(['Lives in Rome'])
      expect(await recalled(store, 'rome')).toEqual(['Lives in Rome'])
      expect(await knownOf(store)).toMatchObject([{ text: 'Lives in Rome', slot: 'home' }])
      expect(await everything(store)).not.toContain('Oslo')
    })

    test('is what one message has said at last, where it has said it twice', async () => {
      await using store = await open()
      const one = await aSource(store)
      const two = await aSource(store)
      await learn(store, [aLesson('Has a cat', two)])
      await learn(store, [aLesson('Has a dog', one)], asNew)
      const last = (lesson: { text: string }, known: readonly KnownMemory[]): Verdict => {
        const id = known.find(({ text }) => text.startsWith('Has a dog'))?.id ?? ''
        return { kind: 'merge', id, text: lesson.text }
      }
      await learn(store, [aLesson('Has a dog called Rex', { ...one, quote: 'my Rex' })], last)
      await learn(store, [aLesson('Has a dog called Rex, a collie', two)], last)
      await two.forget()
      expect(await list(store)).toMatchObject([{ text: 'Has a dog called Rex', source: { quote: 'my Rex' } }])
    })

    test.each([1, 2, 3])('whatever is learned, put together and forgotten, in whatever order (%i)', async (seed) => {
      await using store = await open()
      const random = randomNumbers(seed)
      const one = <Item>(all: readonly Item[]): Item | undefined => all[Math.floor(random() * all.length)]
      const sources = new Map<string, Awaited<ReturnType<typeof aSource>>>()
      const gone: string[] = []
      async function forget(word: string): Promise<void> {
        await sources.get(word)?.forget()
        sources.delete(word)
        gone.push(word)
      }
      /** All that was said is there and nothing else, and each memory is found by each of its words. */
      async function check(): Promise<void> {
        const kept = await everything(store)
        expect(gone.filter((word) => kept.includes(word))).toEqual([])
        expect([...sources.keys()].filter((word) => !kept.includes(word))).toEqual([])
        for (const text of new Set(await textsOf(store))) {
          for (const word of text.split(' ')) expect(await recalled(store, word)).toContain(text)
        }
      }
      for (let step = 0; step < 30; step++) {
        const word = `word${seed}x${step}x`
        sources.set(word, await aSource(store))
        const text = `base${one([1, 2]) ?? 0} ${word}`
        const { id = '', text: old = '' } = one(await list(store)) ?? {}
        const merge = { kind: 'merge', id } as const
        const both: Verdict = { ...merge, text: `${old} ${text}`, both: true }
        const verdicts: Verdict[] = [{ ...merge, text }, { ...merge, text: old }, { kind: 'supersede', id }, both, both]
        const verdict = id === '' ? undefined : one<Verdict>([...verdicts, { kind: 'add' }])
        const lesson = aLesson(verdict === both ? both.text : text, { ...sources.get(word), quote: word })
        await learn(store, [lesson], () => verdict ?? { kind: 'add' })
        if (step % 2 === 1) await forget(one([...sources.keys()]) ?? '')
        await check()
      }
      expect(gone).toHaveLength(15)
      for (const source of sources.values()) await source.forget()
      expect(await everything(store)).toBe('[]')
    })

    test('of a memory that a person has deleted no wording is learned again that it was made of', async () => {
      await using store = await open()
      const change = { text: 'Has a fish', hashOf }
      for (const forget of [
        async (id: string) => void (await store.memories.remove('ann', id, hashOf)),
        async (id: string) => void (await store.memories.update('ann', id, change, now)),
      ]) {
        const source = await aSource(store)
        const texts = ['Has a dog', 'Has a dog called Rex', 'Has a black dog called Rex']
        const lessons = texts.map((text) => aLesson(text, { ...source, explicit: true }))
        await learn(store, lessons.slice(0, 1), asNew)
        const [dog] = await list(store)
        const merge: Judge = ({ text }) => ({ kind: 'merge', id: dog?.id ?? '', text })
        await learn(store, [{ ...lessons[1]!, ...(await aSource(store)) }], merge)
        await learn(store, [{ ...lessons[2]!, ...(await aSource(store)) }], merge)
        await forget(dog?.id ?? '')
        const before = await textsOf(store)
        await learn(
          store,
          texts.map((text) => aLesson(text)),
          judged,
        )
        expect(await textsOf(store)).toEqual(before)
        await made(store, 'Something else')
      }
    })
  })
}
