import type { KnownMemory, Lesson, Memories, MemoryTraits, Verdict } from '../../ports/memories.ts'
import { unindexRows } from './index-recall.ts'
import { goneElsewhere, letGoElsewhere, nameElsewhere } from './memory-elsewhere.ts'
import { unstored, rowOfMemory } from './memory-rows.ts'
import { insertMemory, lift, maxMemories, reindexMemory } from './memory-write.ts'
import { lockPerson, personOf } from './person-number.ts'
import type { Queryable } from './prepared.ts'
import type { RecallIndex } from './recall-index.ts'
import type { SqlParts } from './sql-parts.ts'

type Known = KnownMemory & { row: number }
type Merge = Extract<Verdict, { kind: 'merge' }>

/** One person's lessons, in the transaction that holds the person's row. */
interface Learning {
  trx: Queryable
  index: RecallIndex
  userId: string
  now: number
  /** All current ones, by id; what is learned is known to the next lesson. */
  known: Map<string, Known>
}

/** Whoever takes what was said away takes the chore first. */
async function holdsClaim(trx: Queryable, userId: string, claim: string): Promise<boolean> {
  const held = await trx
    .selectFrom('chores')
    .select('seq')
    .where('user_id', '=', userId)
    .where('claim', '=', claim)
    .orderBy('kind')
    .orderBy('subject')
    .orderBy('seq')
    .forUpdate()
    .execute()
  return held.length > 0
}

async function readKnown(trx: Queryable, userId: string): Promise<Map<string, Known>> {
  const rows = await trx
    .selectFrom('memories')
    .select(['row', 'id', 'text', 'slot', 'topic', 'polarity'])
    .where('user_id', '=', userId)
    .where('superseded_by', 'is', null)
    .orderBy('row')
    .execute()
  return new Map(rows.map((row) => [row.id, row]))
}

async function readSuppressed(trx: Queryable, userId: string, lessons: readonly Lesson[]): Promise<Set<string>> {
  const hashes = lessons.flatMap(({ hash, externalId }) =>
    externalId === undefined ? [hash] : [hash, goneElsewhere(externalId)],
  )
  const found = await trx
    .selectFrom('memory_suppressions')
    .select('hash')
    .where('user_id', '=', userId)
    .where('hash', 'in', [...new Set(hashes)])
    .execute()
  return new Set(found.map(({ hash }) => hash))
}

/** What the memory is to say once nothing else is left that it was learned from. */
const alone = ({ text, slot, topic, polarity }: MemoryTraits & { text: string }) => ({ text, slot, topic, polarity })
const unknown = { text: null, slot: null, topic: null, polarity: 0 } as const

/** Of a message that has said something of it before, the fuller of both counts. */
async function addSource(trx: Queryable, id: string, lesson: Lesson, verdict: Verdict): Promise<void> {
  const merged = verdict.kind === 'merge' ? verdict : undefined
  const said = { quote: lesson.quote, ...(merged?.both ? unknown : alone(lesson)) }
  await trx
    .insertInto('memory_sources')
    .values({
      memory_id: id,
      message_id: lesson.messageId ?? unstored,
      conversation_id: lesson.conversationId,
      ...said,
    })
    .onConflict((conflict) => {
      const again = conflict.columns(['memory_id', 'message_id'])
      return merged?.text === lesson.text && !merged.both ? again.doUpdateSet(said) : again.doNothing()
    })
    .execute()
}

/** Of one memory: more would be written for one name than it is worth. */
const mostLeanedOn = 50

/** What lends it a name stands behind it without a word of its own; what goes with its conversation anyway need not. */
async function leanOn(trx: Queryable, id: string, { restsOn = [], conversationId, messageId }: Lesson): Promise<void> {
  if (restsOn.length === 0) return
  const lent = await trx
    .selectFrom('memory_sources')
    .select(['message_id', 'conversation_id'])
    .distinct()
    .where('memory_id', 'in', [...restsOn])
    .where('conversation_id', 'is not', null)
    .where('conversation_id', 'is distinct from', conversationId)
    .limit(mostLeanedOn)
    .execute()
  if (lent.length === 0) return
  await trx
    .insertInto('memory_sources')
    .values(lent.map((one) => ({ ...one, memory_id: id, quote: '', ...unknown })))
    .onConflict((conflict) => conflict.columns(['memory_id', 'message_id']).doNothing())
    .execute()
  await trx
    .updateTable('memory_sources')
    .set(unknown)
    .where('memory_id', '=', id)
    .where('message_id', '=', messageId ?? unstored)
    .execute()
}

/** What a person has put down stands by itself, and would go with the words that it came from if it had any. */
async function isLearned(trx: Queryable, id: string): Promise<boolean> {
  const source = trx.selectFrom('memory_sources').select('message_id').where('memory_id', '=', id).limit(1)
  return (await source.executeTakeFirst()) !== undefined
}

/** Whether words stand behind it, to which these are added. */
async function touch({ trx, now }: Learning, id: string, lesson: Lesson, verdict: Verdict): Promise<boolean> {
  const learned = await isLearned(trx, id)
  await trx.updateTable('memories').set({ updated_at: now }).where('id', '=', id).execute()
  if (lesson.externalId !== undefined) await nameElsewhere(trx, id, lesson.externalId)
  if (learned) await addSource(trx, id, lesson, verdict)
  return learned
}

async function merge(learning: Learning, old: Known, lesson: Lesson, verdict: Merge): Promise<void> {
  const { trx, index, userId, known } = learning
  const { text } = verdict
  if (!(await touch(learning, old.id, lesson, verdict)) || text === old.text) return
  if (text === lesson.text) await leanOn(trx, old.id, lesson)
  await trx
    .updateTable('memories')
    .set((eb) => ({ text, version: eb('version', '+', 1) }))
    .where('id', '=', old.id)
    .execute()
  await reindexMemory(trx, index, userId, { row: old.row, text })
  known.set(old.id, { ...old, text })
}

async function add({ trx, index, userId, now, known }: Learning, lesson: Lesson): Promise<string> {
  const { row, id } = await insertMemory(trx, index, userId, lesson, now)
  await addSource(trx, id, lesson, { kind: 'add' })
  await leanOn(trx, id, lesson)
  const { text, slot, topic, polarity } = lesson
  known.set(id, { row, id, text, slot, topic, polarity })
  return id
}

async function supersede(learning: Learning, old: Known, lesson: Lesson): Promise<void> {
  const { trx, index, known } = learning
  const id = await add(learning, lesson)
  await trx.updateTable('memories').set({ superseded_by: id }).where('id', '=', old.id).execute()
  await letGoElsewhere(trx, [old.id])
  await unindexRows(trx, index, [rowOfMemory(old.row)])
  known.delete(old.id)
}

async function apply(learning: Learning, lesson: Lesson, verdict: Verdict): Promise<void> {
  const { known } = learning
  const old = verdict.kind === 'add' ? undefined : known.get(verdict.id)
  if (verdict.kind === 'add' || !old) {
    if (known.size < maxMemories) await add(learning, lesson)
  } else if (verdict.kind === 'touch') await touch(learning, old.id, lesson, verdict)
  else if (verdict.kind === 'merge') await merge(learning, old, lesson, verdict)
  else await supersede(learning, old, lesson)
}

/** Those who learn of one person at once take turns: what the first has learned the second knows. */
export const createLearn =
  ({ recallIndex: index, transaction }: Pick<SqlParts, 'recallIndex' | 'transaction'>): Memories['learn'] =>
  (userId, lessons, judge, claim, now) =>
    transaction(async (trx) => {
      const locked = await lockPerson(trx, userId)
      if (!(await holdsClaim(trx, userId, claim))) return false
      const { memory } = locked ?? (await personOf(trx, userId))
      if (!memory || lessons.length === 0) return true
      const learning: Learning = { trx, index, userId, now, known: await readKnown(trx, userId) }
      const suppressed = await readSuppressed(trx, userId, lessons)
      for (const lesson of lessons) {
        if (lesson.externalId !== undefined && suppressed.has(goneElsewhere(lesson.externalId))) continue
        if (suppressed.has(lesson.hash)) {
          if (!lesson.explicit) continue
          await lift(trx, userId, lesson.hash)
          suppressed.delete(lesson.hash)
        }
        await apply(learning, lesson, judge(lesson, [...learning.known.values()]))
      }
      return true
    })
