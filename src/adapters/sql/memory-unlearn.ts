import { indexMemories } from './index-recall.ts'
import { sayWhatRemains } from './memory-remains.ts'
import { deleteMemories } from './memory-write.ts'
import { lockPerson } from './person-number.ts'
import type { Queryable } from './prepared.ts'
import type { RecallIndex } from './recall-index.ts'

const sourcesASlice = 25

interface Gone {
  row: number
  id: string
  superseded_by: string | null
}

/** What those that go have stood in the place of comes back, or has the next one in its place. */
async function succeed(trx: Queryable, index: RecallIndex, person: number, gone: readonly Gone[]): Promise<void> {
  const ids = gone.map(({ id }) => id)
  const next = new Map(gone.map(({ id, superseded_by: by }) => [id, by]))
  const before = await trx
    .selectFrom('memories')
    .select(['row', 'id', 'text', 'superseded_by'])
    .where('superseded_by', 'in', ids)
    .where('id', 'not in', ids)
    .execute()
  for (const { row, id, text, superseded_by: by } of before) {
    let successor = by
    while (successor !== null && next.has(successor)) successor = next.get(successor) ?? null
    await trx.updateTable('memories').set({ superseded_by: successor }).where('id', '=', id).execute()
    if (successor === null) await indexMemories(trx, index, person, [{ row, text }])
  }
}

async function unlearn(
  trx: Queryable,
  index: RecallIndex,
  { person, userId }: { person: number; userId: string },
  ids: readonly string[],
): Promise<void> {
  const silent = await sayWhatRemains(trx, index, userId, ids)
  if (silent.length === 0) return
  const gone = await trx
    .selectFrom('memories')
    .select(['row', 'id', 'superseded_by'])
    .where('id', 'in', silent)
    .execute()
  await succeed(trx, index, person, gone)
  await deleteMemories(trx, index, gone)
}

/**
 * What was learned from a conversation alone goes with it, a slice in a transaction of its own; whether there may be
 * more. What was said elsewhere too says no more than that. What a person has made theirs meanwhile stays as it is.
 */
export async function removeLearnedFrom(trx: Queryable, index: RecallIndex, conversationId: string): Promise<boolean> {
  const found = await trx
    .selectFrom('memory_sources')
    .innerJoin('memories', 'memories.id', 'memory_sources.memory_id')
    .select(['memory_sources.memory_id', 'memories.user_id'])
    .where('memory_sources.conversation_id', '=', conversationId)
    .limit(sourcesASlice)
    .execute()
  const [first] = found
  if (!first) return false
  const person = await lockPerson(trx, first.user_id)
  const emptied = await trx
    .deleteFrom('memory_sources')
    .where('conversation_id', '=', conversationId)
    .where(
      'memory_id',
      'in',
      found.map(({ memory_id: id }) => id),
    )
    .returning('memory_id')
    .execute()
  const ids = [...new Set(emptied.map(({ memory_id: id }) => id))]
  if (ids.length > 0 && person) await unlearn(trx, index, { person: person.number, userId: first.user_id }, ids)
  return true
}
