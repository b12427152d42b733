import type { FoundFact, FoundTurn, RecallWord } from '../../ports/recall.ts'
import { foundIn } from './recall-found.ts'
import { createRanking } from './recall-rank.ts'
import type { RecallSteps } from './recall-steps.ts'

/** Plain data: whoever answers may be in another thread. */
export interface Asked {
  person: number
  userId: string
  words: readonly RecallWord[]
  limit: number
  /** No more of a turn than this. */
  length: number
}

/** What has to do with these words and may be told, best first. */
export type RankTold = (asked: Asked) => Promise<(FoundFact | FoundTurn)[]>

export function createRankTold(steps: RecallSteps): RankTold {
  const rank = createRanking(steps)
  return async ({ person, userId, words, limit, length }) => {
    const ranked = await rank({ person, userId }, words, limit)
    const byRow = new Map(ranked.map((one) => [one.row, one]))
    const found = await foundIn(steps, userId, [...byRow.keys()], length)
    return found.map((one) => ({ ...one, ...byRow.get(one.row) }))
  }
}
