import type { RiskLevel, RiskSubject } from '../../ports/classifier.ts'
import { arabicHebrewPersian } from './arabic-hebrew-persian.ts'
import { compileGrammar, type Reader } from './compile-grammar.ts'
import { eastAsian } from './east-asian.ts'
import { finnishHungarianTurkishGreek } from './finnish-hungarian-turkish-greek.ts'
import { frenchItalianRomanian } from './french-italian-romanian.ts'
import { germanDutch } from './german-dutch.ts'
import { foldLetters, type Grammar } from './grammar.ts'
import { hindiBengali } from './hindi-bengali.ts'
import { scandinavian } from './scandinavian.ts'
import { slavic } from './slavic.ts'
import { spanishPortuguese } from './spanish-portuguese.ts'
import { vietnameseIndonesianThai } from './vietnamese-indonesian-thai.ts'

export interface ForeignReading {
  level: RiskLevel
  subject: RiskSubject
  language: string
  category: string
}

const grammars: readonly Grammar[] = [
  ...spanishPortuguese,
  ...frenchItalianRomanian,
  ...germanDutch,
  ...scandinavian,
  ...slavic,
  ...finnishHungarianTurkishGreek,
  ...arabicHebrewPersian,
  ...hindiBengali,
  ...eastAsian,
  ...vietnameseIndonesianThai,
]
const readers = grammars.map(compileGrammar)

/** Of a text that is full of such sentences so many are read from its beginning, and so many from its end. */
const readAtEnds = 500

const ends = <One>(found: readonly One[]): readonly One[] =>
  found.length <= 2 * readAtEnds ? found : [...found.slice(0, readAtEnds), ...found.slice(-readAtEnds)]

/** A sentence ends here; what stands between two of them is read by itself. */
const sentenceEnds = /[.!?;:\n\r…。！？；：।॥؟۔«»“”"„()[\]{}|]+/
const commas = /[,،、，]+/g
const noWords = /[^\p{L}\p{M}\p{N},]+/gu
/** Most sentences are nothing but words with single spaces: to see that costs less than to put them together again. */
const someNoWords = /[^\p{L}\p{M}\p{N}, ]| {2}/u
/** A pattern finds, and forgets where: the same one reads the next sentence from its beginning. */
function has(pattern: RegExp, text: string): boolean {
  pattern.lastIndex = 0
  return pattern.test(text)
}

function words(sentence: string): string {
  const parted = sentence.replace(commas, ' , ')
  return ` ${someNoWords.test(parted) ? parted.replace(noWords, ' ').trim() : parted.trim()} `
}
const joined = (sentence: string): string => sentence.replace(commas, ',').replace(noWords, '')

type Finding = Omit<ForeignReading, 'language'>

/** A sentence as it is read, with its words apart or together: made once for all the languages that ask. */
function createSentence(written: string) {
  let apart: string | undefined
  let together: string | undefined
  return {
    written,
    in: ({ spaced }: Reader): string => (spaced ? (apart ??= words(written)) : (together ??= joined(written))),
  }
}

type Sentence = ReturnType<typeof createSentence>

function readSentence(reader: Reader, sentence: Sentence, around: () => readonly Sentence[]): Finding | undefined {
  const gap = reader.spaced ? ' ,' : ','
  let text = sentence.in(reader).replace(reader.masked, gap)
  const without = (pattern: RegExp): boolean => {
    const before = text
    text = text.replace(pattern, gap)
    return text !== before
  }
  const denied = without(reader.denied)
  const other = without(reader.others)
  const intent = has(reader.intent, text)
  if (intent || has(reader.wish, text)) {
    const timed = has(reader.soon, text) || (intent && has(reader.now, text))
    const imminent = timed || around().some((near) => has(reader.hand, near.in(reader)))
    return {
      level: imminent ? 4 : 3,
      subject: 'self',
      category: intent || imminent ? 'self_harm/intent' : 'self_harm/ideation',
    }
  }
  const tried = has(reader.tried, text)
  if (tried || has(reader.harm, text)) {
    const past = has(reader.ago, text)
    return { level: past ? 2 : 3, subject: 'self', category: 'self_harm/behaviour' }
  }
  if (has(reader.passive, text)) return { level: 2, subject: 'self', category: 'self_harm/passive' }
  if (other) return { level: 2, subject: 'other', category: 'other_at_risk' }
  if (denied) return { level: 1, subject: 'self', category: 'self_harm/denial' }
  if (!has(reader.topic, text)) return undefined
  return has(reader.kin, text)
    ? { level: 1, subject: 'other', category: 'bereavement' }
    : { level: 1, subject: 'none', category: 'self_harm/topic' }
}

/**
 * The gravest plain statement in a language other than English. The text is in lower case, without the accents of
 * Latin, Greek and Cyrillic letters and without characters that have no width.
 */
export function readForeign(normalised: string): ForeignReading | undefined {
  const text = foldLetters(normalised)
  const present = readers.filter(({ stems }) => stems.test(text))
  if (present.length === 0) return undefined
  const sentences = text.split(sentenceEnds).map(createSentence)
  let gravest: ForeignReading | undefined
  const likely = sentences.flatMap((sentence, i) =>
    present.filter(({ stems }) => stems.test(sentence.written)).map((reader) => ({ reader, sentence, i })),
  )
  for (const { reader, sentence, i } of ends(likely)) {
    const found = readSentence(reader, sentence, () => sentences.slice(Math.max(0, i - 1), i + 2))
    if (found !== undefined && found.level > (gravest?.level ?? 0)) gravest = { ...found, language: reader.language }
    if (gravest?.level === 4) break
  }
  return gravest
}
