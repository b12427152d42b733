/** Words by number: 0 is every word that is not listed, `boundary` what is none. */
export interface Vocabulary {
  numberOf(word: string): number
  words: readonly string[]
}

export const boundary = 1

/** Stands where an idiom was. */
export const masked = '·'

/** A sentence ends, a clause ends, somebody else's words begin or end. */
export const isBoundary = (token: string | undefined): boolean =>
  token === undefined || (token.length === 1 && (token === '.' || token === '?' || token === ',' || token === '"'))

/** Numbers for the words of all the books that are read together. */
export function createVocabulary(listed: Iterable<string>): Vocabulary {
  // The first two stand for words that no book has, and for what is no word.
  const words = ['', '']
  const numbers = new Map<string, number>()
  for (const word of new Set(listed)) if (word !== '') numbers.set(word, words.push(word) - 1)
  return { words, numberOf: (word) => (isBoundary(word) ? boundary : (numbers.get(word) ?? 0)) }
}
