import type { Recall } from '../../ports/recall.ts'
import { findPerson } from './person-number.ts'
import { foundIn, importantFacts } from './recall-found.ts'
import { createRanking } from './recall-rank.ts'
import { createTelling } from './recall-telling.ts'
import { newestVectors, storeVectors, withoutVector } from './recall-vectors.ts'
import type { SqlParts } from './sql-parts.ts'

/** Nobody is told more of one turn than this, unless they say how much. */
const usualLength = 4_000

export function createRecall({
  db,
  reads,
  recallIndex,
  transaction,
}: Pick<SqlParts, 'db' | 'reads' | 'recallIndex' | 'transaction'>): Recall {
  const rankRows = createRanking(recallIndex)
  const tellingOf = createTelling(recallIndex)

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
      const ranked = await rankRows(reads, { person, userId }, await tellingOf(reads, person, words), limit)
      const byRow = new Map(ranked.map((one) => [one.row, one]))
      const found = await foundIn(reads, userId, [...byRow.keys()], length)
      return found.map((one) => ({ ...one, ...byRow.get(one.row) }))
    },

    async pinned(userId, importance, limit) {
      if ((await numberOf(userId)) === undefined) return []
      return importantFacts(reads, userId, importance, limit)
    },

    async fetch(userId, rows, length = usualLength) {
      if ((await numberOf(userId)) === undefined) return []
      return foundIn(reads, userId, [...new Set(rows)], length)
    },

    async unembedded(userId, model, limit) {
      const person = await numberOf(userId)
      return person === undefined ? [] : withoutVector(reads, { person, userId }, model, limit)
    },

    async embed(userId, model, vectors) {
      const person = await numberOf(userId)
      if (person === undefined) return
      await transaction((trx) => storeVectors(trx, person, model, vectors))
    },

    async vectors(userId, model, limit) {
      const person = await numberOf(userId)
      return person === undefined ? { rows: [], vectors: [] } : newestVectors(reads, person, model, limit)
    },
  }
}
