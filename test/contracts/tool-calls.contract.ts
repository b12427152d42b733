import { randomUUIDv7 } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import type { Allowance } from '../../src/ports/budgets.ts'
import type { KeptToolCall } from '../../src/ports/tool-calls.ts'
import {
  aConversation,
  allSlices,
  ann,
  aRun,
  bob,
  finish,
  jobIn,
  now,
  type OpenStore,
  started,
  usage,
} from './store-under-test.ts'

const call = (n: number, more: Partial<KeptToolCall> = {}): KeptToolCall => ({
  n,
  step: 0,
  name: 'files__read',
  arguments: '{"path":"a"}',
  state: 'called',
  output: null,
  ...more,
})

export function toolCallsContract(openStore: OpenStore): void {
  describe('What answers have had done', () => {
    test('is there for whoever goes on with the answer, as far as it had come', async () => {
      await using store = await openStore()
      const { run, fence } = await started(store, await aConversation(store))
      expect(await store.toolCalls.begin(run.id, fence, [call(0), call(1, { state: 'waiting' })])).toBe(true)
      expect(await store.toolCalls.change(run.id, fence, { n: 0, state: 'done', output: 'A line.' })).toBe(true)
      expect(await store.toolCalls.begin(run.id, fence, [call(2, { step: 1 })])).toBe(true)
      expect(await store.toolCalls.of(run.id)).toEqual([
        call(0, { state: 'done', output: 'A line.' }),
        call(1, { state: 'waiting' }),
        call(2, { step: 1 }),
      ])
      expect(await store.toolCalls.of(randomUUIDv7())).toEqual([])
    })

    test('is written by nobody who has lost the run', async () => {
      await using store = await openStore()
      const { run, fence } = await started(store, await aConversation(store))
      await store.toolCalls.begin(run.id, fence, [call(0)])
      await store.journal.abandon(run.id, fence)
      const [taken] = await store.journal.takeOver('node-2', 'nobodys', 10)
      expect(taken?.run.id).toBe(run.id)
      expect(await store.toolCalls.begin(run.id, fence, [call(1)])).toBe(false)
      expect(await store.toolCalls.change(run.id, fence, { n: 0, state: 'done', output: 'late' })).toBe(false)
      expect(await store.toolCalls.of(run.id)).toEqual([call(0)])
    })

    test('LESSONS 15: is held back of a budget as it grows, and what others hold is not left for it', async () => {
      await using store = await openStore()
      const allowance: Allowance = { budget: { tokens: 100, seconds: 60 }, answerTokens: 20, inputTokens: () => 10 }
      const ask = async () => jobIn(await store.runs.start(ann, aRun(await aConversation(store), { allowance })))
      const heldBack = async () => (await store.budgets.state(ann.userId, allowance.budget, now)).reserved
      const first = await ask()
      const hold = (spent: number, next: number, { run, fence } = first, at = now) =>
        store.toolCalls.holdBack(run.id, fence, { spent, next }, at)
      expect(await hold(10, 60)).toBe(true)
      expect(await heldBack()).toBe(70)
      const second = await ask()
      expect(await heldBack()).toBe(100)
      expect((await store.runs.start(ann, aRun(await aConversation(store), { allowance }))).kind).toBe('budget_spent')
      expect(await hold(15, 40, second)).toBe(true)
      expect(await hold(45, 30)).toBe(false) // 55 are held by the other
      expect(await heldBack()).toBe(130)
      await finish(store, second, 'So', { usage: { ...usage, inputTokens: 50, outputTokens: 5, totalTokens: 55 } })
      expect(await hold(44, 30)).toBe(true)
      expect(await hold(45, 30)).toBe(false)
      expect(await hold(45, 30, first, now + 61_000)).toBe(true) // the window is another
      await store.budgets.set(ann.userId, 'unlimited', {
        at: now,
        actor: 'admin',
        act: 'budget_set',
        subject: 'ann',
      })
      expect(await hold(1_000, 30)).toBe(true)
    })

    test('is not counted where nothing is, and holds nothing back of a run that is lost', async () => {
      await using store = await openStore()
      const { run, fence } = await started(store, await aConversation(store))
      expect(await store.toolCalls.holdBack(run.id, fence, { spent: 1, next: 1 }, now)).toBe(true)
      await store.journal.abandon(run.id, fence)
      expect(await store.toolCalls.holdBack(run.id, fence, { spent: 1, next: 1 }, now)).toBe(false)
      expect((await store.budgets.state(ann.userId, undefined, now)).reserved).toBe(0)
    })

    test('is allowed once, by the one whose answer it is, and only while it waits', async () => {
      await using store = await openStore()
      const { run, fence } = await started(store, await aConversation(store))
      await store.toolCalls.begin(run.id, fence, [call(0, { state: 'waiting' }), call(1)])
      expect(await store.toolCalls.decide(bob.userId, run.id, 0, true)).toBeUndefined()
      expect(await store.toolCalls.decide(ann.userId, run.id, 7, true)).toBeUndefined()
      expect(await store.toolCalls.decide(ann.userId, run.id, 1, true)).toBe('called')
      expect(await store.toolCalls.decide(ann.userId, run.id, 0, false)).toBe('refused')
      expect(await store.toolCalls.decide(ann.userId, run.id, 0, true)).toBe('refused')
      expect((await store.toolCalls.of(run.id)).map(({ state }) => state)).toEqual(['refused', 'called'])
    })

    test('goes with the log, and with the conversation', async () => {
      await using store = await openStore()
      const conversationId = await aConversation(store)
      const first = await started(store, conversationId)
      await store.toolCalls.begin(first.run.id, first.fence, [call(0)])
      await finish(store, first, 'Done.')
      expect(await store.toolCalls.of(first.run.id)).toHaveLength(1)
      await allSlices(() => store.upkeep.compact(now + 1))
      expect(await store.toolCalls.of(first.run.id)).toEqual([])

      const second = await started(store, conversationId)
      await store.toolCalls.begin(second.run.id, second.fence, [call(0)])
      await finish(store, second, 'Done again.')
      await store.conversations.hide(ann, conversationId)
      await allSlices(() => store.upkeep.purge({ conversationId }))
      expect(await store.toolCalls.of(second.run.id)).toEqual([])
    })
  })
}
