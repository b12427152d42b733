import { describe, expect, test } from 'vitest'
import type { EndState, Scope } from '../../src/conversation/types.ts'
import type { PageRequest } from '../../src/ports/page.ts'
import type { Store } from '../../src/ports/store.ts'
import {
  aConversation,
  aFirstRun,
  ann,
  annElsewhere,
  erasure,
  fail,
  finish,
  jobIn,
  now,
  type OpenStore,
  started,
  strangers,
} from './store-under-test.ts'

interface Asked {
  order?: 'asc' | 'desc'
  ended?: readonly EndState[]
  limit?: number
  scope?: Scope
}

/** What clients ask for that name conversations, count them, and know nothing but questions and answers. */
export function exchangesContract(open: OpenStore): void {
  describe('the Conversations contract: by name, by count and by exchange', () => {
    const all = ['completed', 'stopped', 'failed', 'blocked'] as const

    /** Every exchange, page by page. */
    async function exchanges(
      { conversations }: Store,
      id: string,
      { order = 'asc', ended = all, limit = 99, scope = ann }: Asked = {},
    ): Promise<string[]> {
      const told: string[] = []
      let from: PageRequest['from']
      do {
        const page = await conversations.exchanges(scope, id, { limit, from, order, ended })
        expect(page.items.length).toBeLessThanOrEqual(limit)
        told.push(...page.items.map(({ question, answer }) => `${question.content} ${answer.content}`))
        from = page.next ?? undefined
      } while (from)
      return told
    }

    /** A conversation of so many turns, which end as they are told to. */
    async function answered(store: Store, states: readonly EndState[]): Promise<string> {
      const id = await aConversation(store)
      for (const [i, state] of states.entries())
        await finish(store, await started(store, id, { content: `Q${i}` }), `A${i}`, { state })
      return id
    }

    describe('a name', () => {
      test('is each person’s own, in each of their rooms', async () => {
        await using store = await open()
        const { conversations, runs } = store
        const first = aFirstRun('s1')
        await runs.start(ann, first)
        const id = first.place.conversationId
        expect(await conversations.named(ann, 's1')).toEqual(await conversations.get(ann, id))
        expect(await conversations.named(ann, 's2')).toBeUndefined()
        expect(await conversations.named(ann, id)).toBeUndefined()
        for (const stranger of strangers) expect(await conversations.named(stranger, 's1')).toBeUndefined()
      })

      test('S1-4: is free once its conversation is hidden, and the next of that name begins anew', async () => {
        await using store = await open()
        const { conversations, runs, upkeep } = store
        const first = aFirstRun('s1', { content: 'Old' })
        await finish(store, jobIn(await runs.start(ann, first)), 'Answer')
        expect(await conversations.hide(ann, first.place.conversationId)).toBe(true)
        expect(await conversations.hide(ann, first.place.conversationId)).toBe(false)
        expect(await conversations.named(ann, 's1')).toBeUndefined()
        const next = aFirstRun('s1', { content: 'New' })
        jobIn(await runs.start(ann, next))
        while (await upkeep.purge());
        const { id } = (await conversations.named(ann, 's1')) ?? {}
        expect(id).toBe(next.place.conversationId)
        const messages = await conversations.messages(ann, id ?? '', { limit: 9, order: 'asc' })
        expect(messages.items.map(({ content }) => content)).toEqual(['New', ''])
      })

      test('is free as well once its person is hidden', async () => {
        await using store = await open()
        const [first, next] = [aFirstRun('s1'), aFirstRun('s1')]
        await finish(store, jobIn(await store.runs.start(ann, first)), 'Answer')
        await store.people.hide('ann', erasure('ann'))
        expect(await store.conversations.named(ann, 's1')).toBeUndefined()
        expect(jobIn(await store.runs.start(ann, next)).run.conversationId).toBe(next.place.conversationId)
      })
    })

    test('S4-2: a list may be counted through, to its end and past it, and still has a cursor', async () => {
      await using store = await open()
      const ids: string[] = []
      for (let i = 0; i < 5; i++) ids.unshift(await aConversation(store, ann, now + i))
      await aConversation(store, annElsewhere, now + 9)
      const listed = async (limit: number, skip: number) =>
        (await store.conversations.list(ann, { limit, skip })).items.map(({ id }) => id)
      expect(await listed(2, 0)).toEqual(ids.slice(0, 2))
      expect(await listed(2, 1)).toEqual(ids.slice(1, 3))
      expect(await listed(9, 3)).toEqual(ids.slice(3))
      expect(await listed(9, 5)).toEqual([])
      const { next } = await store.conversations.list(ann, { limit: 2, skip: 2 })
      const rest = await store.conversations.list(ann, { limit: 9, from: next ?? [] })
      expect(rest.items.map(({ id }) => id)).toEqual(ids.slice(4))
      expect((await store.conversations.list(ann, { limit: 2, skip: 3 })).next).toBeNull()
    })

    describe('S1-3: exchanges', () => {
      test('are questions with their answers, forwards and backwards, in pages that neither skip nor repeat', async () => {
        await using store = await open()
        const id = await answered(store, Array(5).fill('completed'))
        await answered(store, ['completed'])
        const told = ['Q0 A0', 'Q1 A1', 'Q2 A2', 'Q3 A3', 'Q4 A4']
        for (const limit of [1, 2, 4, 5, 6]) {
          expect(await exchanges(store, id, { limit })).toEqual(told)
          expect(await exchanges(store, id, { limit, order: 'desc' })).toEqual([...told].reverse())
        }
      })

      test('are the whole messages', async () => {
        await using store = await open()
        const id = await answered(store, ['stopped'])
        const messages = await store.conversations.messages(ann, id, { limit: 9, order: 'asc' })
        const { items } = await store.conversations.exchanges(ann, id, { limit: 9, order: 'asc', ended: all })
        expect(items.map(({ question, answer }) => [question, answer])).toEqual([messages.items])
      })

      test('have ended as it is asked, and no page is short for those that have not', async () => {
        await using store = await open()
        const id = await answered(store, ['completed', 'failed', 'stopped', 'blocked', 'completed'])
        await started(store, id, { content: 'Q5' })
        expect(await exchanges(store, id)).toEqual(['Q0 A0', 'Q1 A1', 'Q2 A2', 'Q3 A3', 'Q4 A4'])
        expect(await exchanges(store, id, { ended: ['completed'], limit: 1 })).toEqual(['Q0 A0', 'Q4 A4'])
        expect(await exchanges(store, id, { ended: ['stopped', 'blocked'] })).toEqual(['Q2 A2', 'Q3 A3'])
        const { items } = await store.conversations.exchanges(ann, id, {
          limit: 2,
          order: 'desc',
          ended: ['completed'],
        })
        expect(items.map(({ answer }) => answer.content)).toEqual(['A4', 'A0'])
      })

      test.each(strangers)('LESSONS 22: are not there for $userId in $namespace', async (scope) => {
        await using store = await open()
        const id = await answered(store, ['completed'])
        expect(await exchanges(store, id, { scope })).toEqual([])
        await store.conversations.hide(ann, id)
        expect(await exchanges(store, id)).toEqual([])
      })

      test('are a person’s words and what was answered to them, nothing else that stands in a conversation', async () => {
        await using store = await open()
        const { imports } = store
        const at = { id: 'c', title: null, persona: 'luma', metadata: {}, createdAt: now, now, owner: '' }
        const roles = ['assistant', 'user', 'user', 'assistant', 'assistant', 'system', 'assistant', 'user'] as const
        await imports.begin(ann, at)
        await imports.append(
          ann,
          'c',
          roles.map((role, i) => ({
            id: `m${i}`,
            seq: i + 1,
            parentId: i === 0 ? null : `m${i - 1}`,
            role,
            name: null,
            content: `${i}`,
            createdAt: now,
          })),
        )
        await imports.finish(ann, 'c', roles.length + 1)
        expect(await exchanges(store, 'c')).toEqual(['2 3'])
      })

      test('answer each its own question, also where one was answered twice and another failed', async () => {
        await using store = await open()
        const id = await aConversation(store)
        const first = await started(store, id, { content: 'Q0' })
        await finish(store, first, 'A0')
        await fail(store, await started(store, id, { content: 'Q1' }))
        const again = await started(store, id, { ask: { kind: 'regenerate', messageId: first.answer.id } })
        await finish(store, again, 'A0 again')
        expect(await exchanges(store, id, { ended: ['completed'] })).toEqual(['Q0 A0', 'Q0 A0 again'])
      })
    })
  })
}
