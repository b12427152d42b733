import type { ModelMessage } from '../ports/model.ts'
import type { Turn } from '../ports/runs.ts'
import type { Summary } from '../ports/summaries.ts'
import { assemble, type Material } from './assemble.ts'
import { answerTokens, type Asked, isNearEnd, limitsOf, uncountedScale } from './limits.ts'
import { historyRoom, isSummaryDue } from './plan-summary.ts'
import { readPath, type ReadTurns } from './read-path.ts'
import { type RecallFor, recallFor } from './recall-for.ts'
import type { Remembered } from './render-memories.ts'
import { estimateMessages, messageOverhead } from './tokens.ts'

export interface Context {
  messages: ModelMessage[]
  /** Whether earlier turns were left out, or something of one. */
  trimmed: boolean
  /** Whether it is time to sum up what will soon have no room. */
  summaryDue?: boolean
  /** What there is room for, of turns: whoever sums up goes by it. */
  room?: number
}

/** How many tokens these texts are to the letter; undefined where that was not known in time. */
export type CountTokens = (texts: readonly string[], encoding: string) => Promise<number | undefined>

export interface ContextParts extends Asked {
  systemPrompt: string
  /** Whose turns these are. */
  conversationId?: string
  readTurns: ReadTurns
  /** At most so many earlier exchanges, however many fit; and none that was broken off. */
  exchanges?: number | undefined
  recall?: RecallFor | undefined
  /** Of this conversation, the newest first. */
  summaries?: readonly Summary[] | undefined
  count?: CountTokens | undefined
}

async function gather(parts: ContextParts): Promise<Material> {
  const { systemPrompt, readTurns, budgetTokens, exchanges = Infinity, summaries = [], recall } = parts
  let remembered: Promise<readonly Remembered[]> | undefined
  const onPage = (turns: readonly Turn[]): void => {
    const said = turns.filter(({ role }) => role === 'user')
    if (recall && said.length > 0) remembered ??= recallFor(recall, said)
  }
  const path = await readPath({ readTurns, summaries, tokens: budgetTokens, exchanges, onPage })
  return {
    systemPrompt,
    conversationId: parts.conversationId,
    path,
    remembered: (await remembered) ?? [],
    recalls: recall !== undefined,
    steady: exchanges === Infinity,
  }
}

/** How many tokens one of the estimate is, rounded up to an eighth so that it seldom moves; 0 where all fits as it is. */
async function scaleOf(
  { window, maxTokens, budgetTokens, count }: ContextParts,
  messages: readonly ModelMessage[],
): Promise<number> {
  const texts = messages.map(({ content }) => content)
  const counted = window?.encoding === undefined ? undefined : await count?.(texts, window.encoding).catch(() => {})
  if (window === undefined || typeof counted !== 'number') return uncountedScale
  const whole = counted + messages.length * messageOverhead
  if (whole + answerTokens({ window, maxTokens, budgetTokens }) <= window.tokens) return 0
  return Math.ceil((8 * whole) / estimateMessages(messages)) / 8
}

/** What the model sees. The persona and the newest message always fit; of the rest what matters most. */
export async function buildContext(parts: ContextParts): Promise<Context> {
  const material = await gather(parts)
  const { path, steady } = material
  const room = historyRoom({ ...parts, recalls: material.recalls })
  const summaryDue = steady && isSummaryDue(path.turns, room)
  // As if the window had no end: where it is far away, that is all.
  const loose = assemble(material, limitsOf({ budgetTokens: parts.budgetTokens }, 1))
  const scale = isNearEnd(parts, estimateMessages(loose.messages)) ? await scaleOf(parts, loose.messages) : 0
  return { ...(scale === 0 ? loose : assemble(material, limitsOf(parts, scale))), summaryDue, room }
}
