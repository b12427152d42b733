import { setImmediate as nextTick } from 'node:timers/promises'
import { DomainError } from '../conversation/errors.ts'
import type { Memory } from '../conversation/types.ts'
import type { Embedder } from '../ports/embedder.ts'
import type { AskHelper } from '../ports/ask-helper.ts'
import type { KnownMemory, Lesson, Memories } from '../ports/memories.ts'
import type { MemoryKeeper, Said } from '../ports/memory.ts'
import type { Position } from '../ports/page.ts'
import type { Recall } from '../ports/recall.ts'
import { oneLine } from '../std/one-line.ts'
import { createOneByOne } from '../std/one-by-one.ts'
import { recallTerms } from '../std/recall-terms.ts'
import { createEmbedNew } from './embed-new.ts'
import { createFindNear } from './find-near.ts'
import { createKeepVectors } from './keep-vectors.ts'
import { learningQuestion, lessonsIn, verdictBy } from './learn-by-model.ts'
import { hashOf, toLesson } from './lessons.ts'
import { createReadings, type Read } from './reading.ts'
import { reconcile } from './reconcile.ts'
import { createRecollect } from './recollect.ts'
import type { ReadFacts } from './read-facts.ts'

export interface KeeperDeps {
  memories: Memories
  recall: Recall
  readFacts: Pick<ReadFacts, 'read'>
  /** Without it words alone tell what belongs together. */
  embedder: Embedder | undefined
  /** Without it rules alone learn. */
  ask: AskHelper | undefined
  now(): number
  onTrouble(error: unknown): void
}

/** The newest of them are what a helper may compare with. */
const knownToHelper = 100
/** A few milliseconds' work each. */
const readAtOnce = 50
const learnedAtOnce = 8
/** Of those that hold all words of another, these are looked at for one that says the same. */
const likeIt = 50

const noMemory = (): DomainError =>
  new DomainError('not_found', 'There is no memory of that id, or it is not yours. GET /v1/memories lists yours.')
const full = (): DomainError =>
  new DomainError(
    'memory_full',
    'As much is remembered of you as may be. Delete what is not needed any more, then try again.',
  )
const changed = (): DomainError =>
  new DomainError(
    'memory_changed',
    'This memory was changed after you have read it. Read it again, and change what it says now.',
  )

const plain = (text: string): string => oneLine(text).toLowerCase()

/** What needs somebody who can tell what a text means. */
function createMeanings({
  recall,
  embedder,
  onTrouble,
}: Pick<KeeperDeps, 'recall' | 'onTrouble'> & { embedder: Embedder }) {
  const clock = (): number => performance.now()
  const kept = createKeepVectors({ recall, model: embedder.model, now: clock })
  const shared = { recall, kept, embedder, now: clock, onTrouble }
  return { near: createFindNear(shared), embedNew: createEmbedNew(shared), forget: kept.forget }
}

/** Memory in the store itself: it needs nobody else. */
export function createKeeper({ memories, recall, readFacts, embedder, ask, now, onTrouble }: KeeperDeps): MemoryKeeper {
  const meanings = embedder && createMeanings({ recall, embedder, onTrouble })
  const recollect = createRecollect({ recall, near: meanings?.near })
  /** Of two that say the same at once the second finds the first. */
  const creating = createOneByOne()

  async function learnedByHelper(userId: string, said: readonly Said[], signal: AbortSignal) {
    if (!ask) return []
    const { items } = await memories.list(userId, { limit: knownToHelper })
    const answer = await ask(userId, said[0]?.conversationId ?? null, learningQuestion(said, items), signal)
    return answer === undefined ? [] : lessonsIn(userId, answer, said, items)
  }

  /** A few at a time, with turns for others in between. */
  async function* allOf(userId: string): AsyncGenerator<Memory> {
    for (let from: Position | null | undefined; from !== null; await nextTick()) {
      const { items, next } = await memories.list(userId, { limit: readAtOnce, from })
      yield* items
      from = next
    }
  }

  /** What no word finds is looked for among all. */
  async function findSame(userId: string, text: string): Promise<Memory | undefined> {
    const isSame = (one: Memory): boolean => plain(one.text) === plain(text)
    if (recallTerms(text).length > 0) return (await memories.list(userId, { limit: likeIt, text })).items.find(isSame)
    for await (const one of allOf(userId)) if (isSame(one)) return one
    return undefined
  }

  /** The same words once more make one that is known the person's own, and no less important than they say. */
  async function createdBefore(userId: string, text: string, importance: number): Promise<Memory | undefined> {
    const same = await findSame(userId, text)
    if (!same) return undefined
    const change = { importance: Math.max(importance, same.importance), hashOf: (one: string) => hashOf(userId, one) }
    const touched = await memories.update(userId, same.id, change, now())
    return touched.kind === 'updated' ? touched.memory : undefined
  }

  /** Before the store is held: what is compared while others wait for it has been read by then. */
  async function readKnown(userId: string): Promise<Read> {
    const read = createReadings()
    for await (const { text } of allOf(userId)) read(text)
    return read
  }

  return {
    name: 'builtin',

    recall: (userId, request, signal) => recollect(userId, request, signal),

    async observe(userId, said, claim, signal) {
      if (!(await recall.isWanted(userId))) return
      let read: Read | undefined
      async function learn(lessons: readonly Lesson[]): Promise<boolean> {
        if (lessons.length > 0) read ??= await readKnown(userId)
        const judge = (lesson: Lesson, known: readonly KnownMemory[]) => reconcile(lesson, known, read)
        for (let from = 0; from < lessons.length; from += learnedAtOnce) {
          const some = lessons.slice(from, from + learnedAtOnce)
          if (!(await memories.learn(userId, some, verdictBy(judge), claim, now()))) return false
          await nextTick()
        }
        return true
      }
      const byRules = await readFacts.read(said)
      if (!(await learn(byRules.map(({ fact, said: one }) => toLesson(userId, fact, one))))) return
      const own = said.filter(({ imported }) => !imported)
      if (own.length > 0 && !(await learn(await learnedByHelper(userId, own, signal)))) return
      await meanings?.embedNew(userId, signal)
    },

    list: memories.list,

    create: (userId, text, importance) =>
      creating(userId, async () => {
        const known = await createdBefore(userId, text, importance)
        if (known) return known
        const traits = { slot: null, topic: null, polarity: 0 } as const
        const created = await memories.create(userId, { text, importance, ...traits }, now())
        if (created === 'full') throw full()
        return created
      }),

    async update(userId, id, change) {
      const traits = change.text !== undefined && ({ slot: null, topic: null, polarity: 0 } as const)
      const hash = (text: string) => hashOf(userId, text)
      const updated = await memories.update(userId, id, { ...change, ...traits, hashOf: hash }, now())
      if (updated.kind === 'not_found') throw noMemory()
      if (updated.kind === 'changed') throw changed()
      if (change.text !== undefined) meanings?.forget(userId)
      return updated.memory
    },

    async remove(userId, id) {
      if (!(await memories.remove(userId, id, (text) => hashOf(userId, text)))) throw noMemory()
      meanings?.forget(userId)
    },

    async removeAll(userId) {
      let removed = 0
      for (;;) {
        const some = await memories.removeSome(userId, (text) => hashOf(userId, text))
        if (some === 0) break
        removed += some
      }
      meanings?.forget(userId)
      return removed
    },

    // Whatever is kept here goes with the person.
    forget: async (userId) => meanings?.forget(userId),
    mirror: async () => {},
  }
}
