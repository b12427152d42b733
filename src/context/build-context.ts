import type { ModelMessage } from '../ports/model.ts'
import { estimateMessage } from './tokens.ts'

export interface Context {
  messages: ModelMessage[]
  /** Whether earlier turns were left out. */
  trimmed: boolean
}

export interface ContextParts {
  systemPrompt: string
  /** Newest first; the first is the turn to answer. */
  history: readonly ModelMessage[]
  /** Whether the history goes on beyond what was read. */
  more: boolean
  budgetTokens: number
}

/** What the model sees: the persona, then as many of the latest turns as fit. The newest always does. */
export function buildContext({ systemPrompt, history, more, budgetTokens }: ContextParts): Context {
  const system: ModelMessage = { role: 'system', content: systemPrompt }
  let left = budgetTokens - estimateMessage(system)
  const kept: ModelMessage[] = []
  for (const message of history) {
    left -= estimateMessage(message)
    if (left < 0 && kept.length > 0) break
    kept.push(message)
  }
  // An answer whose question did not fit would be the first that the model reads.
  while (kept.length > 1 && kept.at(-1)?.role === 'assistant' && kept.length < history.length) kept.pop()
  return { messages: [system, ...kept.reverse()], trimmed: more || kept.length < history.length }
}
