import type { Turn } from '../ports/runs.ts'
import { estimateMessage } from './tokens.ts'

/** When the history has outgrown its room, at least so much of that stays filled. */
const least = 1 / 2

/** 1 for every second exchange, 2 for every fourth of the rest, and so on: the rarer, the longer it stays in sight. */
function rankOf({ seq }: Turn): number {
  const ordinal = seq >> 1
  return ordinal & -ordinal
}

interface Room {
  tokens: number
  /** Whether these turns are all that there is to tell. */
  whole: boolean
  /** Cut in steps: a cut that moves with each message leaves a provider's cache nothing to know again. */
  stepped: boolean
}

/**
 * How many of these turns, newest first, are told. A history that has to be cut begins with the question in sight
 * whose place in the conversation is the roundest, so that many answers in a row begin alike.
 */
export function countKept(turns: readonly Turn[], { tokens, whole, stepped }: Room): number {
  let sum = 0
  const starts: { count: number; sum: number; rank: number }[] = []
  for (const [i, turn] of turns.entries()) {
    sum += estimateMessage(turn)
    if (sum > tokens) break
    if (whole && i + 1 === turns.length) return turns.length
    if (turn.role !== 'user' || turns[i + 1]?.role === 'user') continue
    starts.push({ count: i + 1, sum, rank: stepped ? rankOf(turn) : 0 })
  }
  const largest = starts.at(-1)
  if (!largest) return 0
  const enough = Math.min(tokens * least, largest.sum)
  let best = largest
  for (const start of starts) if (start.sum >= enough && start.rank >= best.rank) best = start
  return best.count
}
