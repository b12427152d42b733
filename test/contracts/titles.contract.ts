import { describe, expect, test } from 'vitest'
import type { Store } from '../../src/ports/store.ts'
import { aConversation, aFirstRun, ann, finish, jobIn, now, type OpenStore, started } from './store-under-test.ts'

export function titlesContract(open: OpenStore): void {
  describe('the Conversations contract: a title', () => {
    const titleOf = async ({ conversations }: Store, id: string) => (await conversations.get(ann, id))?.title

    test('of first words gives way to a better one, once, and that is no change of the conversation', async () => {
      await using store = await open()
      const id = await aConversation(store)
      await finish(store, await started(store, id, { title: 'First words' }), 'So')
      const before = await store.conversations.get(ann, id)
      expect(await store.conversations.entitle('bob', id, 'His')).toBe(false)
      expect(await store.conversations.entitle('ann', id, 'About tea')).toBe(true)
      expect(await store.conversations.get(ann, id)).toEqual({ ...before, title: 'About tea' })
      expect(await store.conversations.entitle('ann', id, 'About coffee')).toBe(false)
      await finish(store, await started(store, id, { title: 'Other words', now: now + 1 }), 'So')
      expect(await titleOf(store, id)).toBe('About tea')
    })

    test('of a conversation that begins with its first message is of its words', async () => {
      await using store = await open()
      const job = jobIn(await store.runs.start(ann, aFirstRun(null, { title: 'First words' })))
      expect(await store.conversations.entitle('ann', job.run.conversationId, 'About tea')).toBe(true)
      expect(await titleOf(store, job.run.conversationId)).toBe('About tea')
    })

    test('that a person has given stays', async () => {
      await using store = await open()
      const { conversations } = store
      await conversations.create(ann, { id: 'c1', title: 'Hers', persona: 'luma', metadata: {}, now })
      await finish(store, await started(store, 'c1', { title: 'First words' }), 'So')
      expect(await conversations.entitle('ann', 'c1', 'Better')).toBe(false)
      const id = await aConversation(store)
      await finish(store, await started(store, id, { title: 'First words' }), 'So')
      await conversations.update(ann, id, { title: 'Hers' }, now)
      expect(await conversations.entitle('ann', id, 'Better')).toBe(false)
      expect([await titleOf(store, 'c1'), await titleOf(store, id)]).toEqual(['Hers', 'Hers'])
    })

    test('of an import stays where it has come with it, and gives way where it is its first words', async () => {
      await using store = await open()
      const { conversations, imports } = store
      const anImport = { persona: 'luma', metadata: {}, createdAt: now, now, owner: 'node-1' }
      for (const [id, ofFirstWords] of [
        ['words', true],
        ['hers', false],
      ] as const) {
        await imports.begin(ann, { ...anImport, id, title: 'Words', ofFirstWords })
        await imports.finish(ann, id, 1)
      }
      expect(await conversations.entitle('ann', 'words', 'Better')).toBe(true)
      expect(await conversations.entitle('ann', 'hers', 'Better')).toBe(false)
    })

    test('that is taken away comes from the words that are said next', async () => {
      await using store = await open()
      const { conversations } = store
      await conversations.create(ann, { id: 'c1', title: 'Hers', persona: 'luma', metadata: {}, now })
      await conversations.update(ann, 'c1', { title: null }, now)
      expect(await conversations.entitle('ann', 'c1', 'Better')).toBe(false)
      await finish(store, await started(store, 'c1', { title: 'Next words' }), 'So')
      expect(await titleOf(store, 'c1')).toBe('Next words')
      expect(await conversations.entitle('ann', 'c1', 'Better')).toBe(true)
    })

    test('is given to nothing that is gone', async () => {
      await using store = await open()
      const id = await aConversation(store)
      await finish(store, await started(store, id, { title: 'First words' }), 'So')
      await store.conversations.hide(ann, id)
      expect(await store.conversations.entitle('ann', id, 'Better')).toBe(false)
    })
  })
}
