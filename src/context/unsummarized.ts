import type { Turn } from '../ports/runs.ts'
import type { Summary } from '../ports/summaries.ts'
import { mostFoldedTokens } from './plan-summary.ts'
import { readPath, type ReadTurns } from './read-path.ts'

export interface Unsummarized {
  /** Oldest first, from a question on. */
  turns: Turn[]
  /** What tells of those before them. */
  previous: Summary | undefined
}

/** What was said since the last summary of this path; of very much, the latest. */
export async function readUnsummarized(
  readTurns: ReadTurns,
  summaries: readonly Summary[],
  room: number,
): Promise<Unsummarized> {
  const tokens = mostFoldedTokens + 2 * room
  const { turns, summary } = await readPath({ readTurns, summaries, tokens, exchanges: Infinity })
  const first = turns.findLastIndex(({ role }) => role === 'user')
  return { turns: turns.slice(0, first + 1).toReversed(), previous: summary }
}
