import type { Scope } from '../../conversation/types.ts'
import type { Place } from '../../ports/runs.ts'
import { prepared, type Queryable } from './prepared.ts'

/** All that a send needs to know of its conversation. */
const conversations = (db: Queryable) =>
  db
    .selectFrom('conversations')
    .select((eb) => [
      'id',
      'persona',
      'title',
      'titled_by',
      'memory',
      'tokens',
      'care',
      'next_seq',
      eb
        .selectFrom('messages')
        .select('messages.id')
        .whereRef('messages.conversation_id', '=', 'conversations.id')
        .orderBy('messages.seq', 'desc')
        .limit(1)
        .as('latest'),
      eb
        .selectFrom('runs')
        .select(eb.fn.countAll<number>().as('n'))
        .whereRef('runs.conversation_id', '=', 'conversations.id')
        .where('runs.ended_at', 'is', null)
        .as('open'),
    ])
    .where('hidden', 'is', null)

const conversationOf = prepared<{ id: string; userId: string; namespace: string }>()((db, p) =>
  conversations(db)
    .where('id', '=', p('id'))
    .where('user_id', '=', p('userId'))
    .where('namespace', '=', p('namespace')),
)

const conversationNamed = prepared<{ externalId: string; userId: string; namespace: string }>()((db, p) =>
  conversations(db)
    .where('user_id', '=', p('userId'))
    .where('namespace', '=', p('namespace'))
    .where('external_id', '=', p('externalId')),
)

/** One that nothing was said in. */
const blank = {
  title: null,
  titled_by: null,
  memory: 1,
  tokens: 0,
  care: null,
  next_seq: 1,
  latest: null,
  open: 0,
} as const

/** The conversation that is meant, or what it begins with; it is for the caller to insert. */
export async function findPlace(trx: Queryable, scope: Scope, place: Place) {
  const { conversationId: id } = place
  if (place.kind === 'existing') return (await conversationOf(trx, { id, ...scope }))[0]
  const { externalId, persona } = place
  const [known] = externalId === null ? [] : await conversationNamed(trx, { externalId, ...scope })
  return known ?? { ...blank, id, persona, begins: { externalId, persona } }
}
