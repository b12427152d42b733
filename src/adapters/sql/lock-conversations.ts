import type { RunId, Scope } from '../../conversation/types.ts'
import type { Place } from '../../ports/runs.ts'
import { prepared, type Queryable } from './prepared.ts'

/*
 * Whoever locks rows of several kinds takes conversations first, then erasures, runs, tallies, scrubs, budgets, people,
 * chores, memories, the chain of what was judged, each kind in the order of its keys (people by their user_id). A
 * statement that waits for a lock goes on with what it saw before: what it guards is read after it.
 */

const lockById = prepared<{ id: string }>()((db, p) =>
  db.selectFrom('conversations').select('id').where('id', '=', p('id')).forNoKeyUpdate(),
)

const lockNamed = prepared<Scope & { externalId: string }>()((db, p) =>
  db
    .selectFrom('conversations')
    .select('id')
    .where('user_id', '=', p('userId'))
    .where('namespace', '=', p('namespace'))
    .where('external_id', '=', p('externalId'))
    .forNoKeyUpdate(),
)

const lockOpenRunsOf = prepared<{ conversationId: string }>()((db, p) =>
  db
    .selectFrom('runs')
    .select('id')
    .where('conversation_id', '=', p('conversationId'))
    .where('ended_at', 'is', null)
    .orderBy('id')
    .forNoKeyUpdate(),
)

/** Nobody else sends to it, begins what waits in it, or ends its runs, until this transaction has ended. */
export async function lockConversation(trx: Queryable, id: string): Promise<void> {
  await lockById(trx, { id })
}

/** One that only begins is nobody's yet: a unique index decides there. */
export async function lockPlace(trx: Queryable, scope: Scope, place: Place): Promise<void> {
  if (place.kind === 'existing') await lockById(trx, { id: place.conversationId })
  else if (place.externalId !== null) await lockNamed(trx, { ...scope, externalId: place.externalId })
}

export async function lockOpenRuns(trx: Queryable, conversationId: string): Promise<void> {
  await lockOpenRunsOf(trx, { conversationId })
}

export async function lockConversationsOf(trx: Queryable, runs: readonly RunId[]): Promise<void> {
  if (runs.length === 0) return
  const found = await trx
    .selectFrom('runs')
    .select('conversation_id')
    .where('id', 'in', [...runs])
    .where('conversation_id', 'is not', null)
    .distinct()
    .execute()
  const ids = found.flatMap(({ conversation_id: id }) => (id === null ? [] : [id]))
  if (ids.length === 0) return
  await trx.selectFrom('conversations').select('id').where('id', 'in', ids).orderBy('id').forNoKeyUpdate().execute()
}

export async function lockConversationsOfPerson(trx: Queryable, userId: string): Promise<void> {
  await trx
    .selectFrom('conversations')
    .select('id')
    .where('user_id', '=', userId)
    .where((eb) => eb.or([eb('hidden', 'is', null), eb('hidden', '=', 'importing')]))
    .orderBy('id')
    .forNoKeyUpdate()
    .execute()
}
