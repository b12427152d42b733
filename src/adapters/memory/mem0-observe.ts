import type { KnownMemory, Lesson, Memories, Verdict } from '../../ports/memories.ts'
import type { MemoryKeeper, Said } from '../../ports/memory.ts'
import type { Pseudonyms } from '../../ports/pseudonyms.ts'
import type { Recall } from '../../ports/recall.ts'
import { takeCodePoints } from '../../std/code-points.ts'
import { sha256Hex } from '../../std/sha256-hex.ts'
import type { Mem0Adopt } from './mem0-adopt.ts'
import type { AskMem0 } from './mem0-ask.ts'
import type { createAwaitAdded } from './mem0-await.ts'
import type { Mem0Chores } from './mem0-chores.ts'
import type { Mem0Client } from './mem0-client.ts'
import { Mem0Error } from './mem0-error.ts'
import type { Mem0Change, Mem0Outcome } from './mem0-replies.ts'
import type { Mem0Metadata } from './mem0-routes.ts'
import { isSameText, memoryText, mostAlike } from './mem0-text.ts'

export interface Mem0ObserveDeps extends Mem0Adopt {
  client: Pick<Mem0Client, 'add'>
  ask: AskMem0
  awaitAdded: ReturnType<typeof createAwaitAdded>
  builtin: Pick<MemoryKeeper, 'observe'>
  memories: Memories
  recall: Pick<Recall, 'isWanted'>
  pseudonyms: Pseudonyms
  mirrored: Mem0Chores
  hashOf(userId: string, text: string): string
  now(): number
}

/** What one claim of somebody has brought, and where it was said. */
interface Learned {
  userId: string
  person: string
  own: readonly Said[]
  claim: string
  changes: readonly Mem0Change[]
}

const importance = 0.5
const quoteLength = 500
/** Of one message. */
const heardLength = 20_000
/** Of one add. The others are found when what Mem0 has is looked through. */
const mostChanges = 50

/** The same for the same words, whoever asks and however often. */
const keyOf = (own: readonly Said[]): string =>
  sha256Hex(JSON.stringify(own.map(({ messageId, text, at }) => messageId ?? [at, text])))

function metadataOf(own: readonly Said[]): Mem0Metadata {
  const messageId = own.find((one) => one.messageId !== null)?.messageId
  return { claimKey: keyOf(own), ...(messageId && { messageId }) }
}

/** Learns by Mem0, and by what is built in where that fails. */
export function createMem0Observe({
  client,
  ask,
  awaitAdded,
  settle,
  builtin,
  memories,
  recall,
  pseudonyms,
  mirrored,
  hashOf,
  now,
}: Mem0ObserveDeps): MemoryKeeper['observe'] {
  const anything = (): Verdict => ({ kind: 'add' })

  function lessonOf({ userId, own }: Learned, { id, text }: Mem0Change): Lesson {
    const source = mostAlike(text, own)
    return {
      text,
      slot: null,
      topic: null,
      polarity: 0,
      importance,
      externalId: id,
      quote: takeCodePoints(source?.text ?? '', quoteLength),
      messageId: source?.messageId ?? null,
      conversationId: source?.conversationId ?? null,
      hash: hashOf(userId, text),
      explicit: false,
    }
  }

  /** What is here is as Mem0 has it now; where it is not to be, what Mem0 has becomes as it is here. */
  async function mirrorAll(learned: Learned): Promise<void> {
    const { userId, person, claim } = learned
    const told = learned.changes.slice(0, mostChanges).flatMap((change) => {
      const text = change.event === 'DELETE' ? change.text : memoryText(change.text)
      return text === undefined ? [] : [{ ...change, text }]
    })
    const ids = told.map(({ id }) => id)
    const before = await memories.byExternalId(userId, ids)
    const kept = told.filter(({ event }) => event !== 'DELETE')
    const judge = ({ text, externalId = '' }: Lesson, known: readonly KnownMemory[]): Verdict => {
      const old = before.get(externalId)
      if (old && known.some(({ id }) => id === old.id)) return { kind: 'merge', id: old.id, text, both: true }
      const same = known.find((one) => isSameText(one.text, text))
      return same ? { kind: 'touch', id: same.id } : { kind: 'add' }
    }
    const lessons = kept.map((change) => lessonOf(learned, change))
    const isHeld = await memories.learn(userId, lessons, judge, claim, now())
    for (const { id, event } of isHeld ? told : []) {
      const old = before.get(id)
      // What a person has put down, or changed, is theirs.
      if (event === 'DELETE' && old?.source) await memories.remove(userId, old.id)
    }
    const after = await memories.byExternalId(userId, ids)
    await mirrored.remove(kept.flatMap(({ id }) => (after.has(id) ? [] : [id])))
    for (const { id, text } of kept) {
      const memory = after.get(id)
      if (memory && memory.text !== text) await mirrored.put(person, memory)
    }
  }

  async function add(person: string, own: readonly Said[], signal: AbortSignal): Promise<Mem0Outcome> {
    const messages = own.map(({ text }) => ({ role: 'user' as const, content: takeCodePoints(text, heardLength) }))
    const at = Math.max(...own.map((one) => one.at))
    try {
      const added = await ask(() => client.add(person, messages, { at, metadata: metadataOf(own) }, signal))
      const outcome = await awaitAdded(added, signal)
      if (outcome.kind !== 'pending') return outcome
      await mirrored.settle(person)
      // Accepted, and nobody can wait any longer: it comes by and by. What never seems to come is learned here as well.
      return signal.aborted ? outcome : { kind: 'failed' }
    } catch (error) {
      if (!(error instanceof Mem0Error)) throw error
      // It may have been heard.
      await mirrored.settle(person)
      return { kind: 'failed' }
    }
  }

  /** Undefined where Mem0 cannot say. */
  async function wasHeard(userId: string, person: string, own: readonly Said[], signal: AbortSignal) {
    const key = keyOf(own)
    try {
      return (await settle(userId, person, signal)).some(({ metadata }) => metadata['claimKey'] === key)
    } catch (error) {
      if (error instanceof Mem0Error) return undefined
      throw error
    }
  }

  /** False where Mem0 has not learned from it. */
  async function tell(userId: string, own: readonly Said[], claim: string, signal: AbortSignal): Promise<boolean> {
    const person = await pseudonyms.of(userId)
    const heard = await wasHeard(userId, person, own, signal)
    if (heard !== false) return heard === true
    const outcome = await add(person, own, signal)
    if (outcome.kind === 'done') await mirrorAll({ userId, person, own, claim, changes: outcome.memories })
    return outcome.kind !== 'failed'
  }

  return async function observe(userId, said, claim, signal) {
    if (!(await recall.isWanted(userId))) return
    // What came in with many others is not paid for.
    const own = said.filter((one) => !one.imported && one.text.trim() !== '')
    // What is gone by now is told to nobody.
    if (!(await memories.learn(userId, [], anything, claim, now()))) return
    const heard = own.length > 0 && (await tell(userId, own, claim, signal))
    // With nothing to learn from, it still sees to what was learned.
    await builtin.observe(userId, heard ? said.filter((one) => one.imported) : said, claim, signal)
  }
}
