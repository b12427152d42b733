import type { ModelUsage } from '../../ports/model.ts'

/** Undefined where the provider's counts are no counts. */
export function tokenUsage(input: unknown, output: unknown): ModelUsage | undefined {
  return isCount(input) && isCount(output) ? { inputTokens: input, outputTokens: output } : undefined
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0
}
