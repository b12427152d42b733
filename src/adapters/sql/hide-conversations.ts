import type { Queryable } from './prepared.ts'

/** Unreadable and uncounted from now on, and their names are free for others. Returns how many it were. */
export async function hideConversations(db: Queryable, column: 'id' | 'user_id', value: string): Promise<number> {
  const counted = await db
    .selectFrom('conversations')
    .select(({ fn }) => [
      'namespace',
      fn.countAll<number>().as('conversations'),
      fn.sum<number>('tallied').as('exchanges'),
    ])
    .where(column, '=', value)
    .where('hidden', 'is', null)
    .where('tallied', '>', 0)
    .groupBy('namespace')
    .execute()
  for (const { namespace, conversations, exchanges } of counted) {
    await db
      .updateTable('tallies')
      .set((eb) => ({
        conversations: eb('conversations', '-', conversations),
        exchanges: eb('exchanges', '-', exchanges),
      }))
      .where('namespace', '=', namespace)
      .execute()
  }
  const [hidden] = await db
    .updateTable('conversations')
    .set({ hidden: 'deleting', external_id: null })
    .where(column, '=', value)
    .where('hidden', 'is', null)
    .execute()
  await wantScrub(db)
  return Number(hidden?.numUpdatedRows ?? 0n)
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
async function wantScrub(db: Queryable): Promise<void> {
  await db
    .updateTable('scrubs')
    .set((eb) => ({ wanted: eb('wanted', '+', 1) }))
    .execute()
}
