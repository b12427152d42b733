import type { Queryable } from './prepared.ts'
import { addToChange, changeTallies, type TallyChanges } from './tallies.ts'

type Of = { id: readonly string[] } | { userId: string }

/** Unreadable from now on, and their names are free for others. What that takes from the tallies is added to `changes`. */
export async function withdraw(db: Queryable, of: Of, changes: TallyChanges): Promise<number> {
  const query = db
    .updateTable('conversations')
    .set({ hidden: 'deleting', external_id: null })
    .where('hidden', 'is', null)
    .returning(['namespace', 'tallied'])
  const hidden = await (
    'id' in of ? query.where('id', 'in', [...of.id]) : query.where('user_id', '=', of.userId)
  ).execute()
  for (const { namespace, tallied } of hidden) {
    if (tallied > 0) addToChange(changes, namespace, { conversations: -1, exchanges: -tallied })
  }
  return hidden.length
}

/** Unreadable and uncounted. Returns how many it were. */
export async function hideConversations(db: Queryable, of: Of): Promise<number> {
  const changes: TallyChanges = new Map()
  const count = await withdraw(db, of, changes)
  await changeTallies(db, changes)
  await wantScrub(db)
  return count
}

/** What is being imported, or was and has failed, is not there for anybody, and nobody counts it. */
export async function hideImports(db: Queryable, of: { id?: string; userId?: string } = {}): Promise<void> {
  let query = db.updateTable('conversations').set({ hidden: 'deleting' }).where('hidden', '=', 'importing')
  if (of.id !== undefined) query = query.where('id', '=', of.id)
  if (of.userId !== undefined) query = query.where('user_id', '=', of.userId)
  await query.execute()
  await wantScrub(db)
}

/** From now on the bytes of what goes are owed, whatever happens to this process. */
export async function wantScrub(db: Queryable): Promise<void> {
  await db
    .updateTable('scrubs')
    .set((eb) => ({ wanted: eb('wanted', '+', 1) }))
    .execute()
}
