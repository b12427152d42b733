import type { Role } from '../../conversation/types.ts'
import type { FoundFact, FoundTurn } from '../../ports/recall.ts'
import { inSlots } from './in-slots.ts'
import { type MemoryRow, messageOf, rowOfMemory } from './memory-rows.ts'
import type { RecallSteps, TurnRow } from './recall-steps.ts'

const toTurn = ({ row, id, conversation_id, seq, role, name, created_at, text }: TurnRow): FoundTurn => ({
  kind: 'turn',
  row,
  score: 0,
  words: [],
  text,
  messageId: id,
  conversationId: conversation_id,
  seq,
  role: role as Role,
  name,
  createdAt: created_at,
})

export const toFact = (memory: MemoryRow): FoundFact => ({
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

/** Of these rows of the index those that may be told, in their order. */
export async function foundIn(
  { turns, facts }: Pick<RecallSteps, 'turns' | 'facts'>,
  userId: string,
  rows: readonly number[],
  length: number,
): Promise<(FoundFact | FoundTurn)[]> {
  const said = rows.filter((row) => row > 0)
  const known = rows.filter((row) => row < 0).map(rowOfMemory)
  const found = [
    ...(await inSlots(said, (slots) => turns({ userId, length, ...slots }))).map(toTurn),
    ...(await inSlots(known, (slots) => facts({ userId, ...slots }))).map(toFact),
  ]
  const byRow = new Map(found.map((one) => [one.row, one]))
  return rows.flatMap((row) => byRow.get(row) ?? [])
}
