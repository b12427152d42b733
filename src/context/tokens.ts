import type { ModelMessage } from '../ports/model.ts'

/** Four ASCII characters are about one token, two of the other alphabets, and one of any other script. */
export function quartersOf(unit: number): number {
  const isHalf = unit >= 0xd800 && unit < 0xe000
  if (unit < 0x80) return 1
  return unit < 0x800 || isHalf ? 2 : 4
}

function quarterTokens(text: string): number {
  let quarters = 0
  for (let i = 0; i < text.length; i++) quarters += quartersOf(text.charCodeAt(i))
  return quarters
}

/** About so many, in any script; exactness is the provider's. */
export const estimateTokens = (text: string): number => Math.ceil(quarterTokens(text) / 4)

/** What a message costs beside its text. */
export const messageOverhead = 4

export const estimateMessage = ({ content, name }: { content: string; name?: string | null }): number =>
  estimateTokens(content) + estimateTokens(name ?? '') + messageOverhead

export const estimateMessages = (messages: readonly ModelMessage[]): number =>
  messages.reduce((sum, message) => sum + estimateMessage(message), 0)

/** What is estimated may well be twice as much: to hold too little back is the dearer mistake. */
export const reserveFor = (estimated: number): number => 2 * estimated
