import { sql } from 'kysely'
import type { Role } from '../../conversation/types.ts'
import type { FoundFact, FoundTurn } from '../../ports/recall.ts'
import { rowOfMemory } from './index-recall.ts'
import { currentMemories, type MemoryRow, messageOf } from './memory-rows.ts'
import type { Queryable } from './prepared.ts'

/** More of one message than anybody is told again, or than a model takes for a vector. */
const textLength = 20_000

/** A text that is no longer than this is given as it is: one with a U+0000 would end there. */
export const beginningOf = (column: string) => sql<string>`
  case when octet_length(${sql.ref(column)}) > ${sql.lit(textLength)}
    then substr(${sql.ref(column)}, 1, ${sql.lit(textLength)}) else ${sql.ref(column)} end`

/** What may be told again of what a person has said. */
export const tellable = (db: Queryable, userId: string) =>
  db
    .selectFrom('messages')
    .innerJoin('conversations', 'conversations.id', 'messages.conversation_id')
    .where('conversations.user_id', '=', userId)
    .where('conversations.hidden', 'is', null)
    .where('conversations.memory', '=', 1)
    .where('messages.status', 'in', ['completed', 'stopped'])

export async function foundTurns(db: Queryable, userId: string, rows: readonly number[]): Promise<FoundTurn[]> {
  if (rows.length === 0) return []
  const found = await tellable(db, userId)
    .innerJoin('recall_docs', 'recall_docs.row', 'messages.row')
    .select([
      'messages.row',
      'messages.id',
      'messages.conversation_id',
      'messages.seq',
      'messages.role',
      'messages.name',
      'messages.created_at',
      beginningOf('messages.content').as('text'),
    ])
    .where('messages.row', 'in', [...rows])
    .execute()
  return found.map(({ row, id, conversation_id: conversationId, seq, role, name, created_at: createdAt, text }) => ({
    kind: 'turn',
    row,
    score: 0,
    words: [],
    text,
    messageId: id,
    conversationId,
    seq,
    role: role as Role,
    name,
    createdAt,
  }))
}

const toFact = (memory: MemoryRow): FoundFact => ({
  kind: 'fact',
  row: rowOfMemory(memory.row),
  score: 0,
  words: [],
  text: memory.text,
  messageId: messageOf(memory),
  memoryId: memory.id,
  importance: memory.importance,
  createdAt: memory.created_at,
})

/** By their rows in the index. */
export async function foundFacts(db: Queryable, userId: string, rows: readonly number[]): Promise<FoundFact[]> {
  if (rows.length === 0) return []
  const found = await currentMemories(db, userId).where('memories.row', 'in', rows.map(rowOfMemory)).execute()
  return found.map(toFact)
}

export async function importantFacts(
  db: Queryable,
  userId: string,
  importance: number,
  limit: number,
): Promise<FoundFact[]> {
  const found = await currentMemories(db, userId)
    .where('memories.importance', '>=', importance)
    .orderBy('memories.importance', 'desc')
    .orderBy('memories.row', 'desc')
    .limit(limit)
    .execute()
  return found.map(toFact)
}

/** Of these rows those that may be told, in their order. */
export async function foundIn(
  db: Queryable,
  userId: string,
  rows: readonly number[],
): Promise<(FoundFact | FoundTurn)[]> {
  const found = await Promise.all([
    foundTurns(
      db,
      userId,
      rows.filter((row) => row > 0),
    ),
    foundFacts(
      db,
      userId,
      rows.filter((row) => row < 0),
    ),
  ])
  const byRow = new Map(found.flat().map((one) => [one.row, one]))
  return rows.flatMap((row) => byRow.get(row) ?? [])
}
