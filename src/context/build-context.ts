import type { ModelMessage } from '../ports/model.ts'
import type { Turn } from '../ports/runs.ts'
import { estimateMessage } from './tokens.ts'

export interface Context {
  messages: ModelMessage[]
  /** Whether earlier turns were left out. */
  trimmed: boolean
}

export interface ContextParts {
  systemPrompt: string
  /** The newest turn first; each page goes on where the one before ended, and after the last there is none. */
  readTurns(): Promise<readonly Turn[] | undefined>
  budgetTokens: number
  /** At most so many earlier exchanges, however many fit; and none that was broken off. */
  exchanges?: number | undefined
}

/** A failed answer is not context, and neither is the question that it failed. */
function createTurnFilter(withStopped: boolean): (turn: Turn) => boolean {
  let failed = false
  return ({ role, status, content }) => {
    const skip = failed && role === 'user'
    failed = status === 'failed' || status === 'blocked' || (status === 'stopped' && !withStopped)
    return !skip && !failed && content !== ''
  }
}

const toModel = ({ role, content, name }: Turn): ModelMessage => ({ role, content, ...(name !== null && { name }) })

/** What the model sees: the persona, then as many of the latest turns as fit. The newest always does. */
export async function buildContext({
  systemPrompt,
  readTurns,
  budgetTokens,
  exchanges = Infinity,
}: ContextParts): Promise<Context> {
  const system: ModelMessage = { role: 'system', content: systemPrompt }
  const counts = createTurnFilter(exchanges === Infinity)
  const kept: ModelMessage[] = []
  let left = budgetTokens - estimateMessage(system)
  let trimmed = false
  let questions = 0
  for (let page = await readTurns(); page && !trimmed && questions <= exchanges; page = await readTurns()) {
    for (const turn of page) {
      if (!counts(turn)) continue
      // The first is the one that is to be answered; with its own question an exchange is whole.
      if (questions > exchanges) break
      if (turn.role === 'user') questions++
      const message = toModel(turn)
      left -= estimateMessage(message)
      trimmed = left < 0 && kept.length > 0
      if (trimmed) break
      kept.push(message)
    }
  }
  // An answer whose question did not fit would be the first that the model reads.
  if (trimmed) while (kept.length > 1 && kept.at(-1)?.role === 'assistant') kept.pop()
  return { messages: [system, ...kept.reverse()], trimmed }
}
