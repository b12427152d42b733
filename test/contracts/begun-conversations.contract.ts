import { describe, expect, test } from 'vitest'
import type { Scope } from '../../src/conversation/types.ts'
import type { Ask } from '../../src/ports/runs.ts'
import type { Store } from '../../src/ports/store.ts'
import { aFirstRun, ann, aRun, bob, finish, jobIn, now, type OpenStore, strangers } from './store-under-test.ts'

/** Conversations that begin with their first message, in the transaction that accepts it. */
export function begunConversationsContract(open: OpenStore): void {
  describe('the Runs contract: a conversation that begins with its first message', () => {
    const listed = async ({ conversations }: Store, scope: Scope = ann) =>
      (await conversations.list(scope, { limit: 99 })).items.map(({ id }) => id)
    const told = async ({ conversations }: Store, id: string, scope: Scope = ann) =>
      (await conversations.messages(scope, id, { limit: 99, order: 'asc' })).items.map(({ content }) => content)

    test('S3-3, SETTLED 2: is on record together with it', async () => {
      await using store = await open()
      const run = aFirstRun('s1', { content: 'Hi', title: 'A beginning', now: now + 3 })
      const job = jobIn(await store.runs.start(ann, run))
      const id = run.place.conversationId
      expect(job).toMatchObject({ persona: 'luma', run: { conversationId: id, state: 'running' } })
      const at = new Date(now + 3).toISOString()
      const begun = { id, title: 'A beginning', persona: 'luma', metadata: {}, createdAt: at, updatedAt: at }
      expect(await store.conversations.get(ann, id)).toEqual(begun)
      expect(await store.conversations.named(ann, 's1')).toEqual(begun)
      expect(await told(store, id)).toEqual(['Hi', ''])
      expect(await store.runs.get('ann', run.id)).toEqual(job.run)
    })

    test('S3-3: is found again by its name, and goes on as the persona that it began with', async () => {
      await using store = await open()
      const first = aFirstRun('s1', { content: 'First' })
      await finish(store, jobIn(await store.runs.start(ann, first)), 'One')
      const id = first.place.conversationId
      const asked: string[] = []
      const second = aFirstRun('s1', {
        content: 'Second',
        place: { kind: 'begun', conversationId: 'of-no-use', persona: 'another', externalId: 's1' },
        requestFor(persona) {
          asked.push(persona)
          return { model: `for-${persona}` }
        },
      })
      const job = jobIn(await store.runs.start(ann, second))
      expect(asked).toEqual(['luma'])
      expect(job).toMatchObject({ persona: 'luma', request: { model: 'for-luma' }, run: { conversationId: id } })
      expect(await told(store, id)).toEqual(['First', 'One', 'Second', ''])
      expect(await listed(store)).toEqual([id])
    })

    test.each(strangers)('LESSONS 22: $userId in $namespace has one of its own by the same name', async (stranger) => {
      await using store = await open()
      const [hers, theirs] = [aFirstRun('s1', { content: 'Hers' }), aFirstRun('s1', { content: 'Theirs' })]
      await store.runs.start(ann, hers)
      jobIn(await store.runs.start(stranger, theirs))
      expect(await told(store, hers.place.conversationId)).toEqual(['Hers', ''])
      expect(await told(store, theirs.place.conversationId, stranger)).toEqual(['Theirs', ''])
      expect(await store.conversations.named(stranger, 's1')).toMatchObject({ id: theirs.place.conversationId })
    })

    test('S4-1: without a name is a new one each time', async () => {
      await using store = await open()
      const [one, two] = [aFirstRun(null), aFirstRun(null)]
      jobIn(await store.runs.start(ann, one))
      jobIn(await store.runs.start(ann, two))
      expect((await listed(store)).sort()).toEqual([one.place.conversationId, two.place.conversationId].sort())
    })

    test('SETTLED 4: of two first messages at the same time, one waits for the other', async () => {
      await using store = await open()
      const runs = [aFirstRun('s1', { whileRunning: 'queue' }), aFirstRun('s1', { whileRunning: 'queue' })]
      const outcomes = await Promise.all(runs.map((run) => store.runs.start(ann, run)))
      expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['queued', 'started'])
      expect(await listed(store)).toHaveLength(1)
    })

    describe('is not there when that is refused', () => {
      test('SETTLED 6: because its key came with another request', async () => {
        await using store = await open()
        const key = { idempotencyKey: 'k' }
        const first = aFirstRun('s1', { ...key, requestHash: 'one' })
        await store.runs.start(ann, first)
        const refused = aFirstRun('s2', { ...key, requestHash: 'two' })
        expect(await store.runs.start(ann, refused)).toEqual({ kind: 'key_reused' })
        const again = aFirstRun('s2', { ...key, requestHash: 'one' })
        expect(await store.runs.start(ann, again)).toMatchObject({ kind: 'existing', run: { id: first.id } })
        expect(await listed(store)).toEqual([first.place.conversationId])
        expect(await store.conversations.named(ann, 's2')).toBeUndefined()
      })

      test('SETTLED 4: because too many wait', async () => {
        await using store = await open()
        const waiting = { whileRunning: 'queue', queueDepth: 1 } as const
        const first = aFirstRun('s1', waiting)
        await store.runs.start(ann, first)
        expect(await store.runs.start(ann, aFirstRun('s1', waiting))).toMatchObject({ kind: 'queued' })
        expect(await store.runs.start(ann, aFirstRun('s1', waiting))).toEqual({ kind: 'queue_full' })
        expect(await listed(store)).toEqual([first.place.conversationId])
        expect(await told(store, first.place.conversationId)).toHaveLength(4)
      })

      const elsewhere: Ask[] = [
        { kind: 'message', content: 'Hi', parentId: 'no-such', userMessageId: 'u' },
        { kind: 'regenerate', messageId: 'no-such' },
      ]
      test.each(elsewhere)('because it answers what is not in it: a $kind', async (ask) => {
        await using store = await open()
        expect(await store.runs.start(ann, aFirstRun('s1', { ask }))).toEqual({ kind: 'not_found' })
        expect(await listed(store)).toEqual([])
        expect(await store.conversations.named(ann, 's1')).toBeUndefined()
      })

      test('because nobody can say how it is to be answered', async () => {
        await using store = await open()
        const requestFor = (): never => {
          throw new Error('No such model')
        }
        await expect(store.runs.start(ann, aFirstRun('s1', { requestFor }))).rejects.toThrow('No such model')
        expect(await listed(store)).toEqual([])
      })
    })

    test('is asked for by its id like any other, by its owner alone', async () => {
      await using store = await open()
      const first = aFirstRun('s1')
      await finish(store, jobIn(await store.runs.start(ann, first)), 'One')
      const id = first.place.conversationId
      expect(await store.runs.start(bob, aRun(id))).toEqual({ kind: 'not_found' })
      expect(await store.runs.start(ann, aRun(id))).toMatchObject({ kind: 'started' })
    })
  })
}
