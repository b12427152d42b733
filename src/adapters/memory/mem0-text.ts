import { codePointLength, takeCodePoints } from '../../std/code-points.ts'
import { oneLine } from '../../std/one-line.ts'

const longest = 1_000

/** What Mem0 says, as a memory may say it; undefined where nothing is left. */
export function memoryText(text: string): string | undefined {
  const line = oneLine(text.replaceAll('\0', '').toWellFormed())
  if (line === '') return undefined
  return codePointLength(line) > longest ? takeCodePoints(line, longest) : line
}

export const isSameText = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase()

const wordsOf = (text: string): Set<string> => new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu))

/** Of those the one that shares most of its words; the latest of equals. */
export function mostAlike<One extends { text: string }>(text: string, all: readonly One[]): One | undefined {
  const words = wordsOf(text)
  let best: One | undefined
  let most = -1
  for (const one of all) {
    const shared = wordsOf(one.text).intersection(words).size
    if (shared >= most) {
      best = one
      most = shared
    }
  }
  return best
}
