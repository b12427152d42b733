import type { ModelMessage } from '../ports/model.ts'

/** Good enough to admit and to estimate; exactness is the provider's. */
export const estimateTokens = (length: number): number => Math.ceil(length / 4)

/** What a message costs beside its text. */
const messageOverhead = 4

export const estimateMessage = (message: ModelMessage): number =>
  estimateTokens(message.content.length) + messageOverhead

export const estimateMessages = (messages: readonly ModelMessage[]): number =>
  messages.reduce((sum, message) => sum + estimateMessage(message), 0)
