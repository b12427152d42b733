import type { Queryable } from './prepared.ts'
import { storeChores } from './store-chores.ts'

/** Stands among the suppressions: what was called so at another service is never taken from there again. */
export const goneElsewhere = (externalId: string): string => `elsewhere ${externalId}`

/** Due before anything else, and of nobody: they outlive whoever they are about. */
export const removeElsewhere = (trx: Queryable, externalIds: readonly string[]): Promise<void> =>
  storeChores(
    trx,
    externalIds.map((id) => ({
      kind: 'mirror',
      subject: id,
      seq: 0,
      user_id: '',
      payload: JSON.stringify({ op: 'remove', id }),
      due: 0,
      created_at: 0,
    })),
  )

/** Of memories that go, or that others stand in the place of: another service is to have them no longer. */
export async function letGoElsewhere(trx: Queryable, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  const named = await trx
    .selectFrom('memories')
    .select(['user_id', 'external_id'])
    .where('id', 'in', [...ids])
    .where('external_id', 'is not', null)
    .execute()
  const gone = named.flatMap(({ user_id, external_id: id }) => (id === null ? [] : [{ user_id, id }]))
  if (gone.length === 0) return
  await removeElsewhere(
    trx,
    gone.map(({ id }) => id),
  )
  await trx
    .insertInto('memory_suppressions')
    .values(gone.map(({ user_id, id }) => ({ user_id, hash: goneElsewhere(id) })))
    .onConflict((conflict) => conflict.columns(['user_id', 'hash']).doNothing())
    .execute()
  await trx
    .updateTable('memories')
    .set({ external_id: null })
    .where('id', 'in', [...ids])
    .execute()
}

/** What has a name there keeps it. */
export async function nameElsewhere(trx: Queryable, id: string, externalId: string): Promise<void> {
  await trx
    .updateTable('memories')
    .set({ external_id: externalId })
    .where('id', '=', id)
    .where('external_id', 'is', null)
    .execute()
}
