import { estimateRequest, estimateTokens } from '../context/tokens.ts'
import type { ModelRequest, ModelUsage } from '../ports/model.ts'

/** One time that a model was asked for an answer. */
export interface Asked {
  request: ModelRequest
  said: string
  usage: ModelUsage | undefined
}

/** What all of them have cost, estimated where somebody has not counted. */
export function spentOn(asked: readonly Asked[]): { inputTokens: number; outputTokens: number } {
  const sum = { inputTokens: 0, outputTokens: 0 }
  for (const { request, said, usage } of asked) {
    sum.inputTokens += usage?.inputTokens ?? estimateRequest(request)
    sum.outputTokens += usage?.outputTokens ?? estimateTokens(said)
  }
  return sum
}

/** The same as it is told: undefined where nobody has counted anything. */
export function sumUsage(asked: readonly Asked[]): ModelUsage | undefined {
  if (asked.every(({ usage }) => usage === undefined)) return undefined
  const isEstimated = asked.some(({ usage }) => usage === undefined || usage.estimated)
  return { ...spentOn(asked), ...(isEstimated && { estimated: true }) }
}
