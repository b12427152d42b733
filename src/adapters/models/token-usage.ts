import type { ModelUsage } from '../../ports/model.ts'

/** Undefined where the provider's counts are no counts: some start from nothing, and nothing at all was not counted. */
export function tokenUsage(input: unknown, output: unknown): ModelUsage | undefined {
  const isCounted = isCount(input) && isCount(output) && input + output > 0
  return isCounted ? { inputTokens: input, outputTokens: output } : undefined
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0
}
