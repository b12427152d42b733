import { randomUUIDv7 } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import type { Store } from '../../src/ports/store.ts'
import { recallTerms } from '../../src/std/recall-terms.ts'
import { ann, now, type OpenStore } from './store-under-test.ts'

/** A conversation in which these are said, one after the other. */
async function bring({ imports }: Store, texts: readonly string[]): Promise<void> {
  const id = randomUUIDv7()
  const owner = 'node-1'
  await imports.begin(ann, { id, title: null, persona: 'luma', metadata: {}, createdAt: now, now, owner })
  const messages = texts.map((content, i) => {
    const common = { id: randomUUIDv7(), seq: i + 1, parentId: null, name: null, createdAt: now }
    return { ...common, role: 'user' as const, content }
  })
  await imports.append(ann, id, messages)
  await imports.finish(ann, id, texts.length + 1)
}

export function commonWordsContract(open: OpenStore): void {
  describe('a word that everything holds', () => {
    const texts = Array.from({ length: 400 }, (_, i) => (i === 200 ? 'The boat is a yacht' : `A boat in harbour${i}`))

    test.for([
      ['of much that was said it finds nothing by itself', texts, 'boat', undefined],
      ['of much that was said it does not keep what others find from being found', texts, 'boat yacht', texts[200]],
    ] as const)('%s', async ([, said, question, first]) => {
      await using store = await open()
      await bring(store, said)
      const words = recallTerms(question).map((term) => ({ term, weight: 1 }))
      expect((await store.recall.rank('ann', words, 9))[0]?.text).toBe(first)
    })

    test('a word in every second thing that was said still finds some of them', async () => {
      await using store = await open()
      await bring(
        store,
        texts.map((text, i) => (i % 2 === 0 ? text : `harbour${i}`)),
      )
      expect(await store.recall.rank('ann', [{ term: 'boat', weight: 1 }], 9)).toHaveLength(9)
    })

    test('does not hide anything of whoever has said thousands of things', async () => {
      await using store = await open()
      await bring(
        store,
        Array.from({ length: 2_100 }, (_, i) => (i === 20 ? 'The boat is a yacht' : `A boat in harbour${i}`)),
      )
      const traits = { slot: null, topic: null, polarity: 0 } as const
      await store.memories.create('ann', { text: 'Has a yacht', importance: 0.5, ...traits }, now)
      const words = recallTerms('boat yacht').map((term) => ({ term, weight: 1 }))
      const found = await store.recall.rank('ann', words, 4, 12)
      expect(found.map(({ kind, text, words: held }) => [kind, text, held])).toEqual([
        ['fact', 'Has a yacht', ['yacht']],
        ['turn', 'The boat is ', ['yacht']],
        ['turn', 'A boat in ha', []],
        ['turn', 'A boat in ha', []],
      ])
      expect(await store.recall.rank('bob', words, 4)).toEqual([])
    })

    test('of little that was said it still finds all', async () => {
      await using store = await open()
      await bring(store, texts.slice(0, 9))
      expect(await store.recall.rank('ann', [{ term: 'boat', weight: 1 }], 20)).toHaveLength(9)
    })
  })
}
