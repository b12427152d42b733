import type { Word } from './clauses.ts'
import { wordSets } from './word-sets.ts'

type Slot = { words: ReadonlySet<string>; taken: boolean }

interface Stretch {
  /** How many words at least come before it; undefined where it follows at once. */
  gap: number | undefined
  slots: readonly Slot[]
}

export type Pattern = readonly Stretch[]
export type Parts = readonly (readonly Word[])[]

/**
 * `*` takes any words, `+` at least one, `@name` one of a set, and all three are numbered; `a|b` is either word.
 */
export function readPattern(source: string): Pattern {
  const stretches: { gap: number | undefined; slots: Slot[] }[] = []
  for (const token of source.split(' ')) {
    if (token === '*' || token === '+') {
      stretches.push({ gap: token === '+' ? 1 : 0, slots: [] })
      continue
    }
    if (stretches.length === 0) stretches.push({ gap: undefined, slots: [] })
    const taken = token.startsWith('@')
    const words = taken ? wordSets.get(token.slice(1)) : new Set(token.split('|'))
    if (!words) throw new Error(`Cannot read pattern "${source}": there are no words for "${token}"`)
    stretches.at(-1)?.slots.push({ words, taken })
  }
  return stretches
}

const fits = (slots: readonly Slot[], words: readonly Word[], start: number): boolean =>
  slots.every((slot, offset) => slot.words.has(words[start + offset]?.key ?? ''))

/** Each stretch is taken where it first fits and never moved again, so the cost is words × slots at most. */
function place({ gap, slots }: Stretch, words: readonly Word[], from: number, isLast: boolean): number | undefined {
  const end = words.length - slots.length
  const first = from + (gap ?? 0)
  if (slots.length === 0) return first > words.length ? undefined : isLast ? words.length : first
  if (gap === undefined) return (!isLast || end === from) && fits(slots, words, from) ? from : undefined
  for (let start = isLast ? Math.max(first, end) : first; start <= end; start += 1) {
    if (fits(slots, words, start)) return start
  }
  return undefined
}

/** What the pattern's numbered parts stand for in these words; undefined where it does not fit. */
export function decompose(pattern: Pattern, words: readonly Word[]): Parts | undefined {
  const parts: Word[][] = []
  let from = 0
  for (const [index, stretch] of pattern.entries()) {
    const start = place(stretch, words, from, index === pattern.length - 1)
    if (start === undefined) return undefined
    if (stretch.gap !== undefined) parts.push(words.slice(from, start))
    for (const [offset, slot] of stretch.slots.entries()) {
      if (slot.taken) parts.push(words.slice(start + offset, start + offset + 1))
    }
    from = start + stretch.slots.length
  }
  return parts
}
