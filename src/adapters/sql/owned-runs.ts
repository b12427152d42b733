import type { RunId } from '../../conversation/types.ts'
import { ofEverySize, portions, range } from './portions.ts'
import { prepared, type Queryable } from './prepared.ts'
import type { RunRow } from './rows.ts'

/** A run as its writer must know it. */
export type OwnedRun = Pick<
  RunRow,
  | 'id'
  | 'fence'
  | 'state'
  | 'ended_at'
  | 'user_id'
  | 'conversation_id'
  | 'user_message_id'
  | 'message_id'
  | 'model'
  | 'reserved'
> & {
  namespace: string | null
  hidden: string | null
  tallied: number | null
  memory: 0 | 1 | null
  titled_by: string | null
}

const statements = ofEverySize((size) =>
  prepared<{ [index: number]: string }>()((db, p) =>
    db
      .selectFrom('runs')
      .leftJoin('conversations', 'conversations.id', 'runs.conversation_id')
      .select([
        'runs.id',
        'runs.fence',
        'runs.state',
        'runs.ended_at',
        'runs.user_id',
        'runs.conversation_id',
        'runs.user_message_id',
        'runs.message_id',
        'runs.model',
        'runs.reserved',
        'conversations.namespace',
        'conversations.hidden',
        'conversations.tallied',
        'conversations.memory',
        'conversations.titled_by',
      ])
      .where(
        'runs.id',
        'in',
        range(size).map((i) => p(i) ?? ''),
      )
      .orderBy('runs.id')
      .forNoKeyUpdate(['runs']),
  ),
)

/** Locked in the order given, which must be that of their ids: nobody takes them over before this transaction ends. */
export async function lockRuns(db: Queryable, ids: readonly RunId[]): Promise<Map<RunId, OwnedRun>> {
  const found = new Map<RunId, OwnedRun>()
  for (const [size, portion] of portions(ids)) {
    const rows = (await statements.get(size)?.(db, [...portion])) ?? []
    for (const row of rows) found.set(row.id, row)
  }
  return found
}
