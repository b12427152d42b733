import type { Embedded, Unembedded, Vectors } from '../../ports/recall.ts'
import { rowOfMemory } from './memory-rows.ts'
import type { Queryable } from './prepared.ts'
import { beginningOf, tellable } from './recall-queries.ts'

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

/** What these rows say now, as it was read to be embedded. */
async function textsOf(trx: Queryable, { userId }: Whose, rows: readonly number[]): Promise<Map<number, string>> {
  const ofMemories = rows.filter((row) => row < 0).map(rowOfMemory)
  const ofTurns = rows.filter((row) => row > 0)
  const facts =
    ofMemories.length === 0
      ? []
      : await trx
          .selectFrom('memories')
          .select(['row', 'text'])
          .where('user_id', '=', userId)
          .where('row', 'in', ofMemories)
          .execute()
  const turns =
    ofTurns.length === 0
      ? []
      : await tellable(trx, userId)
          .select(['messages.row', beginningOf('messages.content', embeddedLength).as('text')])
          .where('messages.row', 'in', ofTurns)
          .execute()
  const all = [...facts.map(({ row, text }) => ({ row: rowOfMemory(row), text })), ...turns]
  return new Map(all.map(({ row, text }) => [row, text]))
}

/**
 * What goes or changes at this moment is waited for: it gets none, nor does what comes into its row. Returns those that
 * were stored.
 */
export async function storeVectors(
  trx: Queryable,
  whose: Whose,
  model: string,
  vectors: readonly Embedded[],
): Promise<Embedded[]> {
  if (vectors.length === 0) return []
  const { person } = whose
  const kept = await trx
    .selectFrom('recall_docs')
    .select('row')
    .where(
      'row',
      'in',
      vectors.map(({ row }) => row),
    )
    .where('person', '=', person)
    .orderBy('row')
    .forKeyShare()
    .execute()
  const texts = await textsOf(
    trx,
    whose,
    kept.map(({ row }) => row),
  )
  const stored = vectors.filter(({ row, text }) => texts.get(row) === text)
  if (stored.length === 0) return []
  const values = stored.map(({ row, vector }) => ({ row, person, model, vector }))
  await trx
    .insertInto('recall_vectors')
    .values(values)
    .onConflict((conflict) =>
      conflict
        .column('row')
        .doUpdateSet(({ ref }) => ({ model: ref('excluded.model'), vector: ref('excluded.vector') })),
    )
    .execute()
  return stored
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
