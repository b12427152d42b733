import { mostMemoryTokens } from './render-memories.ts'
import type { Window } from './window-of.ts'

export interface Asked {
  /** What a context may cost, unless the persona and the newest message need more. */
  budgetTokens: number
  window?: Window | undefined
  /** What the answer may take at most, where that is known. */
  maxTokens?: number | undefined
}

/** What an answer takes where nothing bounds it. */
const answerShare = 1 / 8
const mostAnswerTokens = 4_096
/** However much was asked for, there is room to ask it. */
const mostAnswerShare = 3 / 4
/** An estimate that nobody has held against a count may be short by so much. */
export const uncountedScale = 9 / 8
/** Beyond this share of the window an estimate may be wrong enough to matter. */
const countedShare = 3 / 4

const memoryShare = 1 / 4
const summaryShare = 1 / 8
/** The newest message takes this from the history whether it is as long or not, so that its length moves nothing. */
const newestShare = 1 / 8

export interface Limits {
  /** What goes into the window beside the answer, by the estimate. */
  most: number
  tokens: number
  memory: number
  summary: number
  newest: number
}

export function answerTokens({ window, maxTokens }: Asked): number {
  if (!window) return 0
  const asked = maxTokens ?? Math.min(window.tokens * answerShare, mostAnswerTokens)
  return Math.ceil(Math.min(asked, window.tokens * mostAnswerShare))
}

/** `scale` is how many tokens one of the estimate is. */
export function limitsOf(asked: Asked, scale: number): Limits {
  const most = asked.window ? Math.floor((asked.window.tokens - answerTokens(asked)) / scale) : Infinity
  const tokens = Math.min(asked.budgetTokens, most)
  return {
    most,
    tokens,
    memory: Math.min(mostMemoryTokens, Math.floor(tokens * memoryShare)),
    summary: Math.floor(tokens * summaryShare),
    newest: Math.floor(tokens * newestShare),
  }
}

export interface Rooms {
  persona: number
  newest: number
  memory: number
  summary: number
}

/** What is left for the turns between the persona and the newest message. */
export const roomForTurns = ({ tokens }: Limits, { persona, newest, memory, summary }: Rooms): number =>
  Math.max(0, tokens - persona - newest - memory - summary)

/** Whether so many tokens, by the estimate, are near enough to the end of the window to be counted. */
export function isNearEnd(asked: Asked, estimated: number): boolean {
  return asked.window !== undefined && estimated + answerTokens(asked) >= asked.window.tokens * countedShare
}
