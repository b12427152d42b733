import { describe, expect, test } from 'vitest'
import type { RunEvent } from '../../src/conversation/types.ts'
import type { RunJob } from '../../src/ports/runs.ts'
import type { Store } from '../../src/ports/store.ts'
import {
  aConversation,
  allSlices,
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
  terminal,
} from './store-under-test.ts'

export function upkeepContract(open: OpenStore): void {
  describe('the Upkeep contract', () => {
    /** An answer in several deltas, ended at `at`. */
    async function told(
      store: Store,
      texts: readonly string[],
      at = now,
      id?: string,
    ): Promise<{ job: RunJob; events: RunEvent[] }> {
      const job = await started(store, id ?? (await aConversation(store)), { now: at })
      const text = texts.join('')
      const events = [...deltas(job, job.next, ...texts), terminal(job, job.next + texts.length + 2, text)]
      const textEnd = events.at(-2)?.seq ?? null
      await store.journal.commit([entry(job, events, aSeal(text, { textEnd, now: at }))])
      return { job, events: [...job.opening, ...events] }
    }

    test('purges in slices what is hidden, and nothing else', async () => {
      await using store = await open()
      const { conversations, upkeep } = store
      const [gone, stays] = [await aConversation(store), await aConversation(store)]
      for (const id of [gone, stays])
        for (let i = 0; i < 120; i++) await finish(store, await started(store, id), 'mint')
      await conversations.hide(ann, gone)
      expect(await allSlices(() => upkeep.purge())).toBeGreaterThan(3)
      expect(await upkeep.purge()).toBe(false)
      expect((await store.people.export('ann', 'runs', undefined)).items).toHaveLength(120)
      expect((await conversations.messages(ann, stays, { limit: 999, order: 'asc' })).items).toHaveLength(240)
      expect((await store.search.search(ann, 'mint', { limit: 999 })).items).toHaveLength(120)
    })

    test('purges what it is told to, one conversation or one person', async () => {
      await using store = await open()
      const { conversations, upkeep } = store
      const [one, two, his] = [await aConversation(store), await aConversation(store), await aConversation(store, bob)]
      await conversations.hide(ann, one)
      await conversations.hide(ann, two)
      await conversations.hide(bob, his)
      expect(await allSlices(() => upkeep.purge({ conversationId: one }))).toBe(2)
      expect(await allSlices(() => upkeep.purge({ userId: 'ann' }))).toBe(2)
      expect(await allSlices(() => upkeep.purge())).toBe(2)
    })

    test('purges a log of any length', async () => {
      await using store = await open()
      const id = await aConversation(store)
      const job = await started(store, id)
      const texts = Array.from({ length: 1_300 }, (_, i) => deltas(job, job.next + i, 'x'))
      // One row each: deltas are only joined within one commit.
      for (const one of texts) await store.journal.commit([entry(job, one)])
      await store.journal.commit([entry(job, [], aSeal('x'.repeat(1_300)))])
      await store.conversations.hide(ann, id)
      await allSlices(() => store.upkeep.purge())
      expect(await readAll(store, job.run.id)).toEqual([])
    })

    test('purges many short logs at once, and of many long ones no more than a slice takes', async () => {
      await using store = await open()
      const [short, long] = [await aConversation(store), await aConversation(store)]
      for (let i = 0; i < 100; i++) await finish(store, await started(store, short), 'mint')
      const jobs: RunJob[] = []
      for (let i = 0; i < 4; i++) {
        const job = await started(store, long)
        jobs.push(job)
        for (let n = 0; n < 300; n++) await store.journal.commit([entry(job, deltas(job, job.next + n, 'x'))])
        await store.journal.commit([entry(job, [], aSeal('x'))])
      }
      await store.conversations.hide(ann, short)
      // Two of messages, two of runs, one for the conversation, and one that finds nothing left.
      expect(await allSlices(() => store.upkeep.purge({ conversationId: short }))).toBeLessThan(8)
      await store.conversations.hide(ann, long)
      expect(await allSlices(() => store.upkeep.purge({ conversationId: long }))).toBe(6)
      expect((await store.people.export('ann', 'runs', undefined)).items).toEqual([])
      for (const { run } of jobs) expect(await readAll(store, run.id)).toEqual([])
    })

    test('has nothing left to scrub in the end', async () => {
      await using store = await open()
      const id = await aConversation(store)
      for (let i = 0; i < 20; i++) await finish(store, await started(store, id, { content: `mint ${i}` }), 'more mint')
      await store.conversations.hide(ann, id)
      await allSlices(() => store.upkeep.purge())
      expect(await allSlices(() => store.upkeep.scrub())).toBeLessThan(1_000)
    })

    describe('PROTOCOL: a log that is compacted', () => {
      test('tells the whole text in one delta, and everything else as it was', async () => {
        await using store = await open()
        const { job, events } = await told(store, ['one', ' two', ' three'])
        await allSlices(() => store.upkeep.compact(now + 1))
        const compacted = await readAll(store, job.run.id)
        expect(compacted).toMatchObject([
          { type: 'started' },
          { type: 'delta', text: 'one two three' },
          { type: 'completed' },
        ])
        expect(compacted[0]).toEqual(events[0])
        expect(compacted.at(-1)).toEqual(events.at(-1))
        expect(await allSlices(() => store.upkeep.compact(now + 1))).toBe(1)
        expect(await readAll(store, job.run.id)).toEqual(compacted)
      })

      test('sends a cursor inside the text back to its start, and leaves every other where it is', async () => {
        await using store = await open()
        const { job, events } = await told(store, ['one', ' two', ' three'])
        await allSlices(() => store.upkeep.compact(now + 1))
        const types = async (after: number | undefined) =>
          (await readAll(store, job.run.id, 'ann', after)).map(({ type }) => type)
        const [opening, first, second, third, end] = events
        expect(await types(0)).toEqual(['started', 'delta', 'completed'])
        expect(await types(opening?.seq)).toEqual(['delta', 'completed'])
        expect(await types(first?.seq)).toEqual(['restarted', 'delta', 'completed'])
        expect(await types(second?.seq)).toEqual(['restarted', 'delta', 'completed'])
        expect(await types(third?.seq)).toEqual(['completed'])
        expect(await types(end?.seq)).toEqual([])
        // Those who were sent back can lose the connection once more.
        const [restarted, whole] = await readAll(store, job.run.id, 'ann', first?.seq)
        expect(restarted?.seq).toBeGreaterThan(third?.seq ?? 0)
        expect(await types(restarted?.seq)).toEqual(['delta', 'completed'])
        expect(await types(whole?.seq)).toEqual(['completed'])
      })

      test('of a run without text has no delta', async () => {
        await using store = await open()
        const job = await started(store, await aConversation(store))
        const end = terminal(job, job.next, '', 'stopped')
        await store.journal.commit([entry(job, [end], aSeal('', { state: 'stopped', usage: null }))])
        await allSlices(() => store.upkeep.compact(now + 1))
        expect(await readAll(store, job.run.id)).toEqual([...job.opening, end])
      })

      test('has ended before the time that was named', async () => {
        await using store = await open()
        const { job, events } = await told(store, ['one', ' two'])
        const running = await started(store, await aConversation(store))
        await store.journal.commit([entry(running, deltas(running, running.next, 'a', 'b'))])
        await allSlices(() => store.upkeep.compact(now))
        expect(await readAll(store, job.run.id)).toEqual(events)
        await allSlices(() => store.upkeep.compact(now + 1e9))
        expect(await readAll(store, running.run.id)).toHaveLength(3)
      })

      test('is one of many, taken in slices', async () => {
        await using store = await open()
        const jobs = []
        for (let i = 0; i < 11; i++) jobs.push((await told(store, ['a', 'b'])).job)
        expect(await allSlices(() => store.upkeep.compact(now + 1))).toBeGreaterThan(1)
        for (const { run } of jobs) expect(await readAll(store, run.id)).toHaveLength(3)
      })
    })

    test('who was turned away is forgotten after its time, in slices, and what anybody did never', async () => {
      await using store = await open()
      const { audit, upkeep } = store
      const failed = (at: number) =>
        audit.append({ at, actor: 'nobody', act: 'auth_failed', subject: null, detail: { reason: 'expired' } })
      for (let i = 0; i < 450; i++) await failed(now - 1 - i)
      await failed(now)
      await audit.append({ at: now - 9, actor: 'admin', act: 'budget_set', subject: 'ann' })
      expect(await allSlices(() => upkeep.forgetFailures(now))).toBeGreaterThan(2)
      const { items } = await audit.list({ limit: 999 })
      expect(items.map(({ act, at }) => [act, Date.parse(at)])).toEqual([
        ['auth_failed', now],
        ['budget_set', now - 9],
      ])
    })

    test('a key is forgotten after its time, and not before', async () => {
      await using store = await open()
      const id = await aConversation(store)
      const send = (at: number) =>
        store.runs.start(ann, aRun(id, { idempotencyKey: 'k', requestHash: 'h', now: at, whileRunning: 'queue' }))
      await send(now)
      await allSlices(() => store.upkeep.expireKeys(now))
      expect(await send(now)).toMatchObject({ kind: 'existing' })
      await allSlices(() => store.upkeep.expireKeys(now + 1))
      expect(await send(now + 1)).toMatchObject({ kind: 'queued' })
    })
  })
}
