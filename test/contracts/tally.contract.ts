import { describe, expect, test } from 'vitest'
import type { Scope } from '../../src/conversation/types.ts'
import type { Seal } from '../../src/ports/journal.ts'
import type { Store } from '../../src/ports/store.ts'
import {
  aConversation,
  aSeal,
  ann,
  annElsewhere,
  bob,
  entry,
  erasure,
  finish,
  type OpenStore,
  started,
} from './store-under-test.ts'

export function tallyContract(open: OpenStore): void {
  describe('S1-5, SETTLED 23: a tally', () => {
    async function turn(store: Store, id: string, more: Partial<Seal> = {}, scope: Scope = ann): Promise<void> {
      await finish(store, await started(store, id, {}, scope), 'Answer', { tallyUpTo: 3, ...more })
    }

    const tally = ({ conversations }: Store, namespace = 'v1') => conversations.tally(namespace)
    const counts = (conversations: number, exchanges: number) => ({ conversations, exchanges })

    test('counts conversations and their exchanges, of everybody in a room, and of no other room', async () => {
      await using store = await open()
      expect(await tally(store)).toEqual(counts(0, 0))
      const [hers, his] = [await aConversation(store), await aConversation(store, bob)]
      const elsewhere = await aConversation(store, annElsewhere)
      expect(await tally(store)).toEqual(counts(0, 0))
      await turn(store, hers)
      await turn(store, hers)
      await turn(store, his, {}, bob)
      await turn(store, elsewhere, {}, annElsewhere)
      expect(await tally(store)).toEqual(counts(2, 3))
      expect(await tally(store, 'therapy-bot')).toEqual(counts(1, 1))
      expect(await tally(store, 'luma')).toEqual(counts(0, 0))
    })

    test('counts so many of a conversation, and no more', async () => {
      await using store = await open()
      const [long, short] = [await aConversation(store), await aConversation(store)]
      for (let i = 0; i < 5; i++) await turn(store, long)
      expect(await tally(store)).toEqual(counts(1, 3))
      await turn(store, short)
      expect(await tally(store)).toEqual(counts(2, 4))
      await turn(store, long, { tallyUpTo: 4 })
      await turn(store, long, { tallyUpTo: 4 })
      expect(await tally(store)).toEqual(counts(2, 5))
    })

    test('counts what was completed, where it is to be counted', async () => {
      await using store = await open()
      const id = await aConversation(store)
      for (const state of ['failed', 'stopped', 'blocked'] as const) await turn(store, id, { state })
      await finish(store, await started(store, id), 'Uncounted')
      await turn(store, id, { tallyUpTo: 0 })
      expect(await tally(store)).toEqual(counts(0, 0))
      await turn(store, id)
      expect(await tally(store)).toEqual(counts(1, 1))
    })

    test('loses what a hidden conversation had in it, once, and counts nothing of it any more', async () => {
      await using store = await open()
      const { conversations, journal, upkeep } = store
      const [gone, stays] = [await aConversation(store), await aConversation(store)]
      for (const id of [gone, gone, stays]) await turn(store, id)
      const running = await started(store, gone)
      expect(await tally(store)).toEqual(counts(2, 3))
      await conversations.hide(ann, gone)
      expect(await tally(store)).toEqual(counts(1, 1))
      await conversations.hide(ann, gone)
      await journal.commit([entry(running, [], aSeal('Late', { tallyUpTo: 3 }))])
      expect(await tally(store)).toEqual(counts(1, 1))
      while (await upkeep.purge());
      expect(await tally(store)).toEqual(counts(1, 1))
    })

    test('is not touched by a stranger who hides', async () => {
      await using store = await open()
      const id = await aConversation(store)
      await turn(store, id)
      for (const stranger of [bob, annElsewhere]) await store.conversations.hide(stranger, id)
      expect(await tally(store)).toEqual(counts(1, 1))
    })

    test('loses what a hidden person had in it, in each room', async () => {
      await using store = await open()
      const gone = await aConversation(store)
      for (const id of [gone, await aConversation(store), await aConversation(store)]) await turn(store, id)
      await turn(store, gone)
      await turn(store, await aConversation(store, bob), {}, bob)
      const elsewhere = await aConversation(store, annElsewhere)
      for (let i = 0; i < 2; i++) await turn(store, elsewhere, {}, annElsewhere)
      await store.conversations.hide(ann, gone)
      expect(await tally(store)).toEqual(counts(3, 3))
      expect(await store.people.hide('ann', erasure('ann'))).toMatchObject({ conversations: 3 })
      expect(await tally(store)).toEqual(counts(1, 1))
      expect(await tally(store, 'therapy-bot')).toEqual(counts(0, 0))
    })
  })
}
