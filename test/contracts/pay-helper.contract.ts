import { describe, expect, test } from 'vitest'
import type { Allowance, Budget } from '../../src/ports/budgets.ts'
import type { Store } from '../../src/ports/store.ts'
import { aConversation, allSlices, ann, erasure, finish, now, type OpenStore, started } from './store-under-test.ts'

const minute: Budget = { tokens: 40, seconds: 60 }
const allowance: Allowance = { budget: minute, answerTokens: 20, inputTokens: () => 5 }
const spent = { inputTokens: 10, outputTokens: 4, totalTokens: 14, estimated: true, costUsd: 0.5 }

export function payHelperContract(open: OpenStore): void {
  describe('the People contract: what a helper takes for somebody', () => {
    const pay = ({ people }: Store, conversationId: string | null, at = now) =>
      people.pay('ann', { conversationId, model: 'helper', usage: spent, now: at })

    test('is told as theirs, each time', async () => {
      await using store = await open()
      const id = await aConversation(store)
      await finish(store, await started(store, id), 'So')
      for (let i = 0; i < 2; i++) await pay(store, id)
      const [helper, model] = await store.people.usage('ann', {}, 'model')
      expect(helper).toMatchObject({
        key: 'helper',
        runs: 2,
        usage: { inputTokens: 20, outputTokens: 8, totalTokens: 28, estimated: true, costUsd: 1 },
      })
      expect(model).toMatchObject({ key: 'test-model', runs: 1 })
      expect(await store.people.usage('ann', {}, 'conversation')).toMatchObject([{ key: id, runs: 3 }])
      expect(await store.people.usage('bob', {}, 'model')).toEqual([])
    })

    test('comes out of their budget, in its window, and is not done where that is spent', async () => {
      await using store = await open()
      const { people, budgets } = store
      const id = await aConversation(store)
      expect(await people.mayPay('ann', minute, now)).toBe(true)
      await finish(store, await started(store, id, { allowance }), 'So')
      await pay(store, id)
      expect((await budgets.state('ann', minute, now)).spent).toBe(13 + 14)
      expect(await people.mayPay('ann', minute, now)).toBe(true)
      // What runs may still take counts as well.
      const job = await started(store, id, { allowance })
      expect(await people.mayPay('ann', minute, now)).toBe(false)
      await finish(store, job, 'So', { usage: null })
      expect(await people.mayPay('ann', minute, now)).toBe(true)
      await pay(store, id)
      expect(await people.mayPay('ann', minute, now)).toBe(false)
      expect(await people.mayPay('bob', minute, now)).toBe(true)
      expect(await people.mayPay('ann', minute, now + 60_000)).toBe(true)
      await pay(store, id, now + 60_000)
      expect((await budgets.state('ann', minute, now + 60_000)).spent).toBe(14)
    })

    test('is bounded by a budget of their own, and by none where there is none', async () => {
      await using store = await open()
      const { people, budgets } = store
      const id = await aConversation(store)
      await finish(store, await started(store, id, { allowance }), 'So')
      const entry = { at: now, actor: 'admin', act: 'budget_set', subject: 'ann' } as const
      await budgets.set('ann', { tokens: 10, seconds: 60 }, entry)
      expect(await people.mayPay('ann', minute, now)).toBe(false)
      expect(await people.mayPay('ann', undefined, now)).toBe(false)
      await budgets.set('ann', 'unlimited', entry)
      expect(await people.mayPay('ann', { tokens: 1, seconds: 60 }, now)).toBe(true)
      await budgets.reset('ann', { ...entry, act: 'budget_reset' })
      expect(await people.mayPay('ann', undefined, now)).toBe(true)
    })

    test('for what nobody stores is on record where they are', async () => {
      await using store = await open()
      await store.people.change('ann', { memory: true })
      await pay(store, null)
      expect(await store.people.usage('ann', {}, 'model')).toMatchObject([{ key: 'helper', runs: 1 }])
    })

    test('is not on record of somebody who was erased meanwhile', async () => {
      await using store = await open()
      const id = await aConversation(store)
      await finish(store, await started(store, id), 'So')
      await store.people.hide('ann', erasure('ann'))
      await allSlices(() => store.upkeep.purge())
      for (const conversation of [id, null]) await pay(store, conversation)
      expect(await store.people.usage(ann.userId, {}, 'model')).toEqual([])
    })
  })
}
