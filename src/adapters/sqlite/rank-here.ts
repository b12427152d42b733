import { prepared, type Queryable } from '../sql/prepared.ts'
import { recallSteps } from '../sql/recall-queries.ts'
import { countedDocs } from '../sql/recall-score.ts'
import { createRankTold, type RankTold } from '../sql/recall-told.ts'
import { recallIndex } from './recall-index.ts'

const nthDoc = prepared<{ person: number; before: number }>()((db, p) =>
  db
    .selectFrom('recall_docs')
    .select('row')
    .where('person', '=', p('person'))
    .orderBy('row', 'desc')
    .limit(1)
    .offset(p('before')),
)

/**
 * Of most people all is looked through sooner than another thread has heard of it: that one begins each time with none of
 * the pages that it knew, for whoever writes has written since. Of those who have said much, it is left to that thread.
 */
export function rankHereOr(elsewhere: RankTold, db: Queryable): RankTold {
  const here = createRankTold(recallSteps(db, recallIndex))
  return async (asked) => {
    const hasMany = (await nthDoc(db, { person: asked.person, before: countedDocs - 1 })).length > 0
    return hasMany ? elsewhere(asked) : here(asked)
  }
}
