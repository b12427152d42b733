import type { ChoreKind } from '../../ports/chores.ts'
import { prepared, type Queryable } from './prepared.ts'

interface Key {
  kind: ChoreKind
  subject: string
  seq: number
}

/** What one transaction takes. */
const slice = 200

const deleteChore = prepared<{ [Column in keyof Key]: Key[Column] }>()((db, p) =>
  db.deleteFrom('chores').where('kind', '=', p('kind')).where('subject', '=', p('subject')).where('seq', '=', p('seq')),
)

export async function deleteChores(db: Queryable, keys: readonly Key[]): Promise<void> {
  await Promise.all(keys.map((key) => deleteChore(db, { ...key })))
}

/** Those of a conversation or of a person. What another service still has is not forgotten there by being gone here. */
export async function purgeChores(
  db: Queryable,
  of: 'subject' | 'user_id',
  id: string,
  only?: ChoreKind,
): Promise<boolean> {
  const keys = await db
    .selectFrom('chores')
    .select(['kind', 'subject', 'seq'])
    .where(of, '=', id)
    .where('kind', only === undefined ? '!=' : '=', only ?? 'mirror')
    .orderBy('kind')
    .orderBy('subject')
    .orderBy('seq')
    .limit(slice)
    .forUpdate()
    .execute()
  await deleteChores(db, keys)
  return keys.length > 0
}
