import type { Turn } from '../ports/runs.ts'
import { shorten } from './shorten.ts'
import { estimateMessage, estimateTokens } from './tokens.ts'

/** Less of a turn would tell nothing. */
const leastOfOne = 64

/** Where not even what was said last fits: that, cut in its middle, so that "make it shorter" has something to mean. */
export function shortenLastExchange(turns: readonly Turn[], tokens: number): Turn[] {
  const count = turns.findIndex(({ role }) => role === 'user') + 1
  if (count === 0 || tokens / count < leastOfOne) return []
  const shares = new Map<Turn, number>()
  let left = tokens
  const last = turns.slice(0, count)
  for (const turn of last.toSorted((a, b) => estimateMessage(a) - estimateMessage(b))) {
    const share = Math.min(estimateMessage(turn), Math.floor(left / (count - shares.size)))
    shares.set(turn, share)
    left -= share
  }
  return last.map((turn) => {
    const beside = estimateMessage(turn) - estimateTokens(turn.content)
    return { ...turn, content: shorten(turn.content, (shares.get(turn) ?? 0) - beside) }
  })
}
