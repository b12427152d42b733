import { describe, expect, test } from 'vitest'
import { seqOf } from '../../src/conversation/seq.ts'
import type { HistoryPlace, Turn } from '../../src/ports/runs.ts'
import type { Store } from '../../src/ports/store.ts'
import {
  aConversation,
  ann,
  aRun,
  aSeal,
  bob,
  deltas,
  entry,
  finish,
  now,
  type OpenStore,
  readAll,
  started,
  strangers,
} from './store-under-test.ts'

export function runsContract(open: OpenStore): void {
  describe('the Runs contract', () => {
    const messages = async ({ conversations }: Store, id: string) =>
      (await conversations.messages(ann, id, { limit: 200, order: 'asc' })).items

    test('a start puts question, answer, run and first event on record together', async () => {
      await using store = await open()
      const id = await aConversation(store)
      const run = aRun(id, { content: 'Tea?', title: 'About tea' })
      const outcome = await store.runs.start(ann, run)
      if (outcome.kind !== 'started') throw new Error(outcome.kind)
      const { job } = outcome
      expect(job).toMatchObject({
        userId: 'ann',
        attempt: 1,
        next: 2,
        verdict: 'answer',
        request: run.requestFor('personal-assistant'),
        keptText: '',
        lostText: [],
      })
      expect(job.run).toMatchObject({
        id: run.id,
        conversationId: id,
        messageId: run.messageId,
        state: 'running',
        endedAt: null,
        usage: null,
      })
      const [question, answer] = await messages(store, id)
      expect(question).toMatchObject({ role: 'user', content: 'Tea?', status: 'completed', parentId: null, seq: 1 })
      expect(answer).toMatchObject({
        id: run.messageId,
        role: 'assistant',
        content: '',
        status: 'streaming',
        parentId: question?.id,
        runId: run.id,
        seq: 2,
      })
      expect(await store.runs.get('ann', run.id)).toEqual(job.run)
      expect(await readAll(store, run.id)).toEqual(job.opening)
      expect(job.opening).toMatchObject([
        { seq: seqOf(1, 1), type: 'started', data: { runId: run.id, messageId: run.messageId, conversationId: id } },
      ])
      expect(await store.conversations.get(ann, id)).toMatchObject({ title: 'About tea' })
    })

    test('what an answer was asked with is told to its person, and to nobody else', async () => {
      await using store = await open()
      const request = { model: 'm', instructions: 'Be brief.', kept: { background: true, metadata: { topic: 'tea' } } }
      const { run } = await started(store, await aConversation(store), { requestFor: () => request })
      expect(await store.runs.request('ann', run.id)).toEqual(request)
      expect(await store.runs.request('bob', run.id)).toBeUndefined()
      expect(await store.runs.request('ann', 'nobody’s')).toBeUndefined()
      await store.conversations.hide(ann, run.conversationId)
      expect(await store.runs.request('ann', run.id)).toBeUndefined()
    })

    test('a title that a person gave stays', async () => {
      await using store = await open()
      await store.conversations.create(ann, { id: 'c', title: 'Mine', persona: 'luma', metadata: {}, now })
      await started(store, 'c', { title: 'Yours' })
      expect(await store.conversations.get(ann, 'c')).toMatchObject({ title: 'Mine' })
    })

    test.each(strangers)(
      'LESSONS 22: $userId in $namespace starts, stops and reads nothing of it',
      async (stranger) => {
        await using store = await open()
        const { runs } = store
        const id = await aConversation(store)
        const job = await started(store, id)
        expect(await runs.start(stranger, aRun(id))).toEqual({ kind: 'not_found' })
        expect(await runs.current(stranger, id)).toBeUndefined()
        if (stranger.userId === ann.userId) return
        const { userId } = stranger
        expect(await runs.get(userId, job.run.id)).toBeUndefined()
        expect(await runs.read(userId, job.run.id, 0)).toEqual([])
        expect(await runs.message(userId, job.answer.id)).toBeUndefined()
        const { turns } = await runs.history(userId, id, { messageId: job.run.userMessageId }, 10)
        expect(turns).toEqual([])
        expect(await runs.requestStop(userId, job.run.id, 'node-1')).toBeUndefined()
        expect(await runs.open(userId)).toEqual([])
      },
    )

    test('LESSONS 2: of many that start with one key at once, one starts', async () => {
      await using store = await open()
      const id = await aConversation(store)
      const send = () => store.runs.start(ann, aRun(id, { idempotencyKey: 'k', requestHash: 'same' }))
      const outcomes = await Promise.all([send(), send(), send()])
      expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['existing', 'existing', 'started'])
      expect(await store.runs.start(ann, aRun(id, { idempotencyKey: 'k', requestHash: 'other' }))).toEqual({
        kind: 'key_reused',
      })
      expect(await messages(store, id)).toHaveLength(2)
    })

    test('a key is its owner’s alone', async () => {
      await using store = await open()
      const [hers, his] = [await aConversation(store, ann), await aConversation(store, bob)]
      await started(store, hers, { idempotencyKey: 'k', requestHash: 'a' })
      await expect(started(store, his, { idempotencyKey: 'k', requestHash: 'b' }, bob)).resolves.toBeDefined()
    })

    test('a conversation has one run at a time; others are refused, or wait in line up to its depth', async () => {
      await using store = await open()
      const { runs } = store
      const id = await aConversation(store)
      const first = await started(store, id)
      expect(await runs.start(ann, aRun(id))).toEqual({ kind: 'in_progress', runId: first.run.id })
      const waiting = aRun(id, { whileRunning: 'queue', queueDepth: 2 })
      expect(await runs.start(ann, waiting)).toMatchObject({
        kind: 'queued',
        run: { state: 'queued' },
        interrupted: [],
      })
      expect(await runs.start(ann, aRun(id, { whileRunning: 'queue', queueDepth: 2 }))).toMatchObject({
        kind: 'queued',
      })
      const before = await messages(store, id)
      expect(await runs.start(ann, aRun(id, { whileRunning: 'queue', queueDepth: 2 }))).toEqual({ kind: 'queue_full' })
      expect(await messages(store, id)).toEqual(before)
      expect(await readAll(store, waiting.id)).toMatchObject([
        { seq: seqOf(1, 1), type: 'notice', data: { kind: 'waiting' } },
      ])
      expect(await runs.current(ann, id)).toMatchObject({ id: first.run.id })
      // Whoever waits answers what is said before it.
      expect(before.map(({ parentId }) => before.findIndex((one) => one.id === parentId))).toEqual([-1, 0, 1, 2, 3, 4])
    })

    test('one that interrupts waits as well, and says who is in its way', async () => {
      await using store = await open()
      const { runs } = store
      const id = await aConversation(store)
      const first = await started(store, id)
      const second = aRun(id, { whileRunning: 'queue' })
      await runs.start(ann, second)
      const outcome = await runs.start(ann, aRun(id, { whileRunning: 'interrupt' }))
      expect(outcome).toMatchObject({ kind: 'queued', interrupted: [first.run.id, second.id] })
    })

    test('a message answers the latest, the one it names, or none', async () => {
      await using store = await open()
      const { runs } = store
      const id = await aConversation(store)
      const one = await started(store, id, { content: 'one' })
      await finish(store, one, '1')
      const two = await started(store, id, { content: 'two' })
      await finish(store, two, '2')
      const ask = (parentId: string | null) => ({
        kind: 'message' as const,
        content: 'three',
        parentId,
        userMessageId: crypto.randomUUID(),
      })
      const branch = await started(store, id, { ask: ask(one.answer.id) })
      const told = async (job: typeof one, limit = 10) => {
        const contents: string[] = []
        let from: HistoryPlace | undefined = { messageId: job.run.userMessageId }
        while (from) {
          const page: Awaited<ReturnType<typeof runs.history>> = await runs.history('ann', id, from, limit)
          contents.push(...page.turns.map(({ content }) => content))
          from = page.next
        }
        return contents
      }
      expect(await told(two)).toEqual(['two', '1', 'one'])
      expect(await told(branch)).toEqual(['three', '1', 'one'])
      await finish(store, branch, '3')
      const root = await started(store, id, { ask: ask(null) })
      expect(await told(root)).toEqual(['three'])
      await finish(store, root, '4')
      expect(await runs.start(ann, aRun(id, { ask: ask('no-such') }))).toEqual({ kind: 'not_found' })
      for (const limit of [1, 2, 3]) expect(await told(branch, limit)).toEqual(['three', '1', 'one'])
    })

    test('a page of history holds what fits into memory, however long messages are, and leaves nothing out', async () => {
      await using store = await open()
      const { runs } = store
      const id = await aConversation(store)
      const sizes = [100_000, 900_000, 10, 20_000, 300_000, 200_000, 16_384, 16_385, 5, 700_000]
      const jobs = []
      for (const [i, size] of sizes.entries()) {
        const job = await started(store, id, { content: `${i} ${'x'.repeat(size)}` })
        await finish(store, job, `${i} ${'é'.repeat(size / 2)}`)
        // Beside the way.
        const again = await started(store, id, { ask: { kind: 'regenerate', messageId: job.answer.id } })
        await finish(store, again, 'y'.repeat(900_000))
        jobs.push(again)
      }
      const last = jobs.at(-1)
      let from: HistoryPlace | undefined = { messageId: last?.run.userMessageId ?? '' }
      const turns: Turn[] = []
      while (from) {
        const page: Awaited<ReturnType<typeof runs.history>> = await runs.history('ann', id, from, 24)
        expect(page.turns.length).toBeGreaterThan(0)
        if (page.turns.length > 1) {
          expect(page.turns.reduce((bytes, { content }) => bytes + Buffer.byteLength(content), 0)).toBeLessThan(262_145)
        }
        turns.push(...page.turns)
        from = page.next
      }
      const { items } = await store.conversations.messages(ann, id, { limit: 1, order: 'desc' })
      expect(items).toHaveLength(1)
      expect(turns.map(({ content }) => content.length)).toEqual(
        sizes.flatMap((size, i) => [...(i > 0 ? [900_000] : []), `${i} `.length + size]).reverse(),
      )
      expect(turns[0]).toMatchObject({ id: last?.run.userMessageId, seq: 28, role: 'user', status: 'completed' })
      expect(turns.at(-1)).toMatchObject({ id: jobs[0]?.run.userMessageId, seq: 1 })
    })

    test('an answer is given again beside the first, to the same question', async () => {
      await using store = await open()
      const id = await aConversation(store)
      const first = await started(store, id)
      await finish(store, first, 'So')
      const again = await started(store, id, { ask: { kind: 'regenerate', messageId: first.answer.id } })
      expect(again.run.userMessageId).toBe(first.run.userMessageId)
      expect(again.answer).toMatchObject({ parentId: first.run.userMessageId, seq: 3 })
      const ask = (messageId: string) => aRun(id, { ask: { kind: 'regenerate', messageId }, whileRunning: 'queue' })
      expect(await store.runs.start(ann, ask(first.run.userMessageId))).toEqual({ kind: 'nothing_to_answer' })
      expect(await store.runs.start(ann, ask('no-such'))).toEqual({ kind: 'not_found' })
    })

    test('the log is read strictly after any cursor, as it was told, however it was cut into commits', async () => {
      await using store = await open()
      const id = await aConversation(store)
      const job = await started(store, id)
      const told = deltas(job, job.next, ...Array.from({ length: 200 }, (_, i) => `${i}\n"é"`))
      for (let i = 0; i < told.length; i += 3) await store.journal.commit([entry(job, told.slice(i, i + 3))])
      const whole = [...job.opening, ...told]
      expect(await readAll(store, job.run.id)).toEqual(whole)
      for (const i of [0, 1, 2, 3, 4, 100, 199, 200]) {
        expect(await readAll(store, job.run.id, 'ann', whole[i]?.seq)).toEqual(whole.slice(i + 1))
      }
    })

    test('a stop is on record before anybody acts on it, and ends a run that waits at once', async () => {
      await using store = await open()
      const { runs, journal } = store
      const id = await aConversation(store)
      const first = await started(store, id)
      const second = aRun(id, { whileRunning: 'queue' })
      await runs.start(ann, second)
      expect(await runs.requestStop('ann', first.run.id, 'node-2')).toEqual({ run: first.run, owner: 'node-1' })
      const stopped = await runs.requestStop('ann', second.id, 'node-2')
      expect(stopped?.job).toMatchObject({ verdict: 'stop', run: { id: second.id } })
      if (stopped?.job) await journal.commit([entry(stopped.job, [], aSeal('', { state: 'stopped', usage: null }))])
      expect(await runs.get('ann', second.id)).toMatchObject({ state: 'stopped', endedAt: new Date(now).toISOString() })
      const [taken] = await journal.takeOver('node-2', 'expired', 10)
      expect(taken).toMatchObject({ verdict: 'stop', run: { id: first.run.id } })
    })

    test('open lists what has not ended, of a person or of one conversation', async () => {
      await using store = await open()
      const [a, b] = [await aConversation(store), await aConversation(store)]
      const [first, second] = [await started(store, a), await started(store, b)]
      await finish(store, await started(store, await aConversation(store)), 'Done')
      const ids = async (conversation?: string) =>
        (await store.runs.open('ann', conversation)).map(({ id }) => id).sort()
      expect(await ids()).toEqual([first.run.id, second.run.id].sort())
      expect(await ids(a)).toEqual([first.run.id])
    })

    test('nothing of a hidden conversation can be read, and nothing started in it', async () => {
      await using store = await open()
      const { runs } = store
      const id = await aConversation(store)
      const job = await started(store, id)
      await store.conversations.hide(ann, id)
      expect(await runs.get('ann', job.run.id)).toBeUndefined()
      expect(await runs.current(ann, id)).toBeUndefined()
      expect(await runs.message('ann', job.answer.id)).toBeUndefined()
      expect(await runs.start(ann, aRun(id))).toEqual({ kind: 'not_found' })
      // Who deletes must still find what runs, to stop it.
      expect(await runs.open('ann', id)).toHaveLength(1)
      expect(await runs.requestStop('ann', job.run.id, 'node-1')).toBeDefined()
    })
  })
}
