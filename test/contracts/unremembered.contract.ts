import { describe, expect, test } from 'vitest'
import type { Scope } from '../../src/conversation/types.ts'
import type { NewRun } from '../../src/ports/runs.ts'
import type { Store } from '../../src/ports/store.ts'
import { aLesson, aSource, asNew, learn, recalled, textsOf } from './memories-under-test.ts'
import {
  aConversation,
  aFirstRun,
  allSlices,
  ann,
  finish,
  jobIn,
  now,
  type OpenStore,
  remembering,
  started,
} from './store-under-test.ts'

/** Whether a run that wants to remember may. */
async function isRemembered(store: Store, id: string, scope: Scope = ann): Promise<boolean> {
  const job = await started(store, id, { requestFor: () => ({ model: 'm', memory: true }) }, scope)
  await finish(store, job, 'So')
  return job.request.memory === true
}

export function unrememberedContract(open: OpenStore): void {
  describe('MEMORY: a conversation that is not remembered', () => {
    const create = ({ conversations }: Store, metadata: Record<string, unknown>) =>
      conversations.create(ann, { id: 'c1', title: null, persona: 'luma', metadata, now })

    test('is one whose metadata says so, and nothing else', async () => {
      await using store = await open()
      await create(store, { memory: false })
      expect(await isRemembered(store, 'c1')).toBe(false)
      for (const [i, memory] of [true, 'false', 0, null, undefined].entries()) {
        const id = `other${i}`
        await store.conversations.create(ann, { id, title: null, persona: 'luma', metadata: { memory }, now })
        expect(await isRemembered(store, id)).toBe(true)
      }
    })

    test('follows its metadata when those change, and stays what it is when they do not', async () => {
      await using store = await open()
      const { conversations } = store
      await create(store, { memory: false })
      await conversations.update(ann, 'c1', { title: 'Quiet' }, now)
      expect(await isRemembered(store, 'c1')).toBe(false)
      await conversations.update(ann, 'c1', { metadata: { other: 1 } }, now)
      expect(await isRemembered(store, 'c1')).toBe(true)
      await conversations.update(ann, 'c1', { metadata: { memory: false } }, now)
      expect(await isRemembered(store, 'c1')).toBe(false)
      await conversations.update(ann, 'c1', { metadata: { memory: false, other: 1 } }, now)
      expect(await isRemembered(store, 'c1')).toBe(false)
    })

    test('takes along what was learned only there, and what was still to be, once it is one', async () => {
      await using store = await open()
      const { chores, conversations, memories, upkeep } = store
      const quiet = await aSource(store)
      const other = await aSource(store)
      await learn(store, [aLesson('Has a cat', quiet), aLesson('Has a dog', quiet), aLesson('Likes tea', other)])
      await learn(store, [aLesson('Has a dog', other)])
      const { conversationId } = quiet
      expect(await upkeep.unlearn(conversationId)).toBe(false)
      expect(await textsOf(store)).toHaveLength(3)
      await finish(store, await started(store, conversationId), 'So', { after: remembering })
      const claim = await chores.claim(now + 1e6, 60_000, 9)
      const title = { kind: 'title', subject: conversationId, seq: 0, userId: 'ann', payload: {}, due: now } as const
      await chores.add(title, now)
      await conversations.update(ann, conversationId, { metadata: { memory: false } }, now)
      while (await upkeep.owesScrub()) await upkeep.scrub()
      await allSlices(() => upkeep.unlearn(conversationId))
      expect(await upkeep.owesScrub()).toBe(true)
      expect(await textsOf(store)).toEqual(['Likes tea', 'Has a dog'])
      expect(await recalled(store, 'cat')).toEqual([])
      expect(await chores.claim(now + 1e6, 60_000, 9)).toMatchObject({ kind: 'title', subject: conversationId })
      const late = [aLesson('Has a cat', quiet)]
      expect(await memories.learn('ann', late, asNew, claim?.claim ?? '', now)).toBe(false)
      await other.forget()
      expect(await textsOf(store)).toEqual([])
      // What was said there is there.
      expect((await conversations.messages(ann, conversationId, { limit: 9, order: 'asc' })).items).toHaveLength(4)
      expect(await upkeep.unlearn('nothing')).toBe(false)
    })

    test('is not changed by anybody else', async () => {
      await using store = await open()
      await create(store, { memory: false })
      await store.conversations.update({ ...ann, userId: 'bob' }, 'c1', { metadata: { memory: true } }, now)
      expect(await isRemembered(store, 'c1')).toBe(false)
    })

    test('is one that began as nobody’s, until somebody says otherwise', async () => {
      await using store = await open()
      const begin = async (name: string, memory?: boolean): Promise<string> => {
        const more: Partial<NewRun> = {
          requestFor: () => ({ model: 'm', ...(memory !== undefined && { memory }) }),
        }
        const job = jobIn(await store.runs.start(ann, aFirstRun(name, more)))
        await finish(store, job, 'So')
        return job.run.conversationId
      }
      const [nobodys, hers] = [await begin('s1', false), await begin('s2')]
      expect(await isRemembered(store, hers)).toBe(true)
      expect(await isRemembered(store, nobodys)).toBe(false)
      const { conversations } = store
      await conversations.update(ann, nobodys, { title: 'Whose?', metadata: { a: 1 } }, now)
      expect(await isRemembered(store, nobodys)).toBe(false)
      await conversations.update(ann, nobodys, { metadata: { memory: true } }, now)
      expect(await isRemembered(store, nobodys)).toBe(true)
    })

    test('a run that does not want to remember does not, wherever it is', async () => {
      await using store = await open()
      const id = await aConversation(store)
      const job = await started(store, id, { requestFor: () => ({ model: 'm', memory: false }) })
      expect(job.request.memory).toBe(false)
      await finish(store, job, 'So')
      expect(await isRemembered(store, id)).toBe(true)
    })
  })
}
