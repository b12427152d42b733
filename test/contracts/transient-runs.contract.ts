import { randomUUIDv7 } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import type { NewTransientRun, RunJob } from '../../src/ports/runs.ts'
import type { Store } from '../../src/ports/store.ts'
import {
  aConversation,
  allSlices,
  ann,
  aRun,
  aSeal,
  entry,
  finish,
  jobIn,
  now,
  type OpenStore,
  readAll,
  started,
  unbounded,
  usage,
} from './store-under-test.ts'

/** Runs of no conversation. */
export function transientRunsContract(open: OpenStore): void {
  describe('the contract of runs without a conversation', () => {
    const away = { title: 'The server went away', detail: 'Ask again.', code: 'server_gone' }

    const aTransient = (more: Partial<NewTransientRun> = {}): NewTransientRun => ({
      id: randomUUIDv7(),
      dialect: 'luma',
      persona: 'luma',
      request: { model: 'test-model', temperature: 0.7 },
      allowance: unbounded,
      idempotencyKey: undefined,
      requestHash: 'h',
      owner: 'node-1',
      now,
      ...more,
    })

    const begun = async ({ runs }: Store, more: Partial<NewTransientRun> = {}, userId = 'ann'): Promise<RunJob> =>
      jobIn(await runs.startTransient(userId, aTransient(more)))

    /** Whoever has the key of such a run learns of it; nobody else does. */
    async function found({ runs }: Store, key: string, userId = 'ann') {
      const outcome = await runs.startTransient(userId, aTransient({ idempotencyKey: key }))
      return outcome.kind === 'existing' ? outcome.run : outcome.kind
    }

    const isOpen = async ({ runs }: Store, id: string) => (await runs.open('ann')).some((run) => run.id === id)

    const end = ({ journal }: Store, job: RunJob, more = {}) => journal.commit([entry(job, [], aSeal('Text', more))])

    test('S0-6, SETTLED 5: nothing is on record but that there was one', async () => {
      await using store = await open()
      const job = await begun(store)
      const { id } = job.run
      expect(job).toMatchObject({
        userId: 'ann',
        persona: 'luma',
        attempt: 1,
        next: 2,
        verdict: 'answer',
        request: { model: 'test-model', temperature: 0.7 },
        run: { conversationId: '', userMessageId: '', messageId: '', state: 'running' },
        answer: { role: 'assistant', content: '', status: 'streaming', runId: id },
        opening: [{ type: 'started', data: { runId: id, conversationId: '', model: 'test-model' } }],
      })
      expect(await end(store, job)).toEqual(new Set())
      expect(await store.runs.get('ann', id)).toBeUndefined()
      expect(await store.runs.message('ann', job.answer.id)).toBeUndefined()
      expect(await readAll(store, id)).toEqual([])
      expect((await store.conversations.list(ann, { limit: 9 })).items).toEqual([])
      expect((await store.search.search(ann, 'text', { limit: 9 })).items).toEqual([])
      expect((await store.people.export('ann', 'messages', undefined)).items).toEqual([])
      expect((await store.people.export('ann', 'runs', undefined)).items).toMatchObject([{ id, conversationId: '' }])
    })

    test('its end is written without a word, and with what it has cost', async () => {
      await using store = await open()
      const job = await begun(store, { idempotencyKey: 'k' })
      expect(await isOpen(store, job.run.id)).toBe(true)
      expect(await end(store, job, { now: now + 7 })).toEqual(new Set())
      const endedAt = new Date(now + 7).toISOString()
      expect(await found(store, 'k')).toMatchObject({ id: job.run.id, state: 'completed', usage, endedAt })
      expect(await isOpen(store, job.run.id)).toBe(false)
      // Its owner alone has what was said.
      const news = { run: job.run.id, owner: 'node-1', upTo: 0, ended: true }
      expect(await store.journal.news([job.run.id])).toEqual([news])
      expect(await store.journal.owned('node-1')).toEqual([])
      expect(await store.people.usage('ann', {}, 'model')).toMatchObject([{ key: 'test-model', runs: 1, usage }])
      expect(await end(store, job)).toEqual(new Set([job.run.id]))
      expect(await end(store, { ...(await begun(store)), fence: 0 })).toHaveProperty('size', 1)
      expect(await store.people.usage('ann', {}, 'model')).toMatchObject([{ runs: 1 }])
    })

    describe('SETTLED 6: a key', () => {
      test('finds the run that it began, is refused with another request, and is each person’s own', async () => {
        await using store = await open()
        const job = await begun(store, { idempotencyKey: 'k' })
        expect(await found(store, 'k')).toEqual(job.run)
        const other = aTransient({ idempotencyKey: 'k', requestHash: 'other' })
        expect(await store.runs.startTransient('ann', other)).toEqual({ kind: 'key_reused' })
        expect(await found(store, 'k', 'bob')).toBe('started')
      })

      test('is one and the same for runs with a conversation and without', async () => {
        await using store = await open()
        const id = await aConversation(store)
        const stored = (key: string, requestHash: string) => aRun(id, { idempotencyKey: key, requestHash })
        const job = await begun(store, { idempotencyKey: 'k' })
        expect(await store.runs.start(ann, stored('k', 'other'))).toEqual({ kind: 'key_reused' })
        expect(await store.runs.start(ann, stored('k', 'h'))).toEqual({ kind: 'existing', run: job.run })
        await store.runs.start(ann, stored('of-a-conversation', 'other'))
        expect(await found(store, 'of-a-conversation')).toBe('key_reused')
      })

      test('that is released is free for another, and only its owner releases it', async () => {
        await using store = await open()
        const job = await begun(store, { idempotencyKey: 'k' })
        await store.runs.releaseKey('bob', job.run.id)
        await store.runs.releaseKey('ann', 'no-such')
        expect(await found(store, 'k')).toEqual(job.run)
        await store.runs.releaseKey('ann', job.run.id)
        expect(await found(store, 'k')).toBe('started')
        expect(await end(store, job)).toEqual(new Set())
      })
    })

    test('a stop is on record, and its owner’s to act on', async () => {
      await using store = await open()
      const { run } = await begun(store)
      expect(await store.runs.requestStop('bob', run.id, 'node-1')).toBeUndefined()
      expect(await store.runs.requestStop('ann', run.id, 'node-2')).toEqual({ run, owner: 'node-1' })
    })

    test('SETTLED 5: nobody takes it over', async () => {
      await using store = await open()
      const { journal } = store
      const lost = await begun(store, { owner: 'dead' })
      const stored = await started(store, await aConversation(store), { owner: 'dead' })
      const taken = await journal.takeOver('node-2', 'expired', 9)
      expect(taken.map(({ run }) => run.id)).toEqual([stored.run.id])
      expect(await isOpen(store, lost.run.id)).toBe(true)
      expect(await end(store, lost)).toEqual(new Set())
    })

    test('SETTLED 5: whose owner’s lease has ended, or that has no owner, is ended, and no other', async () => {
      await using store = await open()
      const { journal } = store
      await journal.renew('lives', 'serving', 60_000)
      await journal.renew('late', 'serving', -1)
      await journal.renew('released', 'draining', 60_000)
      await journal.renew('mine', 'serving', -1)
      const keys = ['lives', 'late', 'unknown', 'released', 'mine', 'abandoned']
      const jobs = new Map<string, RunJob>()
      for (const key of keys)
        jobs.set(key, await begun(store, { idempotencyKey: key, owner: key === 'abandoned' ? 'lives' : key }))
      const done = await begun(store, { idempotencyKey: 'done', owner: 'late' })
      await end(store, done)
      const stored = await started(store, await aConversation(store), { owner: 'late' })
      await journal.release('released')
      const { run, fence } = jobs.get('abandoned') ?? done
      await journal.abandon(run.id, fence)

      await journal.endTransient('mine', now, away)
      const failed = { state: 'failed', error: away, usage: null, endedAt: new Date(now).toISOString() }
      const { items } = await store.people.export('ann', 'runs', undefined)
      for (const key of ['late', 'unknown', 'released', 'abandoned']) {
        const job = jobs.get(key) ?? done
        expect(items, key).toContainEqual(expect.objectContaining({ id: job.run.id, ...failed }))
        expect(await end(store, job), key).toEqual(new Set([job.run.id]))
        // Its sender was told to send again, and may do so with the same key.
        expect(await found(store, key), key).toBe('started')
      }
      for (const key of ['lives', 'mine']) {
        expect(await found(store, key), key).toMatchObject({ state: 'running', endedAt: null })
        const job = jobs.get(key)
        if (job) expect(await end(store, job), key).toEqual(new Set())
      }
      expect(await found(store, 'done')).toMatchObject({ state: 'completed' })
      expect(await store.runs.get('ann', stored.run.id)).toMatchObject({ state: 'running' })
    })

    test('its key is free again where it was stopped, for half an answer is none', async () => {
      await using store = await open()
      const stopped = await begun(store, { idempotencyKey: 'k' })
      await end(store, stopped, { state: 'stopped' })
      expect(await found(store, 'k')).toBe('started')
      const failed = await begun(store, { idempotencyKey: 'f' })
      await end(store, failed, { state: 'failed' })
      expect(await found(store, 'f')).toMatchObject({ state: 'failed' })
    })

    test('it goes with its person once it has ended, and nobody else’s does', async () => {
      await using store = await open()
      const ended = await begun(store, { idempotencyKey: 'ended' })
      await end(store, ended)
      const running = await begun(store)
      const his = await begun(store, { idempotencyKey: 'k' }, 'bob')
      const stored = await started(store, await aConversation(store))
      await finish(store, stored, 'Kept until it is purged')
      await allSlices(() => store.upkeep.purge({ userId: 'ann' }))
      const { items } = await store.people.export('ann', 'runs', undefined)
      const ids = items.map((run) => (run as { id: string }).id)
      expect(ids.sort()).toEqual([running.run.id, stored.run.id].sort())
      expect(await store.people.usage('ann', {}, 'model')).toEqual([])
      expect(await found(store, 'k', 'bob')).toEqual(his.run)
    })

    test('it is forgotten in slices, when it has ended long enough ago', async () => {
      await using store = await open()
      const { upkeep, people } = store
      const cost = { usage: null }
      for (let i = 0; i < 450; i++) await end(store, await begun(store), { ...cost, now: now - 1 })
      const recent = await begun(store)
      await end(store, recent, { ...cost, now })
      const running = await begun(store, { now: now - 1e6 })
      const stored = await started(store, await aConversation(store), { now: now - 1e6 })
      await finish(store, stored, 'Old', { now: now - 1e6 })
      expect(await allSlices(() => upkeep.forgetTransient(now))).toBeGreaterThan(2)
      const { items } = await people.export('ann', 'runs', undefined)
      const ids = items.map((run) => (run as { id: string }).id)
      expect(ids.sort()).toEqual([recent.run.id, running.run.id, stored.run.id].sort())
      expect(await allSlices(() => upkeep.forgetTransient(now))).toBe(1)
    })
  })
}
