import type { Turn } from '../ports/runs.ts'
import { type Asked, limitsOf, roomForTurns, uncountedScale } from './limits.ts'
import { estimateMessage } from './tokens.ts'

/** Before the room is full: the next question is not to be answered without either the turns or their summary. */
const dueShare = 3 / 4
/** What was said last stays as it was said, as long as it fits. */
const keptShare = 3 / 8
/** What one summary takes in. */
export const mostFoldedTokens = 3_000

export interface SummaryRoom extends Asked {
  systemPrompt: string
  /** Whether anything is remembered of the person. */
  recalls: boolean
}

export interface SummaryPlan {
  /** Whole exchanges, oldest first. */
  turns: Turn[]
  /** The last of them. */
  messageId: string
}

/** What a context has for the turns of a conversation that goes on. */
export function historyRoom({ systemPrompt, recalls, ...asked }: SummaryRoom): number {
  const limits = limitsOf(asked, uncountedScale)
  const persona = estimateMessage({ content: systemPrompt })
  return roomForTurns(limits, { ...limits, persona, memory: recalls ? limits.memory : 0 })
}

const costOf = (turns: readonly Turn[]): number => turns.reduce((sum, turn) => sum + estimateMessage(turn), 0)

export function isSummaryDue(turns: readonly Turn[], room: number): boolean {
  let left = dueShare * room
  return turns.some((turn) => (left -= estimateMessage(turn)) < 0)
}

/** Each with its question first. */
function exchangesOf(turns: readonly Turn[]): Turn[][] {
  const exchanges: Turn[][] = []
  for (const [i, turn] of turns.entries()) {
    if (i === 0 || (turn.role === 'user' && turns[i - 1]?.role !== 'user')) exchanges.push([])
    exchanges.at(-1)?.push(turn)
  }
  return exchanges
}

/**
 * The oldest turns that no summary tells yet, as far as the next one is to tell them; undefined where there is room
 * for all. `turns` are oldest first, `room` is what a context has for them.
 */
export function planSummary(turns: readonly Turn[], room: number): SummaryPlan | undefined {
  if (!isSummaryDue(turns, room)) return undefined
  const folded: Turn[] = []
  let cost = 0
  let left = costOf(turns)
  for (const exchange of exchangesOf(turns).slice(0, -1)) {
    const more = costOf(exchange)
    const isFirst = folded.length === 0
    const fits = left - more >= keptShare * room && (isFirst || cost + more <= mostFoldedTokens)
    // One that is large by itself is told as it is until it is about to be lost.
    if (!fits && !(isFirst && left > room)) break
    folded.push(...exchange)
    cost += more
    left -= more
  }
  const last = folded.at(-1)
  return last && { turns: folded, messageId: last.id }
}
