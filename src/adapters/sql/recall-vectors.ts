import type { Unembedded, Vectors } from '../../ports/recall.ts'
import { rowOfMemory } from './index-recall.ts'
import type { Queryable } from './prepared.ts'
import { beginningOf, tellable } from './recall-found.ts'

/** More than a model takes for a vector. */
const embeddedLength = 20_000

/** What is older gets no vector any more: whoever asks for the next to embed looks past all that has one. */
const turnsEmbedded = 20_000

interface Whose {
  person: number
  userId: string
}

async function factsWithout(db: Queryable, userId: string, model: string, limit: number): Promise<Unembedded[]> {
  const found = await db
    .selectFrom('memories')
    .leftJoin('recall_vectors', (join) =>
      join
        .on(({ eb, neg, ref }) => eb('recall_vectors.row', '=', neg(ref('memories.row'))))
        .on('recall_vectors.model', '=', model),
    )
    .select(['memories.row', 'memories.text'])
    .where('memories.user_id', '=', userId)
    .where('memories.superseded_by', 'is', null)
    .where('recall_vectors.row', 'is', null)
    .orderBy('memories.row', 'desc')
    .limit(limit)
    .execute()
  return found.map(({ row, text }) => ({ row: rowOfMemory(row), text }))
}

const turnsWithout = (db: Queryable, { person, userId }: Whose, model: string, limit: number): Promise<Unembedded[]> =>
  tellable(db, userId)
    .innerJoin(
      ({ selectFrom }) =>
        selectFrom('recall_docs')
          .select('recall_docs.row')
          .where('recall_docs.person', '=', person)
          .where('recall_docs.row', '>', 0)
          .orderBy('recall_docs.row', 'desc')
          .limit(turnsEmbedded)
          .as('newest'),
      (join) => join.onRef('newest.row', '=', 'messages.row'),
    )
    .leftJoin('recall_vectors', (join) =>
      join.onRef('recall_vectors.row', '=', 'newest.row').on('recall_vectors.model', '=', model),
    )
    .select(['messages.row', beginningOf('messages.content', embeddedLength).as('text')])
    .where('recall_vectors.row', 'is', null)
    .orderBy('messages.row', 'desc')
    .limit(limit)
    .execute()

/** Memories before turns: they are few, and count for more. */
export async function withoutVector(db: Queryable, whose: Whose, model: string, limit: number): Promise<Unembedded[]> {
  const facts = await factsWithout(db, whose.userId, model, limit)
  if (facts.length === limit) return facts
  return [...facts, ...(await turnsWithout(db, whose, model, limit - facts.length))]
}

/** What goes at this moment is waited for, and gets none. */
export async function storeVectors(
  trx: Queryable,
  person: number,
  model: string,
  vectors: readonly { row: number; vector: Uint8Array }[],
): Promise<void> {
  const byRow = new Map(vectors.map((one) => [one.row, one]))
  if (byRow.size === 0) return
  const kept = await trx
    .selectFrom('recall_docs')
    .select('row')
    .where('row', 'in', [...byRow.keys()])
    .where('person', '=', person)
    .orderBy('row')
    .forKeyShare()
    .execute()
  const values = kept.flatMap(({ row }) => {
    const one = byRow.get(row)
    return one ? [{ row, person, model, vector: one.vector }] : []
  })
  if (values.length === 0) return
  await trx
    .insertInto('recall_vectors')
    .values(values)
    .onConflict((conflict) =>
      conflict
        .column('row')
        .doUpdateSet(({ ref }) => ({ model: ref('excluded.model'), vector: ref('excluded.vector') })),
    )
    .execute()
}

/** The memories, and then the newest turns. */
export async function newestVectors(db: Queryable, person: number, model: string, limit: number): Promise<Vectors> {
  const ofModel = db
    .selectFrom('recall_vectors')
    .select(['row', 'vector'])
    .where('person', '=', person)
    .where('model', '=', model)
  const facts = await ofModel.where('row', '<', 0).orderBy('row').limit(limit).execute()
  const left = limit - facts.length
  const turns = left > 0 ? await ofModel.where('row', '>', 0).orderBy('row', 'desc').limit(left).execute() : []
  const found = [...facts, ...turns]
  return { rows: found.map(({ row }) => row), vectors: found.map(({ vector }) => vector) }
}
