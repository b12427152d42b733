import { bestOf } from '../../std/best-of.ts'
import {
  contenders,
  factsCount,
  fromConversation,
  density,
  manyHolders,
  neighbours,
  rarity,
  saturation,
} from './recall-score.ts'

/** A word that is looked for, and the rows that hold it. */
export interface Sought {
  weight: number
  rows: readonly number[]
}

/** What a row holds: each word has a bit of its own. */
export interface Held {
  row: number
  worth: number
  bits: number
}

/** What the index knows of a row. */
export interface Doc {
  row: number
  size: number
  asks: 0 | 1
  conversationId: string | null
  seq: number | null
}

/** A turn by its place: one that holds no word itself has no row yet, and need not be there. */
export interface Place {
  conversationId: string
  seq: number
  row: number | undefined
  score: number
  bits: number
}

export interface Scored {
  row: number
  score: number
  bits: number
}

/** Each word has a bit of its own, so that a sum says which of them a row holds. */
export const bitOf = (at: number): number => 2 ** at

export const byScore = (one: Scored, other: Scored): number => other.score - one.score || other.row - one.row

/**
 * Whether a word tells one thing that a person has said from another. `early` is the row of what they said so many turns
 * ago: a word that nearly everything since then holds would take time, and find nothing.
 */
export function tells({ rows }: Sought, early: number | null): boolean {
  if (early === null || rows.length < manyHolders) return true
  const newest = rows.filter((row) => row > 0).sort((a, b) => b - a)
  const last = newest[manyHolders - 1]
  return last === undefined || last <= early
}

/** What each word is worth, by its place: less than it weighs where much holds it. */
export const worthsOf = (words: readonly Sought[], docs: number): number[] =>
  words.map(({ weight, rows }) => weight * rarity(rows.length, docs))

/** Those that hold what is worth most. */
export function contendersOf(words: readonly Sought[], worths: readonly number[]): Held[] {
  const held = new Map<number, Held>()
  for (const [at, { rows }] of words.entries()) {
    const [worth = 0, bit] = [worths[at], bitOf(at)]
    for (const row of rows) {
      const known = held.get(row)
      if (known) {
        known.worth += worth
        known.bits += bit
      } else held.set(row, { row, worth, bits: bit })
    }
  }
  return bestOf(held.values(), contenders, (one, other) => other.worth - one.worth || other.row - one.row)
}

/** What a conversation is worth as one text: each word once for all its turns that hold it. */
function worthOfAll(turns: readonly Held[], worths: readonly number[]): number {
  let sum = 0
  for (const [at, worth] of worths.entries()) {
    const said = turns.filter(({ bits }) => (bits & bitOf(at)) !== 0).length
    if (said > 0) sum += worth * saturation(said)
  }
  return sum
}

interface Turn extends Held {
  seq: number
  asks: boolean
  score: number
}

/** What a turn is worth goes on to those around it, and that of a conversation to all of these. */
function spread(conversationId: string, turns: readonly Turn[], worths: readonly number[]): Place[] {
  const places = new Map<number, Place>()
  const ofAll = fromConversation * worthOfAll(turns, worths)
  for (const { row, seq, asks, score, bits } of turns) {
    for (const { step, share, shareOfQuestion } of neighbours) {
      const at = seq + step
      const place = places.get(at) ?? { conversationId, seq: at, row: undefined, score: ofAll, bits: 0 }
      place.score += score * (asks ? shareOfQuestion : share)
      if (step === 0) Object.assign(place, { row, bits })
      places.set(at, place)
    }
  }
  return [...places.values()]
}

/** The facts among them, and what may be turns, each with its score. */
export function weigh(held: readonly Held[], docs: readonly Doc[], worths: readonly number[]) {
  const byRow = new Map(docs.map((doc) => [doc.row, doc]))
  const facts: Scored[] = []
  const conversations = new Map<string, Turn[]>()
  for (const one of held) {
    const doc = byRow.get(one.row)
    if (!doc) continue
    const { size, seq, conversationId, asks } = doc
    const score = one.worth * density(size)
    if (conversationId === null || seq === null) facts.push({ row: one.row, score: score * factsCount, bits: one.bits })
    else {
      const turns = conversations.get(conversationId) ?? []
      turns.push({ ...one, seq, asks: asks === 1, score })
      conversations.set(conversationId, turns)
    }
  }
  return { facts, places: [...conversations].flatMap(([id, turns]) => spread(id, turns, worths)) }
}
