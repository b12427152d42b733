import { describe, expect, test } from 'vitest'
import {
  aConversation,
  aFirstRun,
  ann,
  aRun,
  fail,
  finish,
  jobIn,
  type OpenStore,
  started,
} from './store-under-test.ts'

/** An answer to anything has taken 13. */
const spent = 13

export function tokenLimitContract(open: OpenStore): void {
  describe('S4-7: what a conversation may take altogether', () => {
    test('is looked at before it goes on, and a send that is refused leaves nothing', async () => {
      await using store = await open()
      const id = await aConversation(store)
      const sent = (tokenLimit: number | undefined) => store.runs.start(ann, aRun(id, { tokenLimit }))
      for (let i = 1; i <= 3; i++) await finish(store, jobIn(await sent(spent * i)), 'So')
      const before = await store.conversations.get(ann, id)
      expect(await sent(3 * spent)).toEqual({ kind: 'conversation_spent', tokens: 3 * spent })
      expect(await sent(1)).toEqual({ kind: 'conversation_spent', tokens: 1 })
      expect(await store.conversations.get(ann, id)).toEqual(before)
      expect((await store.conversations.messages(ann, id, { limit: 9, order: 'asc' })).items).toHaveLength(6)
      expect(await store.runs.open('ann')).toEqual([])
      await finish(store, jobIn(await sent(undefined)), 'So')
    })

    test('counts whatever was taken, and of no other conversation', async () => {
      await using store = await open()
      const [id, other] = [await aConversation(store), await aConversation(store)]
      await finish(store, await started(store, other), 'So')
      await fail(store, await started(store, id))
      const job = await started(store, id)
      const usage = { inputTokens: 20, outputTokens: null, totalTokens: null, estimated: true }
      await finish(store, job, 'Half', { state: 'stopped', usage })
      expect((await store.runs.start(ann, aRun(id, { tokenLimit: 20 }))).kind).toBe('conversation_spent')
      expect((await store.runs.start(ann, aRun(id, { tokenLimit: 21 }))).kind).toBe('started')
    })

    test('does not keep one from beginning, nor a request that was answered from its answer', async () => {
      await using store = await open()
      const first = aFirstRun('s1', { tokenLimit: 1, idempotencyKey: 'k', requestHash: 'h' })
      const job = jobIn(await store.runs.start(ann, first))
      await finish(store, job, 'So')
      expect(await store.runs.start(ann, first)).toMatchObject({ kind: 'existing', run: { id: job.run.id } })
      expect((await store.runs.start(ann, aFirstRun('s1', { tokenLimit: 1 }))).kind).toBe('conversation_spent')
    })
  })
}
