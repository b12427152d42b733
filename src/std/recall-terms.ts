import { takeCodePoints } from './code-points.ts'
import { fewMarks } from './few-marks.ts'
import { irregularForms } from './irregular-verbs.ts'
import { porterStem } from './porter-stem.ts'
import { searchTerms } from './search-terms.ts'
import { stopWords } from './stop-words.ts'

const maxCodePoints = 64
/** A language has few words that come often; a text of words that all differ gains nothing from their being kept. */
const worthKnowing = 4096

/** Of two ways to write a long vowel in Japanese the shorter; the mark would part the word for `searchTerms`. */
const longVowel = /\u30fc/g
const thousands = /(?<=\d),(?=\d{3}(?!\d))/g
const apostrophes = /[’ʼ]/g
const word = /[\p{L}\p{N}][\p{L}\p{N}\p{M}]*(?:'[\p{L}\p{N}\p{M}]+)*/gu

const marked = /(\p{Script=Latin})\p{M}+/gu
/** Letters of their own, which no mark makes. */
const letters = new Map(Object.entries({ ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ı: 'i' }))
const letter = /[ßæœøłđðþı]/g

const foldLatin = (text: string): string =>
  !/\p{Script=Latin}/u.test(text)
    ? text
    : text
        .normalize('NFD')
        .replace(marked, '$1')
        .normalize('NFC')
        .replace(letter, (one) => letters.get(one) ?? one)

/** The others have one letter, and what has one is no word here. */
const contracted = new Set(['re', 've', 'll'])

/** don't is nothing, Caroline's is Caroline, l'école is école, O'Brien is Brien. */
function partsOf(folded: string): string[] {
  if (folded.endsWith("n't")) return []
  return folded.split("'").filter((part) => part.length > 1 && !contracted.has(part))
}

function baseOf(part: string): string {
  const number = /^0?(\d+)(?:st|nd|rd|th)?$/.exec(part)?.[1]
  if (number !== undefined) return number
  const base = irregularForms.get(part) ?? part
  return /^[a-z]+$/.test(base) && base !== 'news' ? porterStem(base) : base
}

function termsOf(found: string): string[] {
  const short = takeCodePoints(found, maxCodePoints)
  const folded = /^[\0-\x7f]*$/.test(short) ? short : takeCodePoints(foldLatin(short), maxCodePoints)
  if (folded.includes("'"))
    return partsOf(folded)
      .filter((part) => !stopWords.has(part))
      .map(baseOf)
  return stopWords.has(folded) ? [] : [baseOf(folded)]
}

/** The words of a text as recall looks for them, in their order: without what every sentence has, and each in its base form. */
export function recallTerms(text: string): string[] {
  const plain = fewMarks(text).normalize('NFKC').replace(longVowel, '').replace(apostrophes, "'")
  const known = new Map<string, string[]>()
  const terms: string[] = []
  for (const found of searchTerms(plain).toLowerCase().replace(thousands, '').match(word) ?? []) {
    const own = known.get(found) ?? termsOf(found)
    if (known.size < worthKnowing) known.set(found, own)
    terms.push(...own)
  }
  return terms
}

const months = 'January February March April May June July August September October November December'.split(' ')

/** The day of a time in UTC, as people say it. The weekday would find nothing that these three do not. */
export function dateTerms(at: number): string[] {
  const day = new Date(at)
  if (Number.isNaN(day.getTime())) return []
  return recallTerms(`${day.getUTCFullYear()} ${months[day.getUTCMonth()]} ${day.getUTCDate()}`)
}
