import type { ModelMessage } from './model.ts'

export interface HelperQuestion {
  messages: readonly ModelMessage[]
  /** The answer is to be JSON of this JSON Schema. */
  format?: { name: string; schema: object }
  maxTokens: number
}

/**
 * Asks a model that no person hears, for the sake of one who pays for it. Undefined where it gives no answer or may cost
 * nothing more; rejects where it may be asked again later.
 */
export type AskHelper = (
  userId: string,
  conversationId: string | null,
  question: HelperQuestion,
  signal: AbortSignal,
) => Promise<string | undefined>
