import { describe, expect, test } from 'vitest'
import { seqOf } from '../../src/conversation/seq.ts'
import type { RunEvent } from '../../src/conversation/types.ts'
import type { RunJob } from '../../src/ports/runs.ts'
import {
  aConversation,
  ann,
  aRun,
  aSeal,
  deltas,
  entry,
  finish,
  now,
  type OpenStore,
  readAll,
  started,
  terminal,
  usage,
} from './store-under-test.ts'

export function journalContract(open: OpenStore): void {
  describe('the Journal contract', () => {
    test('an end is written with its last events, its message, its usage and the index, or not at all', async () => {
      await using store = await open()
      const id = await aConversation(store)
      const job = await started(store, id)
      const events = await finish(store, job, 'Peppermint', { now: now + 7 })
      const endedAt = new Date(now + 7).toISOString()
      expect(await store.runs.get('ann', job.run.id)).toMatchObject({ state: 'completed', usage, endedAt, error: null })
      expect(await store.runs.message('ann', job.answer.id)).toMatchObject({
        content: 'Peppermint',
        status: 'completed',
        usage,
      })
      expect(await readAll(store, job.run.id)).toEqual(events)
      expect((await store.search.search(ann, 'peppermint', { limit: 9 })).items).toHaveLength(1)
      expect(await store.people.usage('ann', {}, 'model')).toMatchObject([{ key: 'test-model', runs: 1, usage }])
    })

    test('a failure keeps what was told, and says why', async () => {
      await using store = await open()
      const job = await started(store, await aConversation(store))
      const error = { title: 'It broke', detail: 'Send it again.', code: 'model_interrupted' }
      await store.journal.commit([entry(job, [], aSeal('Half', { state: 'failed', error, usage: null }))])
      expect(await store.runs.get('ann', job.run.id)).toMatchObject({ state: 'failed', error, usage: null })
      expect(await store.runs.message('ann', job.answer.id)).toMatchObject({ content: 'Half', status: 'failed' })
      expect(await store.people.usage('ann', {}, 'model')).toEqual([])
    })

    test('LESSONS 4: a writer with an old fence writes nothing, and is told so', async () => {
      await using store = await open()
      const { journal } = store
      const old = await started(store, await aConversation(store))
      await journal.commit([entry(old, deltas(old, old.next, 'Half'))])
      const [job] = await journal.takeOver('node-2', 'expired', 1)
      if (!job) throw new Error('Nothing was taken over')
      const before = await readAll(store, old.run.id)
      const late = [...deltas(old, old.next + 1, 'late'), terminal(old, 9, 'Half late')]
      expect(await journal.commit([entry(old, late, aSeal('Half late'))])).toEqual(new Set([old.run.id]))
      expect(await readAll(store, old.run.id)).toEqual(before)
      expect(await store.runs.get('ann', old.run.id)).toMatchObject({ state: 'running', attempt: 2 })
      expect((await store.search.search(ann, 'late', { limit: 9 })).items).toEqual([])
      expect(await journal.commit([entry(job, deltas(job, job.next, 'Whole'))])).toEqual(new Set())
    })

    test('an end is final: nothing is written behind it, by nobody', async () => {
      await using store = await open()
      const job = await started(store, await aConversation(store))
      const events = await finish(store, job, 'So')
      const again = entry(job, [terminal(job, 99, 'Otherwise', 'stopped')], aSeal('Otherwise', { state: 'stopped' }))
      expect(await store.journal.commit([again])).toEqual(new Set([job.run.id]))
      expect(await store.journal.commit([entry(job, deltas(job, 100, 'more'))])).toEqual(new Set([job.run.id]))
      expect(await readAll(store, job.run.id)).toEqual(events)
      expect(await store.runs.get('ann', job.run.id)).toMatchObject({ state: 'completed' })
      expect(await store.people.usage('ann', {}, 'model')).toMatchObject([{ runs: 1 }])
    })

    test('one lost run among many takes none of the others with it', async () => {
      await using store = await open()
      const { journal } = store
      const jobs = []
      for (let i = 0; i < 70; i++) jobs.push(await started(store, await aConversation(store)))
      const lost = jobs[33]
      if (!lost) throw new Error('There is no such run')
      const stale = { ...lost, fence: lost.fence - 1 }
      const entries = jobs.map((job) => entry(job === lost ? stale : job, deltas(job, job.next, 'a', 'b')))
      expect(await journal.commit([...entries, { run: 'no-such', fence: 1, events: [] }])).toEqual(
        new Set([lost.run.id, 'no-such']),
      )
      for (const job of jobs) expect(await readAll(store, job.run.id)).toHaveLength(job === lost ? 1 : 3)
    })

    test('a batch too long for one statement is written whole', async () => {
      await using store = await open()
      const job = await started(store, await aConversation(store))
      const notices = Array.from({ length: 1_200 }, (_, i) => ({
        seq: seqOf(1, job.next + i),
        type: 'notice' as const,
        data: { kind: 'waiting' },
      }))
      await store.journal.commit([entry(job, notices)])
      expect(await readAll(store, job.run.id)).toHaveLength(1 + notices.length)
    })

    test('a commit that fails writes nothing of anybody', async () => {
      await using store = await open()
      const [one, two] = [
        await started(store, await aConversation(store)),
        await started(store, await aConversation(store)),
      ]
      const other: RunEvent = { seq: two.opening[0]?.seq ?? 0, type: 'notice', data: { kind: 'waiting' } }
      const twice = [...deltas(two, two.next, 'x'), other]
      await expect(store.journal.commit([entry(one, deltas(one, one.next, 'x')), entry(two, twice)])).rejects.toThrow()
      expect(await readAll(store, one.run.id)).toEqual(one.opening)
      expect(await readAll(store, two.run.id)).toEqual(two.opening)
    })

    test('a commit of which nobody heard that it was done is not written twice, nor taken for another’s', async () => {
      await using store = await open()
      const id = await aConversation(store)
      const job = await started(store, id)
      const told = entry(job, deltas(job, job.next, 'Pepper', 'mint'))
      const sealed = entry(job, [terminal(job, job.next + 4, 'Peppermint')], aSeal('Peppermint'))
      for (const same of [told, told, sealed, sealed, told])
        expect(await store.journal.commit([same])).toEqual(new Set())
      expect(await readAll(store, job.run.id)).toEqual([...job.opening, ...told.events, ...sealed.events])
      expect(await store.people.usage('ann', {}, 'model')).toMatchObject([{ runs: 1 }])
      const other = entry(job, [terminal(job, job.next + 4, 'Otherwise')], aSeal('Otherwise'))
      expect(await store.journal.commit([other])).toEqual(new Set([job.run.id]))
    })

    test('a run is left to whoever holds its lease, until that has ended', async () => {
      await using store = await open()
      const { journal } = store
      await journal.renew('node-1', 'serving', 60_000)
      await started(store, await aConversation(store), { owner: 'node-1' })
      expect(await journal.takeOver('node-2', 'expired', 9)).toEqual([])
      await journal.renew('node-1', 'draining', 60_000)
      expect(await journal.takeOver('node-2', 'expired', 9)).toEqual([])
      await journal.renew('node-1', 'serving', -1)
      expect(await journal.takeOver('node-1', 'expired', 9)).toEqual([])
      expect(await journal.takeOver('node-2', 'nobodys', 9)).toEqual([])
      expect(await journal.takeOver('node-2', 'expired', 9)).toHaveLength(1)
    })

    test('a lease that is renewed was held until then, or was not', async () => {
      await using store = await open()
      const { journal } = store
      expect(await journal.renew('node-1', 'serving', 60_000)).toBe(false)
      expect(await journal.renew('node-1', 'draining', 60_000)).toBe(true)
      expect(await journal.renew('node-1', 'serving', -1)).toBe(true)
      expect(await journal.renew('node-1', 'serving', 60_000)).toBe(false)
      expect(await journal.renew('node-2', 'serving', 60_000)).toBe(false)
    })

    test('of two that take over one run, one has it, with a new fence and a word to its readers', async () => {
      await using store = await open()
      const { journal } = store
      const old = await started(store, await aConversation(store), { owner: 'node-1' })
      await journal.commit([entry(old, deltas(old, old.next, 'Half', ' told'))])
      for (const owner of ['node-2', 'node-3']) await journal.renew(owner, 'serving', 60_000)
      const taken = (
        await Promise.all([journal.takeOver('node-2', 'expired', 9), journal.takeOver('node-3', 'expired', 9)])
      ).flat()
      expect(taken).toHaveLength(1)
      const [job] = taken
      expect(job).toMatchObject({
        attempt: 2,
        next: 2,
        verdict: 'answer',
        request: old.request,
        keptText: '',
        lostText: ['Half told'],
      })
      expect(job?.fence).toBeGreaterThan(old.fence)
      expect(job?.opening).toMatchObject([{ seq: seqOf(2, 1), type: 'restarted', data: { attempt: 2 } }])
      expect((await readAll(store, old.run.id)).at(-1)).toEqual(job?.opening[0])
    })

    test('takes over as many as it is told to', async () => {
      await using store = await open()
      for (let i = 0; i < 5; i++) await started(store, await aConversation(store))
      await store.journal.renew('node-2', 'serving', 60_000)
      const counts = []
      for (let i = 0; i < 4; i++) counts.push((await store.journal.takeOver('node-2', 'expired', 2)).length)
      expect(counts).toEqual([2, 2, 1, 0])
    })

    test('DESIGN: after three attempts that died a run is given up, with the text of the last', async () => {
      await using store = await open()
      const { journal } = store
      const first = await started(store, await aConversation(store))
      await journal.commit([entry(first, deltas(first, first.next, 'one'))])
      for (const [owner, text] of [
        ['node-2', 'two'],
        ['node-3', 'three'],
      ] as const) {
        const [job] = await journal.takeOver(owner, 'expired', 1)
        if (job?.verdict !== 'answer') throw new Error('The run was given up too early')
        await journal.commit([entry(job, deltas(job, job.next, text))])
      }
      const [last] = await journal.takeOver('node-4', 'expired', 1)
      expect(last).toMatchObject({
        verdict: 'give_up',
        keptText: 'three',
        lostText: ['one', 'two', 'three'],
        opening: [],
      })
      expect(last?.run.attempt).toBe(3)
    })

    test('a run whose end was half written is ended by the next without a clash, or answered above it', async () => {
      await using store = await open()
      const { journal } = store
      const first = await started(store, await aConversation(store))
      await journal.commit([entry(first, deltas(first, first.next, 'one'))])
      for (const owner of ['node-2', 'node-3']) await journal.takeOver(owner, 'expired', 1)
      const halfWritten = async (owner: string): Promise<RunJob> => {
        const [job] = await journal.takeOver(owner, 'expired', 1)
        if (job?.verdict !== 'give_up') throw new Error('The run was not given up')
        const seq = seqOf(job.attempt, job.next)
        const lost = await journal.commit([
          entry(job, [{ seq, type: 'retracted', data: { keep: 0, reason: 'recovered' } }]),
        ])
        expect(lost.size).toBe(0)
        return job
      }
      const [one, two] = [await halfWritten('node-4'), await halfWritten('node-5')]
      expect([one.attempt, one.next, two.attempt, two.next]).toEqual([4, 1, 4, 2])
      await journal.release('node-5')
      const [heir] = await journal.takeOver('node-6', 'nobodys', 1)
      expect(heir).toMatchObject({ verdict: 'answer', attempt: 5, next: 2, lostText: ['one', '', ''] })
      const seqs = (await readAll(store, first.run.id)).map(({ seq }) => seq)
      expect(seqs).toEqual([...new Set(seqs)].sort((a, b) => a - b))
      // What nobody attempted counts for nothing.
      await journal.renew('node-6', 'serving', -1)
      expect(await journal.takeOver('node-7', 'expired', 1)).toMatchObject([{ verdict: 'give_up' }])
    })

    test('tells how far runs are and who writes them, of those that there are', async () => {
      await using store = await open()
      const { journal } = store
      const running = await started(store, await aConversation(store), { owner: 'node-1' })
      const ended = await started(store, await aConversation(store), { owner: 'node-1' })
      const events = await finish(store, ended, 'Done')
      const id = await aConversation(store)
      await started(store, id)
      const waiting = aRun(id, { whileRunning: 'queue' })
      await store.runs.start(ann, waiting)
      const told = await journal.news([running.run.id, ended.run.id, waiting.id, 'unheard-of'])
      const last = (of: readonly RunEvent[]) => of.at(-1)?.seq
      expect(told).toHaveLength(3)
      expect(told).toEqual(
        expect.arrayContaining([
          { run: running.run.id, owner: 'node-1', upTo: last(running.opening), ended: false },
          { run: ended.run.id, owner: null, upTo: last(events), ended: true },
          { run: waiting.id, owner: null, upTo: seqOf(1, 1), ended: false },
        ]),
      )
      expect(await journal.news([])).toEqual([])
    })

    test('tells an owner which runs are its own, and which of them are to stop', async () => {
      await using store = await open()
      const { journal, runs } = store
      const one = await started(store, await aConversation(store), { owner: 'node-1' })
      const two = await started(store, await aConversation(store), { owner: 'node-1' })
      await finish(store, await started(store, await aConversation(store), { owner: 'node-1' }), 'Done')
      await started(store, await aConversation(store), { owner: 'node-2' })
      const owned = await journal.owned('node-1')
      expect(owned).toHaveLength(2)
      expect(owned).toEqual(expect.arrayContaining([one, two].map(({ run, fence }) => ({ run: run.id, fence }))))
      expect(await journal.stopsFor('node-1')).toEqual([])
      await runs.requestStop('ann', two.run.id, 'node-2')
      expect(await journal.stopsFor('node-1')).toEqual([two.run.id])
      expect(await journal.stopsFor('node-2')).toEqual([])
    })

    test('an attempt that was handed over in good order does not count', async () => {
      await using store = await open()
      const { journal } = store
      const job = await started(store, await aConversation(store), { owner: 'node-0' })
      await journal.renew('node-0', 'serving', 60_000)
      for (let i = 0; i < 5; i++) {
        const [owner, heir] = [`node-${i}`, `node-${i + 1}`]
        await journal.release(owner)
        await journal.renew(heir, 'serving', 60_000)
        expect(await journal.takeOver(heir, 'expired', 1)).toMatchObject([{ verdict: 'answer', attempt: i + 2 }])
      }
      expect(await journal.commit([entry(job, deltas(job, job.next, 'late'))])).toEqual(new Set([job.run.id]))
    })

    test('a run that is given up by its owner alone is anybody’s, once, and the attempt counts', async () => {
      await using store = await open()
      const { journal } = store
      const job = await started(store, await aConversation(store), { owner: 'node-1' })
      await journal.renew('node-1', 'serving', 60_000)
      await journal.abandon(job.run.id, job.fence + 1)
      expect(await journal.takeOver('node-2', 'expired', 9)).toEqual([])
      await journal.abandon(job.run.id, job.fence)
      expect(await journal.commit([entry(job, deltas(job, job.next, 'late'))])).toEqual(new Set([job.run.id]))
      const [again] = await journal.takeOver('node-1', 'expired', 9)
      expect(again).toMatchObject({ verdict: 'answer', attempt: 2 })
      await journal.abandon(job.run.id, job.fence)
      expect(await journal.takeOver('node-2', 'expired', 9)).toEqual([])
    })

    test('what waits is begun in its order, one at a time', async () => {
      await using store = await open()
      const { journal, runs } = store
      const id = await aConversation(store)
      const first = await started(store, id)
      const [second, third] = [aRun(id, { whileRunning: 'queue' }), aRun(id, { whileRunning: 'queue' })]
      await runs.start(ann, second)
      await runs.start(ann, third)
      expect(await journal.activate('node-1', id)).toBeUndefined()
      expect(await journal.stranded(9)).toEqual([])
      await finish(store, first, 'First')
      expect(await journal.stranded(9)).toEqual([id])
      const [one, other] = await Promise.all([journal.activate('node-1', id), journal.activate('node-2', id)])
      expect([one, other].filter(Boolean)).toMatchObject([
        { run: { id: second.id, state: 'running' }, attempt: 1, next: 3, verdict: 'answer' },
      ])
      expect(await readAll(store, second.id)).toMatchObject([{ type: 'notice' }, { seq: seqOf(1, 2), type: 'started' }])
      expect(await journal.stranded(9)).toEqual([])
      const job = one ?? other
      if (job) await finish(store, job, 'Second')
      expect(await journal.activate('node-1', id)).toMatchObject({ run: { id: third.id } })
      expect(await journal.activate('node-1', 'no-such')).toBeUndefined()
    })

    test('what was stopped while nobody was there to end it is begun only to be ended', async () => {
      await using store = await open()
      const { journal, runs } = store
      const id = await aConversation(store)
      const first = await started(store, id)
      const second = aRun(id, { whileRunning: 'queue' })
      await runs.start(ann, second)
      await runs.requestStop('ann', second.id, 'node-that-dies')
      await finish(store, first, 'First')
      expect(await journal.stranded(9)).toEqual([id])
      expect(await journal.activate('node-2', id)).toMatchObject({ run: { id: second.id }, verdict: 'stop' })
    })
  })
}
