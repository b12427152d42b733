import type { RecallWord } from '../ports/recall.ts'
import { codePointLength } from '../std/code-points.ts'
import { recallTerms } from '../std/recall-terms.ts'
import { asksWhen, whenTerm } from '../std/time-words.ts'

/** A question of fewer words than this means little without what was said before it. */
const fewWords = 4
const before = 0.5
const when = 0.5
const mostWords = 24
const mostCharacters = 4_000
/** What is longer is a clause of a language that is written without spaces. */
const longestWord = 24

export interface Question {
  text: string
  previous?: string
}

/** Of a long text its beginning and its end say what it is about. */
function endsOf(text: string): string {
  if (text.length <= mostCharacters) return text
  const half = mostCharacters / 2
  return `${text.slice(0, half)}\n${text.slice(-half)}`.toWellFormed()
}

function firstAndLast<Item>(items: readonly Item[]): Item[] {
  if (items.length <= mostWords) return [...items]
  return [...items.slice(0, mostWords / 2), ...items.slice(-mostWords / 2)]
}

const wordsOf = (text: string): Set<string> => new Set(recallTerms(endsOf(text)))

/** Whoever asks when something was is told of what says when things were, before the rest. */
const timeOf = (text: string): RecallWord[] => (asksWhen(endsOf(text)) ? [{ term: whenTerm, weight: when }] : [])

/** What is looked for, each word once. */
export function recallWords(question: Question): RecallWord[] {
  const words = contentWords(question)
  return words.length === 0 ? [] : [...words, ...timeOf(question.text)]
}

function contentWords({ text, previous }: Question): RecallWord[] {
  const own = wordsOf(text)
  const words = firstAndLast([...own]).map((term) => ({ term, weight: 1 }))
  if (own.size >= fewWords || previous === undefined) return words
  const added = firstAndLast([...wordsOf(previous).difference(own)])
  return [...words, ...added.map((term) => ({ term, weight: before }))].slice(0, mostWords)
}

/** The text whose meaning is looked for. */
export function recallText({ text, previous }: Question): string {
  const alone = previous === undefined || wordsOf(text).size >= fewWords
  return alone ? endsOf(text) : `${endsOf(previous)}\n${endsOf(text)}`
}

/** How a person has written the words that are looked for. */
export function asWritten({ text, previous = '' }: Question): Map<string, string> {
  const written = new Map<string, string>()
  for (const [word] of `${endsOf(text)}\n${endsOf(previous)}`.matchAll(/[\p{L}\p{N}\p{M}'’]+/gu)) {
    if (codePointLength(word) > longestWord) continue
    for (const term of recallTerms(word)) if (!written.has(term)) written.set(term, word)
  }
  return written
}
