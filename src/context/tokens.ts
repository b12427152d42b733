import type { ModelMessage } from '../ports/model.ts'

/** Good enough to admit and to estimate; exactness is the provider's. */
export const estimateTokens = (length: number): number => Math.ceil(length / 4)

/** At most so many, in any script: where it is held back or refused for, too few is the dearer mistake. */
export function reserveTokens(text: string): number {
  let ascii = 0
  let others = 0
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    if (unit < 0x80) ascii++
    // The second half of a character was counted with its first.
    else if ((unit & 0xfc00) !== 0xdc00) others++
  }
  return Math.ceil(ascii / 3 + others * 1.5)
}

/** What a message costs beside its text. */
const messageOverhead = 4

export const estimateMessage = (message: ModelMessage): number =>
  estimateTokens(message.content.length) + messageOverhead

export const estimateMessages = (messages: readonly ModelMessage[]): number =>
  messages.reduce((sum, message) => sum + estimateMessage(message), 0)

export const reserveMessages = (messages: readonly ModelMessage[]): number =>
  messages.reduce((sum, message) => sum + reserveTokens(message.content) + messageOverhead, 0)
