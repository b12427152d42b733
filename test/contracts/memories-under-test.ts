import { randomUUIDv7 } from 'node:crypto'
import { expect } from 'vitest'
import type { KnownMemory, Lesson, NewMemory, Verdict } from '../../src/ports/memories.ts'
import type { Store } from '../../src/ports/store.ts'
import { recallTerms } from '../../src/std/recall-terms.ts'
import { allPages } from './all-pages.ts'
import { aConversation, allSlices, ann, finish, now, started } from './store-under-test.ts'

export const aMemory = (text: string, more: Partial<NewMemory> = {}): NewMemory => ({
  text,
  slot: null,
  topic: null,
  polarity: 0,
  importance: 0.5,
  ...more,
})

export const hashOf = (text: string): string => `#${text.toLowerCase()}`

export const aLesson = (text: string, more: Partial<Lesson> = {}): Lesson => ({
  ...aMemory(text),
  quote: `I said: ${text}`,
  messageId: null,
  conversationId: null,
  hash: hashOf(text),
  explicit: false,
  ...more,
})

export type Judge = (lesson: Lesson, known: readonly KnownMemory[]) => Verdict

export const asNew: Judge = () => ({ kind: 'add' })

/** The same words are touched, and a slot has one value. */
export const judged: Judge = (lesson, known) => {
  const same = known.find(({ text }) => text === lesson.text)
  if (same) return { kind: 'touch', id: same.id }
  const before = known.find(({ slot }) => slot !== null && slot === lesson.slot)
  return before ? { kind: 'supersede', id: before.id } : { kind: 'add' }
}

export async function aClaim({ chores }: Store, userId = 'ann'): Promise<string> {
  const subject = randomUUIDv7()
  await chores.add({ kind: 'learn', subject, seq: 1, userId, payload: {}, due: 0 }, now)
  for (;;) {
    const claim = await chores.claim(now, 60_000, 1)
    if (!claim) throw new Error('Somebody else is given the chore')
    if (claim.subject === subject) return claim.claim
  }
}

export async function learn(store: Store, lessons: readonly Lesson[], judge: Judge = judged, at = now): Promise<void> {
  const claim = await aClaim(store)
  expect(await store.memories.learn('ann', lessons, judge, claim, at)).toBe(true)
  await store.chores.done(claim)
}

export const list = ({ memories }: Store, userId = 'ann', text?: string) =>
  allPages((page) => memories.list(userId, { ...page, ...(text !== undefined && { text }) }), 50)

export const textsOf = async (store: Store, text?: string): Promise<string[]> =>
  (await list(store, 'ann', text)).map((memory) => memory.text)

export async function recalled({ recall }: Store, text: string, userId = 'ann'): Promise<string[]> {
  const words = recallTerms(text).map((term) => ({ term, weight: 1 }))
  return (await recall.rank(userId, words, 50)).map((found) => found.text)
}

export async function made({ memories }: Store, text: string, more: Partial<NewMemory> = {}, userId = 'ann') {
  const memory = await memories.create(userId, aMemory(text, more), now)
  if (memory === 'full') throw new Error('There is no room')
  return memory
}

/** A message in a conversation, as what is learned of it names it. */
export async function aSource(
  store: Store,
): Promise<{ messageId: string; conversationId: string; forget(): Promise<void> }> {
  const conversationId = await aConversation(store)
  const job = await started(store, conversationId)
  await finish(store, job, 'ok')
  return {
    messageId: job.run.userMessageId,
    conversationId,
    async forget() {
      await store.conversations.hide(ann, conversationId)
      await allSlices(() => store.upkeep.purge({ conversationId }))
    },
  }
}
