import { estimateMessages } from '../context/tokens.ts'
import type { StreamModel } from '../models/stream.ts'
import type { Budget } from '../ports/budgets.ts'
import type { AskHelper } from '../ports/ask-helper.ts'
import type { ModelError } from '../ports/model.ts'
import type { People } from '../ports/people.ts'
import { usageOfRun } from './usage-of-run.ts'

export interface AskHelperDeps {
  streamModel: StreamModel
  model: string
  people: Pick<People, 'mayPay' | 'pay'>
  /** What one person may spend, where the operator has said nothing else of them. */
  budget: Budget | undefined
  now(): number
  onError(error: ModelError): void
}

const withinMs = 60_000

export function createAskHelper({ streamModel, model, people, budget, now, onError }: AskHelperDeps): AskHelper {
  return async (userId, conversationId, { messages, format, maxTokens }, signal) => {
    if (!(await people.mayPay(userId, budget, now()))) return undefined
    let text = ''
    let deltas = 0
    const listener = {
      delta(piece: string): void {
        text += piece
        deltas++
      },
      error: onError,
    }
    const request = { model, messages, maxTokens, temperature: 0, ...(format && { format }) }
    const { end, usage: counted } = await streamModel(request, listener, signal, withinMs)
    const told = { text, deltas, counted, stopped: false }
    const usage = usageOfRun({ request: { model }, lostText: [] }, estimateMessages(messages), told)
    if (usage) await people.pay(userId, { conversationId, model, usage, now: now() })
    if (end.kind === 'finish') return end.reason === 'stop' ? text : undefined
    if (end.retryable || end.code === 'cancelled') throw new Error(`The helper gave no answer (${end.code})`)
    return undefined
  }
}
