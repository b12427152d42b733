import { randomUUIDv7 } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import type { Scope, Usage } from '../../src/conversation/types.ts'
import type { RunJob } from '../../src/ports/runs.ts'
import type { Store } from '../../src/ports/store.ts'
import { allPages } from './all-pages.ts'
import {
  aConversation,
  ann,
  annElsewhere,
  aRun,
  bob,
  erasure,
  fail,
  finish,
  jobIn,
  now,
  type OpenStore,
  started,
  usage,
} from './store-under-test.ts'

export function overviewContract(open: OpenStore): void {
  describe('the Overview contract', () => {
    const eve: Scope = { userId: 'eve', namespace: 'luma' }

    async function answered(store: Store, scope: Scope, spent: Usage = usage, at = now): Promise<RunJob> {
      const job = await started(store, await aConversation(store, scope), { now: at }, scope)
      await finish(store, job, 'Answer', { usage: spent, now: at })
      return job
    }

    async function transient(store: Store, userId: string): Promise<RunJob> {
      const { place: _place, ask: _ask, ...run } = aRun('')
      return jobIn(
        await store.runs.startTransient(userId, { ...run, persona: 'luma', request: { model: 'test-model' } }),
      )
    }

    describe('of usage', () => {
      test('it is summed for each person over all of their rooms, and for nobody else', async () => {
        await using store = await open()
        await answered(store, bob)
        await answered(store, ann)
        await answered(store, annElsewhere)
        const { items, next } = await store.overview.usage({}, { limit: 9 })
        expect(items).toEqual([
          {
            userId: 'ann',
            runs: 2,
            usage: { inputTokens: 20, outputTokens: 6, totalTokens: 26, estimated: false },
          },
          { userId: 'bob', runs: 1, usage },
        ])
        expect(next).toBeNull()
      })

      test('what is known of the cost is summed, and an unknown cost is not taken for nothing', async () => {
        await using store = await open()
        await answered(store, ann, { ...usage, costUsd: 0.25 })
        await answered(store, ann, { ...usage, costUsd: 0.5 })
        await answered(store, ann)
        await answered(store, bob, { ...usage, costUsd: 0 })
        await answered(store, eve)
        const { items } = await store.overview.usage({}, { limit: 9 })
        expect(items.map(({ userId, usage: { costUsd } }) => [userId, costUsd])).toEqual([
          ['ann', 0.75],
          ['bob', 0],
          ['eve', undefined],
        ])
        expect(items[2]?.usage).not.toHaveProperty('costUsd')
      })

      test('a sum with an estimate in it says so, and one of unknown counts is unknown', async () => {
        await using store = await open()
        await answered(store, ann, { ...usage, estimated: true })
        await answered(store, ann)
        await answered(store, bob, { inputTokens: null, outputTokens: 3, totalTokens: null, estimated: false })
        const { items } = await store.overview.usage({}, { limit: 9 })
        expect(items.map((item) => item.usage)).toEqual([
          { inputTokens: 20, outputTokens: 6, totalTokens: 26, estimated: true },
          { inputTokens: null, outputTokens: 3, totalTokens: null, estimated: false },
        ])
      })

      test('a range holds its first moment and not its last, and nobody who spent nothing in it', async () => {
        await using store = await open()
        for (const later of [0, 1, 2]) await answered(store, ann, usage, now + later)
        await answered(store, bob, usage, now + 2)
        const inRange = async (range: { from?: number; to?: number }) =>
          (await store.overview.usage(range, { limit: 9 })).items.map(({ userId, runs }) => `${userId} ${runs}`)
        expect(await inRange({})).toEqual(['ann 3', 'bob 1'])
        expect(await inRange({ from: now + 1 })).toEqual(['ann 2', 'bob 1'])
        expect(await inRange({ to: now + 2 })).toEqual(['ann 2'])
        expect(await inRange({ from: now + 1, to: now + 2 })).toEqual(['ann 1'])
        expect(await inRange({ from: now + 3 })).toEqual([])
      })

      test('one person may be asked for alone, also in a range', async () => {
        await using store = await open()
        for (const later of [0, 1]) await answered(store, ann, usage, now + later)
        await answered(store, bob)
        const runsOf = async (of: Parameters<Store['overview']['usage']>[0]) =>
          (await store.overview.usage(of, { limit: 9 })).items.map(({ userId, runs }) => `${userId} ${runs}`)
        expect(await runsOf({ userId: 'ann' })).toEqual(['ann 2'])
        expect(await runsOf({ userId: 'ann', from: now + 1 })).toEqual(['ann 1'])
        expect(await runsOf({ userId: 'an' })).toEqual([])
      })

      test('pages have everybody once, also in a range, and also when somebody spends meanwhile', async () => {
        await using store = await open()
        const names = ['a', 'b', 'c', 'd', 'e']
        for (const userId of names.toReversed()) await answered(store, { userId, namespace: 'v1' }, usage, now + 1)
        for (const limit of [1, 2, 4, 5, 6]) {
          const pages = await allPages((page) => store.overview.usage({ from: now, to: now + 9 }, page), limit)
          expect(pages.map(({ userId }) => userId)).toEqual(names)
        }
        const { next } = await store.overview.usage({}, { limit: 3 })
        for (let i = 0; i < 3; i++) await answered(store, { userId: 'a', namespace: 'v1' })
        const rest = await store.overview.usage({}, { limit: 3, from: next ?? [] })
        expect(rest.items.map(({ userId }) => userId)).toEqual(['d', 'e'])
      })

      test('whoever is erased is in it no more', async () => {
        await using store = await open()
        await answered(store, ann)
        await answered(store, bob)
        await store.people.hide('ann', erasure('ann'))
        while (await store.upkeep.purge({ userId: 'ann' }));
        const { items } = await store.overview.usage({}, { limit: 9 })
        expect(items.map(({ userId }) => userId)).toEqual(['bob'])
      })
    })

    describe('of runs', () => {
      const ids = (runs: readonly { id: string }[]): string[] => runs.map(({ id }) => id)
      const latestFirst = (...jobs: RunJob[]): string[] =>
        jobs
          .map(({ run }) => run.id)
          .sort()
          .reverse()

      test('the latest come first, of everybody, each once, however long the pages are', async () => {
        await using store = await open()
        const jobs = [await answered(store, ann), await answered(store, annElsewhere), await transient(store, 'eve')]
        for (let i = 0; i < 4; i++) jobs.push(await answered(store, bob))
        for (const limit of [1, 2, 3, 6, 7, 8]) {
          const listed = await allPages((page) => store.overview.runs({}, page), limit)
          expect(ids(listed)).toEqual(latestFirst(...jobs))
        }
      })

      test('each is as its person sees it, and says whose it is and where it was asked', async () => {
        await using store = await open()
        const job = await answered(store, ann)
        const broken = await started(store, await aConversation(store, bob), {}, bob)
        await fail(store, broken)
        const { items } = await store.overview.runs({}, { limit: 9 })
        const listed = new Map(items.map((item) => [item.id, item]))
        expect(listed.get(job.run.id)).toEqual({
          ...(await store.runs.get('ann', job.run.id)),
          userId: 'ann',
          dialect: 'v1',
          persona: 'personal-assistant',
        })
        expect(listed.get(broken.run.id)).toMatchObject({
          userId: 'bob',
          state: 'failed',
          error: { code: 'model_unavailable' },
        })
      })

      test('one without a conversation names none', async () => {
        await using store = await open()
        await transient(store, 'ann')
        const { items } = await store.overview.runs({}, { limit: 9 })
        const nowhere = { conversationId: null, userMessageId: null, messageId: null }
        expect(items).toMatchObject([{ userId: 'ann', persona: 'luma', state: 'running', ...nowhere }])
      })

      test('those of one state or of one person are found alone, page by page', async () => {
        await using store = await open()
        const hers = [await answered(store, ann), await answered(store, annElsewhere), await answered(store, ann)]
        const running = await started(store, await aConversation(store))
        const his = [await answered(store, bob), await answered(store, bob)]
        const found = async (of: Parameters<Store['overview']['runs']>[0]) =>
          ids(await allPages((page) => store.overview.runs(of, page)))
        expect(await found({ userId: 'ann' })).toEqual(latestFirst(...hers, running))
        expect(await found({ state: 'running' })).toEqual([running.run.id])
        expect(await found({ state: 'completed' })).toEqual(latestFirst(...hers, ...his))
        expect(await found({ state: 'completed', userId: 'ann' })).toEqual(latestFirst(...hers))
        expect(await found({ state: 'queued' })).toEqual([])
        expect(await found({ userId: 'an' })).toEqual([])
      })

      test('no text is in it, nor what a request was known by', async () => {
        await using store = await open()
        const conversation = randomUUIDv7()
        const metadata = { note: 'Secret note' }
        await store.conversations.create(ann, {
          id: conversation,
          title: 'Secret title',
          persona: 'personal-assistant',
          metadata,
          now,
        })
        const job = await started(store, conversation, {
          content: 'Secret question',
          idempotencyKey: 'secret-key',
          requestHash: 'secret-hash',
        })
        await finish(store, job, 'Secret answer')
        await store.people.rate('ann', job.answer.id, 'down', 'Secret comment', now)
        await transient(store, 'ann')
        const { items } = await store.overview.runs({}, { limit: 9 })
        const spent = await store.overview.usage({}, { limit: 9 })
        expect(items).toHaveLength(2)
        expect(JSON.stringify([items, spent])).not.toMatch(/secret/i)
        const names = new Set(items.flatMap((item) => Object.keys(item)))
        expect([...names].sort()).toEqual([
          'attempt',
          'conversationId',
          'createdAt',
          'dialect',
          'endedAt',
          'error',
          'id',
          'messageId',
          'model',
          'persona',
          'state',
          'usage',
          'userId',
          'userMessageId',
        ])
      })
    })
  })
}
