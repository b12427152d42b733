import type { Recall } from '../../ports/recall.ts'
import { findPerson } from './person-number.ts'
import { currentMemories } from './memory-rows.ts'
import { prepared } from './prepared.ts'
import { foundIn, toFact } from './recall-found.ts'
import { recallSteps } from './recall-queries.ts'
import { newestVectors, storeVectors, withoutVector } from './recall-vectors.ts'
import type { SqlParts } from './sql-parts.ts'

/** Nobody is told more of one turn than this, unless they say how much. */
const usualLength = 4_000

const important = prepared<{ userId: string; importance: number; limit: number }>()((db, p) =>
  currentMemories(db, p('userId'))
    .where('memories.importance', '>=', p('importance'))
    .orderBy('memories.importance', 'desc')
    .orderBy('memories.row', 'desc')
    .limit(p('limit')),
)

export function createRecall({
  db,
  reads,
  recallIndex,
  rankTold,
  transaction,
}: Pick<SqlParts, 'db' | 'reads' | 'recallIndex' | 'rankTold' | 'transaction'>): Recall {
  const steps = recallSteps(db, recallIndex)

  /** Undefined where memory is off, as where there is nothing. */
  async function numberOf(userId: string): Promise<number | undefined> {
    const person = await findPerson(db, userId)
    return person?.memory === true ? person.number : undefined
  }

  return {
    isWanted: async (userId) => (await findPerson(db, userId))?.memory ?? true,

    async rank(userId, words, limit, length = usualLength) {
      const person = await numberOf(userId)
      if (person === undefined) return []
      return words.length === 0 ? [] : rankTold({ person, userId, words, limit, length })
    },

    async pinned(userId, importance, limit) {
      if ((await numberOf(userId)) === undefined) return []
      return (await important(db, { userId, importance, limit })).map(toFact)
    },

    async fetch(userId, rows, length = usualLength) {
      if ((await numberOf(userId)) === undefined) return []
      return foundIn(steps, userId, [...new Set(rows)], length)
    },

    async unembedded(userId, model, limit) {
      const person = await numberOf(userId)
      return person === undefined ? [] : withoutVector(reads, { person, userId }, model, limit)
    },

    async embed(userId, model, vectors) {
      const person = await numberOf(userId)
      if (person === undefined) return []
      return transaction((trx) => storeVectors(trx, { person, userId }, model, vectors))
    },

    async vectors(userId, model, limit) {
      const person = await numberOf(userId)
      return person === undefined ? { rows: [], vectors: [] } : newestVectors(reads, person, model, limit)
    },
  }
}
