import { wantScrub } from './hide-conversations.ts'
import { unindexRows } from './index-recall.ts'
import { deleteMemories } from './memory-write.ts'
import type { Others } from './others.ts'
import { lockPerson } from './person-number.ts'
import type { Queryable } from './prepared.ts'
import { purgeChores } from './purge-chores.ts'
import type { RecallIndex } from './recall-index.ts'

/** What one transaction takes. */
const slice = { transient: 200, usage: 500, memories: 50, suppressions: 500, indexed: 100 }

/** What runs still is ended by whoever answers it. */
async function purgeTransient(db: Queryable, userId: string, others: Others): Promise<boolean> {
  const runs = await db
    .selectFrom('runs')
    .select('id')
    .where('user_id', '=', userId)
    .where('conversation_id', 'is', null)
    .where('ended_at', 'is not', null)
    .limit(slice.transient)
    .$call(others)
    .execute()
  if (runs.length === 0) return false
  const ids = runs.map(({ id }) => id)
  await db.deleteFrom('runs').where('id', 'in', ids).execute()
  return true
}

/** What outlives conversations. */
async function purgeUsage(db: Queryable, userId: string, others: Others): Promise<boolean> {
  const rows = await db
    .selectFrom('usage')
    .select('run_id')
    .where('user_id', '=', userId)
    .orderBy('at')
    .limit(slice.usage)
    .$call(others)
    .execute()
  if (rows.length === 0) return false
  const ids = rows.map(({ run_id: id }) => id)
  await db.deleteFrom('usage').where('run_id', 'in', ids).execute()
  return true
}

/** With those that others stand in the place of. */
async function purgeMemories(db: Queryable, index: RecallIndex, userId: string): Promise<boolean> {
  const found = await db
    .selectFrom('memories')
    .select(['row', 'id'])
    .where('user_id', '=', userId)
    .orderBy('row')
    .limit(slice.memories)
    .forUpdate()
    .execute()
  if (found.length > 0) await deleteMemories(db, index, found)
  return found.length > 0
}

async function purgeSuppressions(db: Queryable, userId: string): Promise<boolean> {
  const found = await db
    .selectFrom('memory_suppressions')
    .select('hash')
    .where('user_id', '=', userId)
    .limit(slice.suppressions)
    .execute()
  if (found.length === 0) return false
  const hashes = found.map(({ hash }) => hash)
  await db.deleteFrom('memory_suppressions').where('user_id', '=', userId).where('hash', 'in', hashes).execute()
  return true
}

/** Whatever may be left of them in the index. */
async function purgeIndexed(db: Queryable, index: RecallIndex, person: number): Promise<boolean> {
  for (const table of ['recall_docs', 'recall_vectors'] as const) {
    const found = await db
      .selectFrom(table)
      .select('row')
      .where('person', '=', person)
      .orderBy('row')
      .limit(slice.indexed)
      .execute()
    await unindexRows(
      db,
      index,
      found.map(({ row }) => row),
    )
    if (found.length > 0) return true
  }
  return false
}

/** A slice of what belongs to a person whose conversations are gone. */
export async function purgePerson(db: Queryable, index: RecallIndex, userId: string, others: Others): Promise<boolean> {
  // Whoever erases them once more at this moment waits, and puts down anew that it is owed.
  await db.selectFrom('erasures').select('user_id').where('user_id', '=', userId).forUpdate().execute()
  if ((await purgeTransient(db, userId, others)) || (await purgeUsage(db, userId, others))) return true
  // A scrub that has begun meanwhile has not seen all of it go.
  await wantScrub(db)
  // Nobody learns anything of them meanwhile, and with the chores gone nobody does afterwards.
  const person = await lockPerson(db, userId)
  if (await purgeChores(db, 'user_id', userId)) return true
  if ((await purgeMemories(db, index, userId)) || (await purgeSuppressions(db, userId))) return true
  if (person && (await purgeIndexed(db, index, person.number))) return true
  await db.deleteFrom('people').where('user_id', '=', userId).execute()
  await db.deleteFrom('erasures').where('user_id', '=', userId).execute()
  return false
}
