import { describe, expect, test } from 'vitest'
import type { Store } from '../../src/ports/store.ts'
import type { Unembedded } from '../../src/ports/recall.ts'
import { aLesson, aSource, hashOf, learn, list, made } from './memories-under-test.ts'
import { aConversation, allSlices, ann, now, type OpenStore, remembered } from './store-under-test.ts'

const vector = new Uint8Array([1, 2])

const withoutVector = ({ recall }: Store): Promise<Unembedded[]> => recall.unembedded('ann', 'm', 9)

/** Of which of these texts a vector is kept. */
async function embed(store: Store, found: readonly Unembedded[]): Promise<string[]> {
  const { recall } = store
  const stored = await recall.embed(
    'ann',
    'm',
    found.map((one) => ({ ...one, vector })),
  )
  const { rows } = await recall.vectors('ann', 'm', 9)
  expect(rows).toEqual(expect.arrayContaining(stored.map(({ row }) => row)))
  return stored.map(({ text }) => text)
}

export function vectorsContract(open: OpenStore): void {
  describe('MEMORY: a vector is of the text that it was made of', () => {
    test.each<[string, (store: Store, id: string) => Promise<unknown>]>([
      ['a person has changed', ({ memories }, id) => memories.update('ann', id, { text: 'Has a fish', hashOf }, now)],
      [
        'more was learned of',
        (store, id) =>
          learn(store, [aLesson('Has a fish', { messageId: 'x' })], () => ({ kind: 'merge', id, text: 'Has a fish' })),
      ],
      [
        'others have taken the place of',
        (store, id) => learn(store, [aLesson('Has a fish')], () => ({ kind: 'supersede', id })),
      ],
      [
        'was deleted, and whose row has been taken since',
        async (store, id) => {
          await store.memories.remove('ann', id, hashOf)
          await made(store, 'Has a fish')
        },
      ],
    ])('and is not kept for what %s meanwhile', async (_what, change) => {
      await using store = await open()
      await learn(store, [aLesson('Has a dog', await aSource(store)), aLesson('Has a cat', await aSource(store))])
      const found = await withoutVector(store)
      const [cat] = await list(store)
      await change(store, cat?.id ?? '')
      expect(await embed(store, found)).toEqual(['Has a dog'])
      expect((await withoutVector(store)).map(({ text }) => text)).toEqual(['Has a fish'])
      expect(await embed(store, await withoutVector(store))).toContain('Has a fish')
    })

    test('and is not kept for a turn in the row of one that has gone meanwhile', async () => {
      await using store = await open()
      await remembered(store, await aConversation(store), 'My dog', 'So')
      const gone = await aConversation(store)
      await remembered(store, gone, 'My cat', 'Oh')
      const found = await withoutVector(store)
      await store.conversations.hide(ann, gone)
      await allSlices(() => store.upkeep.purge({ conversationId: gone }))
      await remembered(store, await aConversation(store), 'My fish', 'Well')
      expect((await embed(store, found)).sort()).toEqual(['My dog', 'So'])
      expect((await withoutVector(store)).map(({ text }) => text)).toEqual(['Well', 'My fish'])
    })

    test('and is not kept for what is hidden, or not to be remembered any more', async () => {
      await using store = await open()
      const [hidden, quiet] = [await aConversation(store), await aConversation(store)]
      for (const id of [hidden, quiet]) await remembered(store, id, 'My dog')
      const found = await withoutVector(store)
      await store.conversations.hide(ann, hidden)
      await store.conversations.update(ann, quiet, { metadata: { memory: false } }, now)
      expect(found).toHaveLength(4)
      expect(await embed(store, found)).toEqual([])
    })

    test.each([
      ['U+0000', 'a dog \0 and a cat'],
      ['half a character', 'a dog \ud83d and a cat'],
      ['letters that go the other way', 'a dog \u202e כלב قطة'],
      ['a very long text', `a dog ${'🐕'.repeat(15_000)}`],
    ])('and is kept for one with %s', async (_what, text) => {
      await using store = await open()
      await remembered(store, await aConversation(store), text)
      await learn(store, [aLesson(text.slice(0, 900))])
      const found = await withoutVector(store)
      expect(found).toHaveLength(3)
      expect(await embed(store, found)).toHaveLength(3)
      expect(await withoutVector(store)).toEqual([])
    })
  })
}
