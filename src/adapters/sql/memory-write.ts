import { randomUUIDv7 } from 'node:crypto'
import type { NewMemory } from '../../ports/memories.ts'
import { indexMemories, unindexRows } from './index-recall.ts'
import { letGoElsewhere } from './memory-elsewhere.ts'
import { personOf } from './person-number.ts'
import { rowOfMemory } from './memory-rows.ts'
import type { Queryable } from './prepared.ts'
import type { RecallIndex } from './recall-index.ts'

/** More of one person would take longer to compare with what they say than anybody waits. */
export const maxMemories = 2_000

export interface StoredMemory {
  row: number
  id: string
}

/** What another memory service calls one thing only the latest of ours is called. */
async function takeExternalId(trx: Queryable, userId: string, externalId: string): Promise<void> {
  await trx
    .updateTable('memories')
    .set({ external_id: null })
    .where('user_id', '=', userId)
    .where('external_id', '=', externalId)
    .execute()
}

/** Stored and found from now on. */
export async function insertMemory(
  trx: Queryable,
  index: RecallIndex,
  userId: string,
  { text, slot, topic, polarity, importance, externalId }: NewMemory,
  now: number,
): Promise<StoredMemory> {
  if (externalId !== undefined) await takeExternalId(trx, userId, externalId)
  const memory = await trx
    .insertInto('memories')
    .values({
      id: randomUUIDv7(),
      user_id: userId,
      text,
      slot,
      topic,
      polarity,
      importance,
      external_id: externalId ?? null,
      created_at: now,
      updated_at: now,
    })
    .returning(['row', 'id'])
    .executeTakeFirstOrThrow()
  await indexMemories(trx, index, (await personOf(trx, userId)).number, [{ row: memory.row, text }])
  return memory
}

/** Its words are others now: it is found by those, and has no vector. */
export async function reindexMemory(
  trx: Queryable,
  index: RecallIndex,
  userId: string,
  memory: { row: number; text: string },
): Promise<void> {
  await unindexRows(trx, index, [rowOfMemory(memory.row)])
  await indexMemories(trx, index, (await personOf(trx, userId)).number, [memory])
}

/** These, and all that they have stood in the place of. */
const withHistory = (trx: Queryable, ids: readonly string[]) =>
  trx
    .withRecursive('history(id)', (db) =>
      db
        .selectFrom('memories')
        .select('memories.id')
        .where('memories.id', 'in', [...ids])
        .union(
          db.selectFrom('memories').innerJoin('history', 'history.id', 'memories.superseded_by').select('memories.id'),
        ),
    )
    .selectFrom('memories')
    .innerJoin('history', 'history.id', 'memories.id')
    .select(['memories.row', 'memories.id'])
    .execute()

export async function deleteMemories(
  trx: Queryable,
  index: RecallIndex,
  memories: readonly StoredMemory[],
): Promise<void> {
  const ids = memories.map(({ id }) => id)
  await letGoElsewhere(trx, ids)
  await unindexRows(
    trx,
    index,
    memories.map(({ row }) => rowOfMemory(row)),
  )
  await trx.deleteFrom('memory_sources').where('memory_id', 'in', ids).execute()
  await trx.deleteFrom('memories').where('id', 'in', ids).execute()
}

/** What these say, each of the wordings that they have become of. */
export async function wordingsOf(trx: Queryable, ids: readonly string[]): Promise<string[]> {
  const texts = (table: 'memories' | 'memory_sources', id: 'id' | 'memory_id') =>
    trx
      .selectFrom(table)
      .select('text')
      .distinct()
      .where(id, 'in', [...ids])
      .where('text', 'is not', null)
      .execute()
  const found = [...(await texts('memories', 'id')), ...(await texts('memory_sources', 'memory_id'))]
  return found.flatMap(({ text }) => text ?? [])
}

/** Of whoever holds the person's row; returns what they have said. */
export async function deleteWithHistory(trx: Queryable, index: RecallIndex, ids: readonly string[]): Promise<string[]> {
  const memories = await withHistory(trx, ids)
  const wordings = await wordingsOf(
    trx,
    memories.map(({ id }) => id),
  )
  await deleteMemories(trx, index, memories)
  return wordings
}

/** Not to be learned again by itself. */
export async function suppress(trx: Queryable, userId: string, hashes: Iterable<string>): Promise<void> {
  const values = Array.from(new Set(hashes), (hash) => ({ user_id: userId, hash }))
  if (values.length === 0) return
  await trx
    .insertInto('memory_suppressions')
    .values(values)
    .onConflict((conflict) => conflict.columns(['user_id', 'hash']).doNothing())
    .execute()
}

export async function lift(trx: Queryable, userId: string, hash: string): Promise<void> {
  await trx.deleteFrom('memory_suppressions').where('user_id', '=', userId).where('hash', '=', hash).execute()
}
