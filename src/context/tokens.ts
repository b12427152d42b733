import type { ModelMessage } from '../ports/model.ts'

/** Four ASCII characters are about one token, two of the other alphabets, and one of any other script. */
function quarterTokens(text: string): number {
  let quarters = 0
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    const isHalf = unit >= 0xd800 && unit < 0xe000
    if (unit < 0x80) quarters += 1
    else if (unit < 0x800 || isHalf) quarters += 2
    else quarters += 4
  }
  return quarters
}

/** About so many, in any script; exactness is the provider's. */
export const estimateTokens = (text: string): number => Math.ceil(quarterTokens(text) / 4)

/** What a message costs beside its text. */
const messageOverhead = 4

export const estimateMessage = ({ content, name = '' }: ModelMessage): number =>
  estimateTokens(content) + estimateTokens(name) + messageOverhead

export const estimateMessages = (messages: readonly ModelMessage[]): number =>
  messages.reduce((sum, message) => sum + estimateMessage(message), 0)

/** What is estimated may well be twice as much: to hold too little back is the dearer mistake. */
export const reserveFor = (estimated: number): number => 2 * estimated
