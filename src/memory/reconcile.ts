import { recallTerms } from '../std/recall-terms.ts'
import type { Fact } from './facts.ts'

/** A memory that there is, as far as it decides what becomes of a new one. */
export interface Known {
  id: string
  text: string
  slot: string | null
  topic: string | null
  polarity: 1 | 0 | -1
}

export type Verdict =
  | { kind: 'touch'; id: string }
  | { kind: 'supersede'; id: string }
  | { kind: 'merge'; id: string; text: string }
  | { kind: 'add' }

const normalised = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll('’', "'")
    .replace(/[^\p{L}\p{N}\p{M}\p{S}']+/gu, ' ')
    .trim()

/** Whether two texts say the same in the same words. */
export const sameFact = (a: string, b: string): boolean => normalised(a) === normalised(b)

/** Wordings of one frame; what is left of a text is its own. */
const frames: ReadonlyArray<readonly [RegExp, string]> = [
  [/\b(?:no longer|not any ?more) (?:likes?|loves?|enjoys?)\b/g, 'dislikes'],
  [/\b(?:does not|doesn't|do not|don't) (?:like|love|enjoy)\b/g, 'dislikes'],
  [/\b(?:loves?|enjoys?|adores?|is (?:into|fond of|a fan of))\b/g, 'likes'],
  [/\b(?:hates?|detests?|despises?|loathes?|can't stand|cannot stand)\b/g, 'dislikes'],
  [/\b(?:resides?|is based|is living) (?=in|at|near)/g, 'lives '],
  [/\bfavorite\b/g, 'favourite'],
  [/\bcolor\b/g, 'colour'],
  [/\b(?:is|are|was) (?:called|named)\b|\bcalled\b|\bnamed\b/g, ' '],
]
const denies = /\b(?:not|no|never|without|stopped|quit|former|formerly|used to|ex|nor)\b|n't\b/
/** The two things of these are not the same the other way round. */
const directed = /^(?:prefers|moved from|travels from)\b/

const framed = (text: string): string =>
  frames.reduce((all, [wording, frame]) => all.replace(wording, frame), normalised(text))

const digits: ReadonlyMap<string, string> = new Map(
  Object.entries({
    two: '2',
    three: '3',
    four: '4',
    five: '5',
    six: '6',
    seven: '7',
    eight: '8',
    nine: '9',
    ten: '10',
  }),
)

const termsOf = (text: string): string[] =>
  recallTerms(framed(text).replace(/\b[a-z]+\b/g, (word) => digits.get(word) ?? word))

/** One form of what a text says, whatever its wording; for whoever must know it again without keeping it. */
export function factKey(text: string): string {
  const terms = termsOf(text)
  if (terms.length === 0) return normalised(text)
  const kept = directed.test(normalised(text)) ? terms : [...new Set(terms)].sort()
  const pictures = text.match(/\p{Extended_Pictographic}/gu) ?? []
  return `${denies.test(framed(text)) ? '! ' : ''}${[...kept, ...pictures].join(' ')}`
}

interface Reading {
  terms: ReadonlySet<string>
  /** Numbers, and what is written as a name within the text. */
  particular: ReadonlySet<string>
  denies: boolean
}

function readingOf(text: string): Reading {
  const terms = new Set(termsOf(text))
  const named = [...text.matchAll(/(?<=\s)\p{Lu}[\p{L}\p{M}'’-]*/gu)].flatMap(([name]) => recallTerms(name))
  const numbers = [...terms].filter((term) => /\d/.test(term))
  return { terms, particular: new Set([...named, ...numbers]), denies: denies.test(framed(text)) }
}

/** What is liked or cannot be eaten is another thing with every word that is added. */
const whole =
  /^(?:likes|dislikes|loves|hates|enjoys|prefers|no longer|allergic|does not|favourite|favorite|plays|speaks|takes|name|is)\b/i
/** So much must be shared where one text only adds to the other. */
const fewestShared = 3

/** Whether all that one says is said by the other. Where each says something that the other does not, they are two. */
function includes(larger: Reading, smaller: Reading, wholes: boolean): boolean {
  if (larger.denies !== smaller.denies || smaller.terms.size === 0 || !smaller.terms.isSubsetOf(larger.terms))
    return false
  const more = larger.terms.difference(smaller.terms)
  if (more.size === 0) return true
  if (wholes) return false
  const numbers = [...more].filter((term) => /\d/.test(term))
  const hasOwnNumbers = [...smaller.terms].some((term) => /\d/.test(term))
  if (numbers.length > 0 && hasOwnNumbers) return false
  const addsNames = [...more].every((term) => larger.particular.has(term))
  const hasOwnNames = smaller.particular.size > 0
  return addsNames && !hasOwnNames ? true : smaller.terms.size >= fewestShared
}

function merged(fact: Fact, known: Known): string | undefined {
  if (fact.topic !== null && known.topic !== null && fact.topic !== known.topic && !beings.has(kindOf(fact.topic)))
    return undefined
  if (fact.slot !== null && known.slot !== null && fact.slot !== known.slot) return undefined
  if (fact.polarity * known.polarity < 0) return undefined
  if (directed.test(normalised(fact.text)) && factKey(fact.text) !== factKey(known.text)) return undefined
  const [next, old] = [readingOf(fact.text), readingOf(known.text)]
  const wholes = whole.test(fact.text) || whole.test(known.text)
  if (includes(next, old, wholes))
    return next.terms.size > old.terms.size || fact.text.length > known.text.length ? fact.text : known.text
  return includes(old, next, wholes) ? known.text : undefined
}

/** What has a name has a topic of its own once that is told. */
const beings = new Set(['pet', 'family'])
const kindOf = (topic: string): string => topic.split(':', 1)[0] ?? ''

/** The same value, once with more said: "Lyon" and "Lyon, France", "Ada" and "Ada Lovelace". */
function fuller(slot: string, a: string, b: string): string | undefined {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a]
  if (factKey(a) === factKey(b)) return long
  const rest = long.toLowerCase().startsWith(short.toLowerCase()) ? long.slice(short.length) : ''
  return rest.startsWith(',') || (slot === 'name' && rest.startsWith(' ')) ? long : undefined
}

/** What becomes of a fact beside those that are known: it is one of them, takes the place of one, adds to one, or is new. */
export function reconcile(fact: Fact, known: readonly Known[]): Verdict {
  const same = known.find(({ text }) => sameFact(text, fact.text))
  if (same) return { kind: 'touch', id: same.id }
  const { slot, topic, polarity } = fact
  const held = slot === null ? undefined : known.find((one) => one.slot === slot)
  if (held && slot !== null) {
    const text = fact.polarity * held.polarity < 0 ? undefined : fuller(slot, held.text, fact.text)
    return text === undefined ? { kind: 'supersede', id: held.id } : { kind: 'merge', id: held.id, text }
  }
  const opposed =
    topic === null || polarity === 0
      ? undefined
      : known.find((one) => one.topic === topic && one.polarity === -polarity)
  if (opposed) return { kind: 'supersede', id: opposed.id }
  for (const one of known) {
    const text = merged(fact, one)
    if (text !== undefined) return { kind: 'merge', id: one.id, text }
  }
  return { kind: 'add' }
}
