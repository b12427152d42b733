import { sha256Hex } from '../../std/sha256-hex.ts'
import { joinedMarks, searchWords } from '../sql/search-words.ts'

/** Postgres takes positions up to this one, and so many of one word. */
const lastPosition = 16_383
const positionsOfOne = 255
/** A vector is less than a mebibyte: room is left for what is kept beside the words. */
const vectorBytes = 1_000_000
/** A longer word is found by its beginning. */
const wordLength = 255
const ownerLength = 12

const accented = /(\p{Script=Latin})\p{M}+/gu

/** Without capitals, and Latin letters without their accents. */
function fold(word: string): string {
  const lower = word.toLowerCase().replaceAll('ς', 'σ').normalize('NFD').replace(accented, '$1')
  const plain = lower.normalize('NFC').replace(joinedMarks, '')
  return plain.length > wordLength ? plain.slice(0, wordLength).toWellFormed() : plain
}

const foldedWords = (text: string): string[] =>
  searchWords(text)
    .map(fold)
    .filter((word) => word !== '')

/** Stands before each word, so that nobody's words are among another's. */
const ownerToken = (userId: string, namespace: string): string =>
  sha256Hex(`${namespace}\0${userId}`).slice(0, ownerLength)

const lexeme = (owner: string, word: string): string => `'${owner}${word}'`

interface Found {
  word: string
  positions: number[]
  count: number
  bytes: number
}

/** What Postgres keeps of it: the word, and how often and where, each in two bytes on an even address. */
const sizeOf = ({ bytes, positions }: Found): number => bytes + (positions.length > 0 ? 3 + 2 * positions.length : 0)

const total = (words: readonly Found[]): number => words.reduce((sum, word) => sum + sizeOf(word), 0)

function wordsOf(text: string): Found[] {
  const found = new Map<string, Found>()
  for (const [i, word] of foldedWords(text).entries()) {
    let known = found.get(word)
    if (!known) {
      known = { word, positions: [], count: 0, bytes: ownerLength + Buffer.byteLength(word) }
      found.set(word, known)
    }
    known.count++
    if (i < lastPosition && known.positions.length < positionsOfOne) known.positions.push(i + 1)
  }
  return [...found.values()]
}

/** Where a text has more than fits, the places of its words go first, then the words that are said least. */
function fitting(words: Found[]): Found[] {
  if (total(words) <= vectorBytes) return words
  const bare = words.map((word) => ({ ...word, positions: [] }))
  if (total(bare) <= vectorBytes) return bare
  let room = vectorBytes
  return bare.sort((a, b) => b.count - a.count).filter((word) => (room -= sizeOf(word)) >= 0)
}

/** A text as a `tsvector` is written. */
export function textVector(userId: string, namespace: string, text: string): string {
  const owner = ownerToken(userId, namespace)
  return fitting(wordsOf(text))
    .map(({ word, positions }) => lexeme(owner, word) + (positions.length > 0 ? `:${positions.join(',')}` : ''))
    .join(' ')
}

/** Of what is still being typed so many letters have a word of their own, whose list is read no further than is needed. */
const begunLength = 4

export interface TextQuery {
  owner: string
  /** Of a text's own words. */
  words: string
  /** Of what `search_places` makes of them. */
  places: string
}

/** What somebody looks for as a `tsquery`: every word, and the last may be unfinished. Undefined without a word. */
export function textQuery(userId: string, namespace: string, text: string, maxWords: number): TextQuery | undefined {
  const owner = ownerToken(userId, namespace)
  const words = foldedWords(text).slice(0, maxWords)
  const last = words.at(-1)
  if (last === undefined) return undefined
  const whole = words.map((word) => lexeme(owner, word))
  const begun = `${lexeme(owner, last)}:*`
  const isShort = Array.from(last).length <= begunLength
  const unfinished = isShort ? `('~${owner}${last}' | ${lexeme(owner, last)})` : begun
  return {
    owner,
    words: [...whole.slice(0, -1), begun].join(' & '),
    places: [...whole.slice(0, -1), unfinished].join(' & '),
  }
}
