import type { Fact } from '../facts.ts'
import { textOf, type Word } from './words.ts'

/** Some words of a clause: as rules read them, and as they were said. */
export interface Phrase {
  words: readonly Word[]
  text: string
  raw: string
}

/** A part of a sentence that has a subject of its own, which may have been said further ahead. */
export interface Clause extends Phrase {
  message: string
  /** What led to it: "because", ", but"; empty at the start of a sentence. */
  joiner: string
  /** What was said right before it in the same sentence. */
  before: string
  /** Where what it was learned from begins and ends. */
  start: number
  end: number
}

export type Found = Pick<Fact, 'text' | 'importance'> & Partial<Pick<Fact, 'slot' | 'topic' | 'polarity'>>

/** Reads a clause. What it does not know it leaves alone. */
export type Rule = (clause: Clause, saidAt: number) => readonly Found[]

export function phraseOf(message: string, words: readonly Word[]): Phrase {
  const first = words[0]
  const last = words.at(-1)
  return {
    words,
    text: textOf(words),
    raw: first && last ? message.slice(first.start, last.end).replace(/\s+/g, ' ').trim() : '',
  }
}

/** Words from one to before another. */
export const part = (clause: Clause, from: number, to = clause.words.length): Phrase =>
  phraseOf(clause.message, clause.words.slice(from, to))

const nothing: Phrase = { words: [], text: '', raw: '' }

const wordsBefore = (text: string, index: number): number => {
  let count = 0
  for (let at = text.indexOf(' '); at >= 0 && at < index; at = text.indexOf(' ', at + 1)) count++
  return count
}

export interface Taken {
  (name: string): Phrase
  /** The number of the first word after all that was matched. */
  next: number
}

/** What a pattern with the flag `d` takes out of a clause, by the names of its groups. */
export function take(clause: Clause, pattern: RegExp): Taken | undefined {
  const match = pattern.exec(clause.text)
  if (!match) return undefined
  const of = (name: string): Phrase => {
    const range = match.indices?.groups?.[name]
    if (!range || range[0] === range[1]) return nothing
    const taken = clause.text.slice(range[0], range[1])
    const first = wordsBefore(clause.text, range[0] + taken.length - taken.trimStart().length)
    return part(clause, first, first + taken.trim().split(' ').length)
  }
  const begun = match.index + match[0].length - match[0].trimStart().length
  return Object.assign(of, { next: wordsBefore(clause.text, begun) + match[0].trim().split(' ').length })
}

/** A phrase up to the first word at which it cannot go on. */
export function cutBefore(clause: Clause, phrase: Phrase, ends: ReadonlySet<string>, most = Infinity): Phrase {
  const end = phrase.words.findIndex(({ text }, at) => at >= most || ends.has(text))
  return end < 0 ? phrase : phraseOf(clause.message, phrase.words.slice(0, end))
}

const theirs: ReadonlyMap<string, string> = new Map(
  Object.entries({
    my: 'their',
    our: 'their',
    me: 'them',
    us: 'them',
    myself: 'themselves',
    mine: 'theirs',
  }),
)

/** "with my parents" as it reads when nobody says it. */
export const withoutSpeaker = (raw: string): string =>
  raw.replace(/\b(?:my|our|me|us|myself|mine)\b/gi, (word) =>
    word === 'US' ? word : (theirs.get(word.toLowerCase()) ?? word),
  )

export const set = (words: string): ReadonlySet<string> => new Set(words.trim().split(/\s+/))
