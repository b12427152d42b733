import { describe, expect, test } from 'vitest'
import type { ChoreClaim } from '../../src/ports/chores.ts'
import type { Foreign, Lesson, NewMemory, Verdict } from '../../src/ports/memories.ts'
import type { Store } from '../../src/ports/store.ts'
import { aConversation, allSlices, ann, bob, finish, now, type OpenStore, started } from './store-under-test.ts'

const traits = { slot: null, topic: null, polarity: 0 } as const
const hashOf = (text: string): string => `hash of ${text}`
const aMemory = (text: string, more: Partial<NewMemory> = {}): NewMemory => ({
  text,
  importance: 0.5,
  ...traits,
  ...more,
})
const foreign = (externalId: string, text: string, more: Partial<Foreign> = {}): Foreign => ({
  externalId,
  text,
  hash: hashOf(text),
  ...more,
})

/** What memories of another service become here, and what that service is to remove. */
export function adoptedMemoriesContract(open: OpenStore): void {
  describe('the Memories contract, beside another service', () => {
    async function opened() {
      const store = await open()
      const person = await store.pseudonyms.of(ann.userId)
      const adopt = (...found: Foreign[]) => store.memories.adopt(ann.userId, person, found, now)
      const texts = async (userId = ann.userId) =>
        (await store.memories.list(userId, { limit: 99 })).items.map(({ text }) => text).sort()
      return { store, person, adopt, texts }
    }

    /** The ids that are to be removed there, each once. */
    async function owed({ chores }: Store): Promise<string[]> {
      const ids: string[] = []
      for (;;) {
        const claimed: ChoreClaim | undefined = await chores.claim(now + 1e9, 60_000, 9)
        if (!claimed) return ids.sort()
        const { kind, userId, subject } = claimed
        if (kind !== 'mirror') continue
        expect(claimed.chores).toEqual([
          expect.objectContaining({ userId: '', payload: { op: 'remove', id: subject } }),
        ])
        expect(userId).toBe('')
        ids.push(subject)
      }
    }

    async function said(store: Store, content = 'I have a lamp') {
      const conversation = await aConversation(store)
      const job = await started(store, conversation, { content })
      await finish(store, job, 'I see')
      return { conversation, messageId: job.run.userMessageId ?? '' }
    }

    async function learn(
      store: Store,
      lesson: Partial<Lesson> & { text: string },
      verdict: Verdict,
      conversation: string,
    ) {
      await store.chores.add(
        { kind: 'learn', subject: conversation, seq: 1, userId: ann.userId, payload: {}, due: now },
        now,
      )
      const claims: string[] = []
      for (;;) {
        const claimed = await store.chores.claim(now, 60_000, 9)
        if (!claimed) throw new Error('There is nothing to learn from')
        if (claimed.kind !== 'learn') {
          claims.push(claimed.claim)
          continue
        }
        const whole = { ...aMemory(lesson.text), quote: 'q', messageId: null, conversationId: null, explicit: false }
        const lessons = [{ ...whole, hash: hashOf(lesson.text), ...lesson }]
        await store.memories.learn(ann.userId, lessons, () => verdict, claimed.claim, now)
        await store.chores.done(claimed.claim)
        for (const claim of claims) await store.chores.postpone(claim, now)
        return
      }
    }

    test('what is new is a memory, found by its words and by its name there, once', async () => {
      const { store, adopt, texts } = await opened()
      await using _ = store
      const adopted = await adopt(foreign('m1', 'Has a lamp'), foreign('m2', 'Has a rug'), foreign('m1', 'Has a lamp'))
      expect(adopted.get('m1')).toMatchObject({ text: 'Has a lamp', importance: 0.5, source: null })
      expect(await adopt(foreign('m1', 'Has a lamp, or not'))).toEqual(new Map([['m1', adopted.get('m1')]]))
      expect(await texts()).toEqual(['Has a lamp', 'Has a rug'])
      expect((await store.memories.list(ann.userId, { limit: 9, text: 'lamp' })).items).toHaveLength(1)
      expect(await owed(store)).toEqual([])
    })

    test('what is known by the same words is that memory, unless it has a name there already', async () => {
      const { store, adopt, texts } = await opened()
      await using _ = store
      const made = await store.memories.create(ann.userId, aMemory('Has a lamp'), now)
      const adopted = await adopt(foreign('m1', 'Has a lamp'))
      expect(adopted.get('m1')).toEqual(made)
      expect((await adopt(foreign('m2', 'Has a lamp'))).size).toBe(0)
      expect(await texts()).toEqual(['Has a lamp'])
      expect(await owed(store)).toEqual(['m2'])
    })

    test('what was made of a memory is that memory, whatever it says there; of one that is gone it goes', async () => {
      const { store, adopt, texts } = await opened()
      await using _ = store
      const made = await store.memories.create(ann.userId, aMemory('Has a lamp'), now)
      if (made === 'full') throw new Error('There is no room')
      expect((await adopt(foreign('m1', 'User: Has a lamp', { memoryId: made.id }))).get('m1')).toEqual(made)
      expect((await adopt(foreign('m2', 'Has a lamp', { memoryId: made.id }))).size).toBe(0)
      expect((await adopt(foreign('m3', 'Has a rug', { memoryId: 'gone' }))).size).toBe(0)
      expect(await texts()).toEqual(['Has a lamp'])
      expect(await owed(store)).toEqual(['m2', 'm3'])
    })

    test('another’s memory is not taken for what was made of it', async () => {
      const { store, adopt } = await opened()
      await using _ = store
      const made = await store.memories.create(bob.userId, aMemory('Has a lamp'), now)
      if (made === 'full') throw new Error('There is no room')
      expect((await adopt(foreign('m1', 'Has a lamp', { memoryId: made.id }))).size).toBe(0)
      expect((await store.memories.get(bob.userId, made.id))?.externalId).toBeNull()
    })

    test('what was said in a conversation says so, and goes with it here and there', async () => {
      const { store, adopt, texts } = await opened()
      await using _ = store
      const words = 'I have a lamp '
      const { conversation, messageId } = await said(store, `${words}${'💡'.repeat(600)}`)
      const memory = (await adopt(foreign('m1', 'Has a lamp', { messageId }))).get('m1')
      expect(memory?.source).toEqual({ messageId, quote: `${words}${'💡'.repeat(500 - words.length)}` })
      await store.conversations.hide(ann, conversation)
      await allSlices(() => store.upkeep.purge({ conversationId: conversation }))
      expect(await texts()).toEqual([])
      expect(await owed(store)).toEqual(['m1'])
    })

    test('what was said in a conversation that is gone, or another’s, is not kept', async () => {
      const { store, adopt, texts } = await opened()
      await using _ = store
      const { conversation, messageId } = await said(store)
      await store.conversations.hide(ann, conversation)
      const theirs = await aConversation(store, bob)
      const job = await started(store, theirs, {}, bob)
      const other = job.run.userMessageId ?? ''
      await adopt(foreign('m1', 'Has a lamp', { messageId }), foreign('m2', 'Has a rug', { messageId: other }))
      expect(await texts()).toEqual([])
      expect(await owed(store)).toEqual(['m1', 'm2'])
    })

    test('what is left of a memory here does not stay whole there', async () => {
      const { store, adopt, texts } = await opened()
      await using _ = store
      const [one, two] = [await said(store), await said(store)]
      const lamp = (await adopt(foreign('m1', 'Has a lamp', { messageId: one.messageId }))).get('m1')
      const verdict = { kind: 'merge', id: lamp?.id ?? '', text: 'Has a brass lamp' } as const
      const lesson = { text: 'Has a brass lamp', messageId: two.messageId, conversationId: two.conversation }
      await learn(store, lesson, verdict, two.conversation)
      expect(await texts()).toEqual(['Has a brass lamp'])
      await store.conversations.hide(ann, two.conversation)
      await allSlices(() => store.upkeep.purge({ conversationId: two.conversation }))
      expect(await texts()).toEqual(['Has a lamp'])
      expect((await store.memories.get(ann.userId, lamp?.id ?? ''))?.externalId).toBeNull()
      expect(await owed(store)).toEqual(['m1'])
    })

    test('what was said where nothing is to be remembered is not kept', async () => {
      const { store, adopt, texts } = await opened()
      await using _ = store
      const { conversation, messageId } = await said(store)
      await store.conversations.update(ann, conversation, { metadata: { memory: false } }, now)
      await adopt(foreign('m1', 'Has a lamp', { messageId }))
      expect([await texts(), await owed(store)]).toEqual([[], ['m1']])
    })

    test('what was deleted is not taken back, neither by its name nor by its words', async () => {
      const { store, adopt, texts } = await opened()
      await using _ = store
      const lamp = (await adopt(foreign('m1', 'Has a lamp'))).get('m1')
      const rug = (await adopt(foreign('m2', 'Has a rug'))).get('m2')
      await store.memories.remove(ann.userId, lamp?.id ?? '', hashOf)
      await store.memories.remove(ann.userId, rug?.id ?? '')
      await adopt(
        foreign('m1', 'Owns some lamp'),
        foreign('m3', 'Has a lamp'),
        foreign('m2', 'Has a rug'),
        foreign('m4', 'Has a rug'),
      )
      expect(await texts()).toEqual(['Has a rug'])
      expect(await owed(store)).toEqual(['m1', 'm2', 'm3'])
    })

    test('a lesson by a name that was deleted teaches nothing', async () => {
      const { store, adopt, texts } = await opened()
      await using _ = store
      const { conversation } = await said(store)
      const lamp = (await adopt(foreign('m1', 'Has a lamp'))).get('m1')
      await store.memories.remove(ann.userId, lamp?.id ?? '')
      await learn(store, { text: 'Owns a lamp', externalId: 'm1' }, { kind: 'add' }, conversation)
      expect(await texts()).toEqual([])
    })

    test('a lesson that is known already has the name there from then on, where it had none', async () => {
      const { store } = await opened()
      await using _ = store
      const { conversation } = await said(store)
      const made = await store.memories.create(ann.userId, aMemory('Has a lamp'), now)
      if (made === 'full') throw new Error('There is no room')
      for (const externalId of ['m1', 'm2']) {
        await learn(store, { text: 'Has a lamp', externalId }, { kind: 'touch', id: made.id }, conversation)
      }
      expect((await store.memories.get(ann.userId, made.id))?.externalId).toBe('m1')
    })

    test('what something newer stands in the place of goes there, though it is kept here', async () => {
      const { store, adopt, texts } = await opened()
      await using _ = store
      const { conversation } = await said(store)
      const old = (await adopt(foreign('m1', 'Has a lamp'))).get('m1')
      await learn(store, { text: 'Has a candle' }, { kind: 'supersede', id: old?.id ?? '' }, conversation)
      expect((await adopt(foreign('m1', 'Has a lamp'))).size).toBe(0)
      expect(await texts()).toEqual(['Has a candle'])
      expect(await owed(store)).toEqual(['m1'])
    })

    test('all that is deleted at once goes there', async () => {
      const { store, adopt } = await opened()
      await using _ = store
      await adopt(foreign('m1', 'Has a lamp'), foreign('m2', 'Has a rug'))
      await store.memories.create(ann.userId, aMemory('Has a bed'), now)
      while ((await store.memories.removeSome(ann.userId, hashOf)) > 0);
      expect(await owed(store)).toEqual(['m1', 'm2'])
    })

    test('nothing is taken from there under a name that is not theirs any more, nor for whoever wants no memory', async () => {
      const { store, person, adopt, texts } = await opened()
      await using _ = store
      expect((await store.memories.adopt(bob.userId, person, [foreign('m1', 'Has a lamp')], now)).size).toBe(0)
      await store.people.change(ann.userId, { memory: false })
      expect((await adopt(foreign('m1', 'Has a lamp'))).size).toBe(0)
      await store.people.change(ann.userId, { memory: true })
      await store.pseudonyms.drop(ann.userId)
      expect((await adopt(foreign('m1', 'Has a lamp'))).size).toBe(0)
      expect([...(await texts()), ...(await texts(bob.userId))]).toEqual([])
      expect(await owed(store)).toEqual([])
    })

    test('there is no more room than there is', async () => {
      const { store, adopt } = await opened()
      await using _ = store
      const many = Array.from({ length: 2_001 }, (__, i) => foreign(`m${i}`, `Has lamp number ${i}`))
      const adopted = await adopt(...many)
      expect(adopted.size).toBe(2_000)
      expect(await owed(store)).toEqual(['m2000'])
    })

    test('those who take the same at once leave one', async () => {
      const { store, adopt, texts } = await opened()
      await using _ = store
      await Promise.all(Array.from({ length: 8 }, () => adopt(foreign('m1', 'Has a lamp'))))
      expect(await texts()).toEqual(['Has a lamp'])
      expect(await owed(store)).toEqual([])
    })
  })
}
