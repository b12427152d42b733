import type { Queryable, Statement } from '../sql/prepared.ts'
import { recallQueries } from '../sql/recall-queries.ts'
import { holdersOf, recallIndex } from './recall-index.ts'

export type RecallStatements = Record<'extent' | 'holders' | 'docs' | 'placed' | 'turns' | 'facts', Statement>

/** The steps of a ranking for a thread that only asks: what builds queries takes it longer to load than all else. */
export function recallStatements(db: Queryable): RecallStatements {
  const { extent, docs, placed, turns, facts } = recallQueries(recallIndex)
  return {
    extent: extent.statementFor(db),
    holders: holdersOf.statementFor(db),
    docs: docs.statementFor(db),
    placed: placed.statementFor(db),
    turns: turns.statementFor(db),
    facts: facts.statementFor(db),
  }
}
