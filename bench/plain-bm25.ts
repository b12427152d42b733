/** The textbook's ranking, with its usual constants: words in lower case, and nothing else done to them. */
const k1 = 1.2
const b = 0.75

const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []

interface Document {
  id: string
  counts: Map<string, number>
  length: number
}

function countsOf(words: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1)
  return counts
}

/** Ids of texts, best first, for any question. */
export function createPlainBm25(texts: readonly { id: string; text: string }[]): (question: string) => string[] {
  const documents: Document[] = texts.map(({ id, text }) => {
    const words = wordsOf(text)
    return { id, counts: countsOf(words), length: words.length }
  })
  const holding = countsOf(documents.flatMap(({ counts }) => [...counts.keys()]))
  const average = documents.reduce((sum, { length }) => sum + length, 0) / documents.length
  const weightOf = (word: string): number => {
    const found = holding.get(word) ?? 0
    return Math.log(1 + (documents.length - found + 0.5) / (found + 0.5))
  }
  return (question) => {
    const words = [...new Set(wordsOf(question))]
    const scored = documents.map(({ id, counts, length }) => {
      const score = words.reduce((sum, word) => {
        const count = counts.get(word) ?? 0
        return sum + (weightOf(word) * count * (k1 + 1)) / (count + k1 * (1 - b + (b * length) / average))
      }, 0)
      return { id, score }
    })
    return scored
      .filter(({ score }) => score > 0)
      .sort((one, other) => other.score - one.score)
      .map(({ id }) => id)
  }
}
