import { sql } from 'kysely'
import type { Role } from '../../conversation/types.ts'
import type { FoundFact, FoundTurn } from '../../ports/recall.ts'
import { rowOfMemory } from './index-recall.ts'
import { currentMemories, type MemoryRow, messageOf } from './memory-rows.ts'
import { range } from './portions.ts'
import { prepared, type Queryable } from './prepared.ts'

/** A text that is no longer than this is given as it is: one with a U+0000 would end there. */
export const beginningOf = (column: string, length: number) => sql<string>`
  case when octet_length(${sql.ref(column)}) > ${length}
    then substr(${sql.ref(column)}, 1, cast(${length} as integer)) else ${sql.ref(column)} end`

/** What may be told again of what a person has said. */
export const tellable = (db: Queryable, userId: string) =>
  db
    .selectFrom('messages')
    .innerJoin('conversations', 'conversations.id', 'messages.conversation_id')
    .where('conversations.user_id', '=', userId)
    .where('conversations.hidden', 'is', null)
    .where('conversations.memory', '=', 1)
    .where('messages.status', 'in', ['completed', 'stopped'])

/** So many rows are asked for at once: one statement serves all who ask for fewer. */
const slots = 64

type RowArgs = { userId: string; [row: `row${number}`]: number }
type TurnArgs = RowArgs & { length: number }

/** A list that is shorter names its last row again and again. */
async function inSlots<Row>(
  rows: readonly number[],
  ask: (args: Record<`row${number}`, number>) => Promise<Row[]>,
): Promise<Row[]> {
  const found: Row[] = []
  for (let from = 0; from < rows.length; from += slots) {
    const some = rows.slice(from, from + slots)
    const args = range(slots).map((i) => [`row${i}`, some[Math.min(i, some.length - 1)] ?? 0] as const)
    found.push(...(await ask(Object.fromEntries(args))))
  }
  return found
}

const turnsIn = prepared<TurnArgs>()((db, p) =>
  tellable(db, p('userId'))
    .innerJoin('recall_docs', 'recall_docs.row', 'messages.row')
    .select([
      'messages.row',
      'messages.id',
      'messages.conversation_id',
      'messages.seq',
      'messages.role',
      'messages.name',
      'messages.created_at',
      beginningOf('messages.content', p('length')).as('text'),
    ])
    .where(
      'messages.row',
      'in',
      range(slots).map((i) => p(`row${i}`)),
    ),
)

const factsIn = prepared<RowArgs>()((db, p) =>
  currentMemories(db, p('userId')).where(
    'memories.row',
    'in',
    range(slots).map((i) => p(`row${i}`)),
  ),
)

const important = prepared<{ userId: string; importance: number; limit: number }>()((db, p) =>
  currentMemories(db, p('userId'))
    .where('memories.importance', '>=', p('importance'))
    .orderBy('memories.importance', 'desc')
    .orderBy('memories.row', 'desc')
    .limit(p('limit')),
)

async function foundTurns(
  db: Queryable,
  userId: string,
  rows: readonly number[],
  length: number,
): Promise<FoundTurn[]> {
  const found = await inSlots(rows, (args) => turnsIn(db, { userId, length, ...args }))
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
  const found = await inSlots(rows.map(rowOfMemory), (args) => factsIn(db, { userId, ...args }))
  return found.map(toFact)
}

export const importantFacts = async (
  db: Queryable,
  userId: string,
  importance: number,
  limit: number,
): Promise<FoundFact[]> => (await important(db, { userId, importance, limit })).map(toFact)

/** Of these rows those that may be told, in their order. */
export async function foundIn(
  db: Queryable,
  userId: string,
  rows: readonly number[],
  length: number,
): Promise<(FoundFact | FoundTurn)[]> {
  const found = await Promise.all([
    foundTurns(
      db,
      userId,
      rows.filter((row) => row > 0),
      length,
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
