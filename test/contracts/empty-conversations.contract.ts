import { describe, expect, test } from 'vitest'
import type { EndState } from '../../src/conversation/types.ts'
import type { NewRun } from '../../src/ports/runs.ts'
import type { Store } from '../../src/ports/store.ts'
import { aFirstRun, ann, aRun, fail, finish, jobIn, type OpenStore, started } from './store-under-test.ts'

/** Conversations that a failure leaves without any answer, where whoever began them wants none such. */
export function emptyConversationsContract(open: OpenStore): void {
  describe('SETTLED 3: a conversation that a failed turn leaves without any answer', () => {
    const drops = { dropsEmpty: true }

    const isThere = async ({ conversations }: Store, { place }: NewRun) =>
      (await conversations.get(ann, place.conversationId)) !== undefined

    async function began({ runs }: Store, run: NewRun) {
      return jobIn(await runs.start(ann, run))
    }

    test('is gone with it, for whoever asks', async () => {
      await using store = await open()
      const { conversations, runs } = store
      const first = aFirstRun('s1')
      const job = await began(store, first)
      await fail(store, job, drops)
      const { conversationId } = first.place
      expect(await conversations.get(ann, conversationId)).toBeUndefined()
      expect((await conversations.list(ann, { limit: 9 })).items).toEqual([])
      expect((await conversations.messages(ann, conversationId, { limit: 9, order: 'asc' })).items).toEqual([])
      expect((await store.search.search(ann, 'hello', { limit: 9 })).items).toEqual([])
      expect(await runs.get('ann', job.run.id)).toBeUndefined()
      expect(await runs.start(ann, aRun(conversationId))).toEqual({ kind: 'not_found' })
    })

    test('leaves its name and its key to the next', async () => {
      await using store = await open()
      const key = { idempotencyKey: 'k', requestHash: 'h' }
      await fail(store, await began(store, aFirstRun('s1', key)), drops)
      expect(await store.conversations.named(ann, 's1')).toBeUndefined()
      const next = aFirstRun('s1', key)
      const job = await began(store, next)
      expect(job.run.conversationId).toBe(next.place.conversationId)
      expect(await store.runs.start(ann, aFirstRun('s1', key))).toEqual({ kind: 'existing', run: job.run })
      expect(await store.conversations.named(ann, 's1')).toMatchObject({ id: next.place.conversationId })
    })

    test('leaves no row behind', async () => {
      await using store = await open()
      const { people, upkeep } = store
      const gone = aFirstRun(null)
      await fail(store, await began(store, gone), drops)
      const kept = aFirstRun(null)
      await finish(store, await began(store, kept), 'Kept')
      expect((await people.export('ann', 'runs', undefined)).items).toHaveLength(2)
      while (await upkeep.purge());
      expect((await people.export('ann', 'runs', undefined)).items).toMatchObject([{ id: kept.id }])
      expect((await people.export('ann', 'messages', undefined)).items).toHaveLength(2)
    })

    test('stays where nobody wants it gone', async () => {
      await using store = await open()
      const [unsaid, kept] = [aFirstRun(null), aFirstRun(null)]
      await fail(store, await began(store, unsaid))
      await fail(store, await began(store, kept), { dropsEmpty: false })
      expect([await isThere(store, unsaid), await isThere(store, kept)]).toEqual([true, true])
    })

    test.each<EndState>(['completed', 'stopped', 'blocked'])('is not one whose turn is %s', async (state) => {
      await using store = await open()
      const first = aFirstRun(null)
      await finish(store, await began(store, first), 'Something', { state, ...drops })
      expect(await isThere(store, first)).toBe(true)
    })

    test('is not one with another answer, before it or after it', async () => {
      await using store = await open()
      const first = aFirstRun(null)
      await finish(store, await began(store, first), 'Answer', drops)
      await fail(store, await started(store, first.place.conversationId), drops)
      await fail(store, await started(store, first.place.conversationId), drops)
      expect(await isThere(store, first)).toBe(true)
    })

    test('is not one with a turn that still waits, until that has failed as well', async () => {
      await using store = await open()
      const first = aFirstRun('s1')
      const job = await began(store, first)
      const second = aFirstRun('s1', { content: 'Second', whileRunning: 'queue' })
      await store.runs.start(ann, second)
      await fail(store, job, drops)
      expect(await isThere(store, first)).toBe(true)
      const next = await store.journal.activate('node-1', first.place.conversationId)
      expect(next?.run.id).toBe(second.id)
      if (next) await fail(store, next, drops)
      expect(await isThere(store, first)).toBe(false)
    })

    test('takes no other conversation with it', async () => {
      await using store = await open()
      const [gone, running] = [aFirstRun('s1'), aFirstRun('s2')]
      const job = await began(store, gone)
      await began(store, running)
      await fail(store, job, drops)
      expect([await isThere(store, gone), await isThere(store, running)]).toEqual([false, true])
    })
  })
}
