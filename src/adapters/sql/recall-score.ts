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

/** Whoever has said less is looked through in no time. */
export const manyDocs = 300
/** A word that so many of the newest of these hold tells nothing. */
export const manyHolders = 250

/** What the turns around it give to a turn. */
const fromPrevious = 0.25
/** What follows a question is likely to be its answer. */
const fromQuestion = 0.6
const fromSecondPrevious = 0.15
const fromNext = 0.15
const fromSecondNext = 0.1
export const fromConversation = 0.3
export const factsCount = 1.3

/** How far from a turn something stands, and what it has of that turn's score. */
export const neighbours = [
  { step: 0, share: 1, shareOfQuestion: 1 },
  { step: 1, share: fromPrevious, shareOfQuestion: fromQuestion },
  { step: 2, share: fromSecondPrevious, shareOfQuestion: fromSecondPrevious },
  { step: -1, share: fromNext, shareOfQuestion: fromNext },
  { step: -2, share: fromSecondNext, shareOfQuestion: fromSecondNext },
] as const

/** What it says that something holds a word, which is in `found` of `all`. */
export const rarity = (found: number, all: number): number =>
  Math.log(1 + (Math.max(all - found, 0) + 0.5) / (found + 0.5))

/** In how far a word counts that stands in something of this size. */
export const density = (size: number): number =>
  (frequency * (k1 + 1)) / (frequency + k1 * (1 - b) + ((k1 * b) / usualSize) * size)

/** What it says that a conversation has a word in so many turns. */
export const saturation = (said: number): number => ((k1 + 1) * said) / (said + k1)
