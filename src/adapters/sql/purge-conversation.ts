import { sql } from 'kysely'
import { sizeOf } from './fitting.ts'
import { unindexRows } from './index-recall.ts'
import type { Queryable } from './prepared.ts'
import type { SqlParts } from './sql-parts.ts'

/*
 * All is asked for in the order of an index: else Postgres, where much of a table is of one conversation, reads the table
 * from its beginning for every slice, and past all that the slices before have left dead.
 */

/** What one transaction takes: a few milliseconds of work, whatever the rows hold. */
const slice = { messages: 100, runs: 50, events: 500, bytes: 65_536 }

/** How many of these go at once, by what they hold; the first always does, or nothing ever would. */
function taken(sizes: readonly { size: number }[]): number {
  let bytes = 0
  const over = sizes.findIndex(({ size }, i) => (bytes += size) > slice.bytes && i > 0)
  return over === -1 ? sizes.length : over
}

export async function purgeMessages(
  db: Queryable,
  { index, recallIndex }: Pick<SqlParts, 'index' | 'recallIndex'>,
  conversationId: string,
): Promise<boolean> {
  const found = await db
    .selectFrom('messages')
    .select(['row', 'id', sizeOf('messages.content').as('size')])
    .where('conversation_id', '=', conversationId)
    .orderBy('seq')
    .limit(slice.messages)
    .forUpdate()
    .execute()
  const going = found.slice(0, taken(found))
  if (going.length === 0) return false
  const rows = going.map(({ row }) => row)
  await index.remove(db, rows)
  await unindexRows(db, recallIndex, rows)
  const ids = going.map(({ id }) => id)
  await db.deleteFrom('feedback').where('message_id', 'in', ids).execute()
  await db.deleteFrom('messages').where('row', 'in', rows).execute()
  return true
}

/** Runs and what was told of them: many with a short log at once, or a part of a long one. */
export async function purgeRuns(db: Queryable, conversationId: string): Promise<boolean> {
  const runs = await db
    .selectFrom('runs')
    .select('id')
    .where('conversation_id', '>=', conversationId)
    .where('conversation_id', '<=', conversationId)
    .orderBy('conversation_id')
    .limit(slice.runs)
    .forUpdate()
    .execute()
  if (runs.length === 0) return false
  const ids = runs.map(({ id }) => id)
  const events = await db
    .selectFrom('run_events')
    .select(['run_id', 'seq', sql<number>`octet_length(payload)`.as('size')])
    .where('run_id', 'in', ids)
    .orderBy('run_id')
    .orderBy('seq')
    .limit(slice.events)
    .execute()
  const going = events.slice(0, taken(events))
  // The log of the last may go on; those after it are not begun.
  const isCut = going.length < events.length || events.length === slice.events
  const last = isCut ? going.at(-1) : undefined
  const whole = last ? ids.filter((id) => id < last.run_id) : ids
  if (last) await db.deleteFrom('run_events').where('run_id', '=', last.run_id).where('seq', '<=', last.seq).execute()
  if (whole.length > 0) {
    await db.deleteFrom('run_events').where('run_id', 'in', whole).execute()
    await db.deleteFrom('tool_calls').where('run_id', 'in', whole).execute()
    await db.deleteFrom('runs').where('id', 'in', whole).execute()
  }
  return true
}
