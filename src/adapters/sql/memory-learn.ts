import type { KnownMemory, Lesson, Memories, Verdict } from '../../ports/memories.ts'
import { rowOfMemory, unindexRows } from './index-recall.ts'
import { goneElsewhere, letGoElsewhere, nameElsewhere } from './memory-elsewhere.ts'
import { unstored } from './memory-rows.ts'
import { insertMemory, lift, maxMemories, reindexMemory } from './memory-write.ts'
import { lockPerson, personOf } from './person-number.ts'
import type { Queryable } from './prepared.ts'
import type { RecallIndex } from './recall-index.ts'
import type { SqlParts } from './sql-parts.ts'

type Known = KnownMemory & { row: number }

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

async function addSource(trx: Queryable, id: string, lesson: Lesson): Promise<void> {
  await trx
    .insertInto('memory_sources')
    .values({
      memory_id: id,
      message_id: lesson.messageId ?? unstored,
      conversation_id: lesson.conversationId,
      quote: lesson.quote,
    })
    .onConflict((conflict) => conflict.columns(['memory_id', 'message_id']).doNothing())
    .execute()
}

/** What a person has put down stands by itself, and would go with the words that it came from if it had any. */
async function isLearned(trx: Queryable, id: string): Promise<boolean> {
  const source = trx.selectFrom('memory_sources').select('message_id').where('memory_id', '=', id).limit(1)
  return (await source.executeTakeFirst()) !== undefined
}

async function touch({ trx, now }: Learning, id: string, lesson: Lesson, learned: boolean): Promise<void> {
  await trx.updateTable('memories').set({ updated_at: now }).where('id', '=', id).execute()
  if (lesson.externalId !== undefined) await nameElsewhere(trx, id, lesson.externalId)
  if (learned) await addSource(trx, id, lesson)
}

async function merge(learning: Learning, old: Known, lesson: Lesson, text: string): Promise<void> {
  const { trx, index, userId, known } = learning
  const learned = await isLearned(trx, old.id)
  await touch(learning, old.id, lesson, learned)
  if (!learned || text === old.text) return
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
  await addSource(trx, id, lesson)
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
  const { trx, known } = learning
  const old = verdict.kind === 'add' ? undefined : known.get(verdict.id)
  if (verdict.kind === 'add' || !old) {
    if (known.size < maxMemories) await add(learning, lesson)
  } else if (verdict.kind === 'touch') await touch(learning, old.id, lesson, await isLearned(trx, old.id))
  else if (verdict.kind === 'merge') await merge(learning, old, lesson, verdict.text)
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
