import { estimateTokens, quartersOf } from './tokens.ts'

export const cutMark = '\n[… The middle of this was too long and has been left out …]\n'

const markTokens = estimateTokens(cutMark)

const isSecondHalf = (text: string, index: number): boolean => (text.charCodeAt(index) & 0xfc00) === 0xdc00

/** Leaves out the middle of what is longer, and says so there. */
export function shorten(text: string, tokens: number): string {
  if (estimateTokens(text) <= tokens) return text
  let left = (tokens - markTokens) * 4
  let head = 0
  let tail = text.length
  while (head < tail) {
    const fromHead = text.length - tail >= head
    left -= quartersOf(text.charCodeAt(fromHead ? head : tail - 1))
    if (left < 0) break
    if (fromHead) head++
    else tail--
  }
  // A character of two halves is told whole or not at all.
  if (isSecondHalf(text, head)) head--
  if (isSecondHalf(text, tail)) tail++
  return text.slice(0, Math.max(0, head)) + cutMark + text.slice(tail)
}
