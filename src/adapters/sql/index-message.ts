import type { Scope } from '../../conversation/types.ts'
import { rowOf } from './jobs.ts'
import type { Queryable } from './prepared.ts'
import type { SearchIndex } from './search-index.ts'

/** Into the index with a message that is stored in the same transaction. */
export async function indexMessage(
  db: Queryable,
  index: SearchIndex,
  { userId, namespace }: Scope,
  { id, content }: { id: string; content: string },
): Promise<void> {
  const [stored] = content === '' ? [] : await rowOf(db, { id })
  if (stored) await index.add(db, userId, namespace, [{ row: stored.row, content }])
}
