import { recallTerms } from '../std/recall-terms.ts'

/** The words and signs of a text, whatever stands between them. */
export const normalised = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll('’', "'")
    .replace(/[^\p{L}\p{N}\p{M}\p{S}']+/gu, ' ')
    .trim()

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
/** What is liked or cannot be eaten is another thing with every word that is added. */
const whole =
  /^(?:likes|dislikes|loves|hates|enjoys|prefers|no longer|allergic|does not|favourite|favorite|plays|speaks|takes|name|is)\b/i

const framed = (normal: string): string => frames.reduce((all, [wording, frame]) => all.replace(wording, frame), normal)

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

const termsOf = (inFrame: string): string[] =>
  recallTerms(inFrame.replace(/\b[a-z]+\b/g, (word) => digits.get(word) ?? word))

/** One form of what a text says, whatever its wording; for whoever must know it again without keeping it. */
export function factKey(text: string): string {
  const normal = normalised(text)
  const inFrame = framed(normal)
  const terms = termsOf(inFrame)
  if (terms.length === 0) return normal
  const kept = directed.test(normal) ? terms : [...new Set(terms)].sort()
  const pictures = text.match(/\p{Extended_Pictographic}/gu) ?? []
  return `${denies.test(inFrame) ? '! ' : ''}${[...kept, ...pictures].join(' ')}`
}

/** What a text says, as far as it is compared with others. */
export interface Reading {
  normal: string
  terms: ReadonlySet<string>
  /** Numbers, and what is written as a name within the text. */
  particular: ReadonlySet<string>
  denies: boolean
  /** The two things in it are not the same the other way round. */
  directed: boolean
  /** It is another thing with every word that is added. */
  whole: boolean
}

export type Read = (text: string) => Reading

export function readingOf(text: string): Reading {
  const normal = normalised(text)
  const inFrame = framed(normal)
  const terms = new Set(termsOf(inFrame))
  const named = [...text.matchAll(/(?<=\s)\p{Lu}[\p{L}\p{M}'’-]*/gu)].flatMap(([name]) => recallTerms(name))
  const numbers = [...terms].filter((term) => /\d/.test(term))
  return {
    normal,
    terms,
    particular: new Set([...named, ...numbers]),
    denies: denies.test(inFrame),
    directed: directed.test(normal),
    whole: whole.test(text),
  }
}

/** Reads each text once: to read two thousand takes a tenth of a second. */
export function createReadings(): Read {
  const known = new Map<string, Reading>()
  return (text) => {
    const read = known.get(text) ?? readingOf(text)
    known.set(text, read)
    return read
  }
}
