import { sql, type RawBuilder } from 'kysely'

/** BM25: how soon a word said again counts for less, and how much the length of what holds it counts. */
const k1 = 0.9
const b = 0.3
/** An index knows that a word is there, not how often. */
const frequency = 1
/** How many words something has that a person says. */
const usualSize = 16

/** Of a word the newest turns that hold it are looked at, and every memory. */
export const turnsAWord = 500
/** More words of a question say no more of what it asks for. */
export const maxWords = 24
/** A person's turns and memories are counted up to here: with more of them rare words only weigh still a little more. */
export const countedDocs = 2_000
/** So many of those that hold the weightiest words are compared in full. */
export const contenders = 100

/** What the turns around it give to a turn. */
export const fromPrevious = 0.25
/** What follows a question is likely to be its answer. */
export const fromQuestion = 0.5
export const fromSecondPrevious = 0.15
export const fromNext = 0.15
export const fromSecondNext = 0.1
export const fromConversation = 0.3
export const factsCount = 1.3

type Number = RawBuilder<number>

const real = (number: Number): Number => sql<number>`cast(${number} as double precision)`

/** What it says that something holds a word, which is in `found` of `all`. */
export const rarity = (found: Number, all: Number): Number => sql<number>`
  ln(1 + (case when ${all} > ${found} then ${real(all)} - ${found} else 0 end + 0.5) / (${real(found)} + 0.5))`

/** In how far a word counts that stands in something of this size. */
export const density = (size: Number): Number => sql<number>`
  (${sql.lit(frequency * (k1 + 1))} / (${sql.lit(frequency + k1 * (1 - b))} + ${sql.lit((k1 * b) / usualSize)} * ${real(size)}))`

/** What it says that a conversation has a word in so many turns. */
export const saturation = (said: Number): Number =>
  sql<number>`(${sql.lit(k1 + 1)} * ${real(said)} / (${real(said)} + ${sql.lit(k1)}))`
