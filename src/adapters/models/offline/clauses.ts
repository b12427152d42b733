import { writtenOut } from './contractions.ts'

export interface Word {
  /** As the person wrote it, but for a capital that only began a sentence. */
  text: string
  key: string
}

export interface Clause {
  words: readonly Word[]
  asks: boolean
}

const MAX_CHARS = 2000
const MAX_CLAUSES = 24
const MAX_WORDS = 60

const PIECE = /[\p{L}\p{M}\p{N}]+(?:'[\p{L}\p{M}]+)*|[.!?…。？！\n\r]+|[,;:()"“”—–]|\s-+\s/gu
const NO_SPEECH = /<[^<>]{1,100}>|\bhttps?:\/\/\S+/gi
const WORD = /^[\p{L}\p{M}\p{N}]/u
const CAPITALS = /^\P{Ll}*\p{Lu}\P{Ll}*\p{Lu}\P{Ll}*$/u

/** They stand between the words of a pattern and change nothing. */
const fillers: ReadonlySet<string> = new Set(
  'just really actually honestly literally basically totally simply'.split(' '),
)

/** They clear the throat before the first word of a clause. */
const openers: ReadonlySet<string> = new Set('ok okay well so oh ah um uh hm hmm er'.split(' '))

/** The part that is looked at: a person who writes more is not read more closely. */
export const visiblePart = (text: string): string =>
  text
    .slice(0, MAX_CHARS)
    .normalize('NFKC')
    .replaceAll(NO_SPEECH, ' ')
    .replaceAll(/[’‘`´]/g, "'")

/** The person's words in clauses, for a pattern speaks of one clause. */
export function readClauses(text: string): Clause[] {
  const clauses: Clause[] = []
  const shouted = text.length > 8 && CAPITALS.test(text)
  let words: Word[] = []
  let opensSentence = true

  function close(asks: boolean): void {
    const plain = words.filter(({ key }) => !fillers.has(key))
    if (plain.length > 0) words = plain
    const start = words.findIndex(({ key }) => !openers.has(key))
    words = words.slice(start === -1 ? -1 : start)
    if (words.length > 0 && clauses.length < MAX_CLAUSES) clauses.push({ words, asks })
    words = []
  }
  function add(piece: string): void {
    const key = piece.toLowerCase()
    if (key === 'but' && words.length > 0) close(false)
    else if (words.length >= MAX_WORDS) return
    else {
      const long = writtenOut.get(key)
      if (long) words.push(...long.map((word) => ({ text: word, key: word })))
      else words.push({ text: opensSentence || shouted ? key : piece, key })
    }
    opensSentence = false
  }

  for (const [piece] of text.matchAll(PIECE)) {
    if (WORD.test(piece)) add(piece)
    else {
      close(piece.includes('?') || piece.includes('？'))
      opensSentence ||= !/[,;:()"“”—–-]/.test(piece)
    }
  }
  close(false)
  return clauses
}
