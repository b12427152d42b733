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

    test('of little that was said it still finds all', async () => {
      await using store = await open()
      await bring(store, texts.slice(0, 9))
      expect(await store.recall.rank('ann', [{ term: 'boat', weight: 1 }], 20)).toHaveLength(9)
    })
  })
}
