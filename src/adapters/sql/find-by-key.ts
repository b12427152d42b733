import type { NewRun, StartOutcome } from '../../ports/runs.ts'
import { prepared, type Queryable } from './prepared.ts'
import { toRun } from './rows.ts'

const byKey = prepared<{ userId: string; key: string }>()((db, p) =>
  db
    .selectFrom('runs')
    .leftJoin('conversations', 'conversations.id', 'runs.conversation_id')
    .selectAll('runs')
    .select('conversations.hidden')
    .where('runs.user_id', '=', p('userId'))
    .where('runs.idempotency_key', '=', p('key')),
)

export const forgetKey = prepared<{ id: string }>()((db, p) =>
  db.updateTable('runs').set({ idempotency_key: null }).where('id', '=', p('id')),
)

/** The run that this key has begun before. One whose conversation is gone has no claim to it. */
export async function findByKey(
  trx: Queryable,
  userId: string,
  { idempotencyKey: key, requestHash }: Pick<NewRun, 'idempotencyKey' | 'requestHash'>,
): Promise<Extract<StartOutcome, { kind: 'existing' | 'key_reused' }> | undefined> {
  if (key === undefined) return undefined
  const [known] = await byKey(trx, { userId, key })
  if (!known) return undefined
  if (known.hidden === null) {
    return known.request_hash === requestHash ? { kind: 'existing', run: toRun(known) } : { kind: 'key_reused' }
  }
  await forgetKey(trx, { id: known.id })
  return undefined
}
