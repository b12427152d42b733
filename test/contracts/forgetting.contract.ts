import { describe, expect, test } from 'vitest'
import type { Store } from '../../src/ports/store.ts'
import { recallTerms } from '../../src/std/recall-terms.ts'
import {
  aConversation,
  allSlices,
  ann,
  bob,
  erasure,
  finish,
  now,
  type OpenStore,
  started,
} from './store-under-test.ts'

const after = { remember: true, title: false, restMs: 0 }
const plain = { slot: null, topic: null, polarity: 0, importance: 0.5 } as const

/** A conversation about something, with what was learned from it, vectors, and a summary. */
async function lively(store: Store, text: string, scope = ann): Promise<string> {
  const { userId } = scope
  const id = await aConversation(store, scope)
  const job = await started(store, id, { content: `I like ${text}` }, scope)
  await finish(store, job, `So you like ${text}`, { after })
  const claim = await store.chores.claim(now, 60_000, 9)
  const source = { messageId: job.run.userMessageId, conversationId: id, quote: `I like ${text}`, explicit: false }
  const learned = await store.memories.learn(
    userId,
    [{ ...plain, ...source, text: `Likes ${text}`, hash: text }],
    () => ({ kind: 'add' }),
    claim?.claim ?? '',
    now,
  )
  if (!learned) throw new Error('Nothing was learned')
  await store.chores.done(claim?.claim ?? '')
  const rows = await store.recall.unembedded(userId, 'small', 9)
  const vectors = rows.map((one) => ({ ...one, vector: Uint8Array.of(1, 2) }))
  await store.recall.embed(userId, 'small', vectors)
  await store.summaries.add(userId, id, { version: 1, messageId: job.answer.id, text }, now)
  return id
}

const found = async ({ recall }: Store, text: string, userId = 'ann'): Promise<number> => {
  const words = recallTerms(text).map((term) => ({ term, weight: 1 }))
  return (await recall.rank(userId, words, 99)).filter((one) => one.words.length > 0).length
}

const known = async ({ memories }: Store, userId = 'ann'): Promise<string[]> =>
  (await memories.list(userId, { limit: 99 })).items.map(({ text }) => text).sort()

const vectorsOf = async ({ recall }: Store, userId = 'ann'): Promise<number> =>
  (await recall.vectors(userId, 'small', 99)).rows.length

export function forgettingContract(open: OpenStore): void {
  describe('MEMORY: forgetting', () => {
    test('a conversation takes along what is found and was learned only there, and nothing of the others', async () => {
      await using store = await open()
      const gone = await lively(store, 'peppermint')
      await lively(store, 'camomile')
      expect([await found(store, 'peppermint'), await vectorsOf(store)]).toEqual([3, 6])
      await store.conversations.hide(ann, gone)
      await allSlices(() => store.upkeep.purge({ conversationId: gone }))
      expect(await found(store, 'peppermint')).toBe(0)
      expect(await found(store, 'camomile')).toBe(3)
      expect(await known(store)).toEqual(['Likes camomile'])
      expect(await vectorsOf(store)).toBe(3)
    })

    test('nothing is learned from a conversation that has begun to go', async () => {
      await using store = await open()
      const id = await aConversation(store)
      await finish(store, await started(store, id, { content: 'I like peppermint' }), 'So', { after })
      const claim = await store.chores.claim(now, 60_000, 9)
      await store.conversations.hide(ann, id)
      await store.upkeep.purge({ conversationId: id })
      const lesson = {
        ...plain,
        messageId: 'm',
        conversationId: id,
        quote: 'x',
        hash: 'x',
        explicit: true,
        text: 'Late',
      }
      const learned = await store.memories.learn('ann', [lesson], () => ({ kind: 'add' }), claim?.claim ?? '', now)
      expect(learned).toBe(false)
      await allSlices(() => store.upkeep.purge())
      expect(await known(store)).toEqual([])
    })

    test('a person who erases everything is remembered by nothing, and is somebody new afterwards', async () => {
      await using store = await open()
      const { memories, people, upkeep } = store
      for (const tea of ['peppermint', 'camomile', 'fennel']) await lively(store, tea)
      await lively(store, 'peppermint', bob)
      for (let i = 0; i < 120; i++) await memories.create('ann', { ...plain, text: `Knows ${i} teas` }, now)
      const hated = await memories.create('ann', { ...plain, text: 'Hates rooibos' }, now)
      if (hated !== 'full') await memories.remove('ann', hated.id, () => 'rooibos')
      expect(await people.hide('ann', erasure('ann'))).toMatchObject({ conversations: 3, memories: 123 })
      expect(await allSlices(() => upkeep.purge({ userId: 'ann' }))).toBeGreaterThan(5)
      for (const section of ['memories', 'summaries', 'messages'] as const) {
        expect((await people.export('ann', section, undefined)).items).toEqual([])
      }
      expect(await known(store)).toEqual([])
      expect(await found(store, 'peppermint camomile teas')).toBe(0)
      expect(await vectorsOf(store)).toBe(0)
      expect([await known(store, 'bob'), await found(store, 'peppermint', 'bob')]).toEqual([['Likes peppermint'], 3])

      await lively(store, 'peppermint')
      const id = await aConversation(store)
      await finish(store, await started(store, id, { content: 'Rooibos?' }), 'So', { after })
      const claim = await store.chores.claim(now, 60_000, 9)
      const lesson = { ...plain, messageId: 'm', conversationId: id, quote: 'x', hash: 'rooibos', explicit: false }
      const lessons = [{ ...lesson, text: 'Hates rooibos' }]
      await memories.learn('ann', lessons, () => ({ kind: 'add' }), claim?.claim ?? '', now)
      expect(await known(store)).toEqual(['Hates rooibos', 'Likes peppermint'])
      expect(await found(store, 'peppermint')).toBe(3)
    })

    test('an erasure that is cut short is gone on with by whoever tidies up', async () => {
      await using store = await open()
      for (let i = 0; i < 120; i++) await store.memories.create('ann', { ...plain, text: `Knows ${i} teas` }, now)
      await store.people.hide('ann', erasure('ann'))
      expect(await store.upkeep.purge({ userId: 'ann' })).toBe(true)
      expect((await known(store)).length).toBeGreaterThan(0)
      await allSlices(() => store.upkeep.purge())
      expect(await known(store)).toEqual([])
      expect(await found(store, 'teas')).toBe(0)
    })
  })
}
