import type { RiskLevel, RiskSubject } from '../../ports/classifier.ts'
import { arabicHebrewPersian } from './arabic-hebrew-persian.ts'
import { compileGrammar, type Reader } from './compile-grammar.ts'
import { eastAsian } from './east-asian.ts'
import { finnishHungarianTurkishGreek } from './finnish-hungarian-turkish-greek.ts'
import { frenchItalian } from './french-italian.ts'
import { germanDutch } from './german-dutch.ts'
import { foldLetters, type Grammar } from './grammar.ts'
import { hindiBengali } from './hindi-bengali.ts'
import { romanian } from './romanian.ts'
import { scandinavian } from './scandinavian.ts'
import { slavic } from './slavic.ts'
import { spanishPortuguese } from './spanish-portuguese.ts'
import { createStemFinder } from './stems.ts'
import { vietnameseIndonesianThai } from './vietnamese-indonesian-thai.ts'

export interface ForeignReading {
  level: RiskLevel
  subject: RiskSubject
  language: string
  category: string
}

const grammars: readonly Grammar[] = [
  ...spanishPortuguese,
  ...frenchItalian,
  romanian,
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
const stemsIn = createStemFinder(readers.map(({ stems }) => stems))

/** Of a text that is full of such sentences so many are read from its beginning, and so many from its end. */
const readAtEnds = 250

const ends = <One>(found: readonly One[]): readonly One[] =>
  found.length <= 2 * readAtEnds ? found : [...found.slice(0, readAtEnds), ...found.slice(-readAtEnds)]

/** A sentence ends here, and not with its line: many break theirs in the middle. */
const sentenceEnds = /[.!?;:…。！？；：।॥؟۔«»“”"„()[\]{}|]+/g
const commas = /[,،、，]+/g
const noWords = /[^\p{L}\p{M}\p{N},]+/gu
/** Most sentences are nothing but words with single spaces: to see that costs less than to put them together again. */
const someNoWords = /[^\p{L}\p{M}\p{N}, ]| {2}/u
const beyondAscii = /[^\0-\x7f]/
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

/** The sentences of a text, and where each begins. */
function sentencesOf(text: string): { written: string[]; starts: number[] } {
  const written: string[] = []
  const starts = [0]
  let start = 0
  for (const { 0: end, index } of text.matchAll(sentenceEnds)) {
    written.push(text.slice(start, index))
    starts.push((start = index + end.length))
  }
  written.push(text.slice(start))
  return { written, starts }
}

type Finding = Omit<ForeignReading, 'language'>

/** A sentence as it is read, with its words apart or together: made once for all the languages that ask. */
function createSentence(written: string) {
  let apart: string | undefined
  let together: string | undefined
  return {
    written,
    in: ({ spaced, respell }: Reader): string =>
      spaced ? respell((apart ??= words(written))) : (together ??= joined(written)),
  }
}

type Sentence = ReturnType<typeof createSentence>

type Hint = (reader: Reader, text: string) => boolean

/** What says little alone, and together that it is about to happen. */
const hints: readonly Hint[] = [
  (reader, text) => has(reader.veiled, text) && (has(reader.soon, text) || has(reader.now, text)),
  (reader, text) => has(reader.parting, text),
  (reader, text) => has(reader.means, text),
]
const nerve: Hint = (reader, text) => has(reader.nerve, text)

/** Whether two hints are near, of which one is here. Beside a wish not to live one is enough, but for want of courage. */
function areHints(reader: Reader, text: string, isPassive: boolean, around: () => readonly Sentence[]): boolean {
  const all = isPassive ? hints : [...hints, nerve]
  if (!isPassive && !all.some((hint) => hint(reader, text))) return false
  const isNear = (hint: Hint): boolean => hint(reader, text) || around().some((one) => hint(reader, one.in(reader)))
  return all.filter(isNear).length >= (isPassive ? 1 : 2)
}

function readSentence(reader: Reader, sentence: Sentence, around: () => readonly Sentence[]): Finding | undefined {
  const gap = reader.spaced ? ' ,' : ','
  let text = sentence.in(reader).replace(reader.masked, gap)
  const without = (pattern: RegExp): boolean => {
    const before = text
    text = text.replace(pattern, gap)
    return text !== before
  }
  if (!reader.decisive.some((pattern) => has(pattern, text))) return undefined
  const near = (pattern: RegExp): boolean => around().some((other) => has(pattern, other.in(reader)))
  const denied = without(reader.denied)
  const otherUnderway = without(reader.othersUnderway)
  const other = without(reader.others) || otherUnderway
  const intent = has(reader.intent, text)
  const wish = intent || has(reader.wish, text)
  const tried = has(reader.tried, text)
  const harmed = tried || has(reader.harm, text)
  const passive = has(reader.passive, text)
  const past = (wish || harmed || passive) && has(reader.ago, text)
  if (past && near(reader.recovered)) return { level: 1, subject: 'self', category: 'self_harm/past' }
  if (wish) {
    const timed = has(reader.soon, text) || (intent && has(reader.now, text))
    const imminent = timed || near(reader.hand) || near(reader.means)
    return {
      level: imminent ? 4 : 3,
      subject: 'self',
      category: intent || imminent ? 'self_harm/intent' : 'self_harm/ideation',
    }
  }
  const told = (): boolean => near(reader.story)
  const mundane = (): boolean => has(reader.mundane, sentence.in(reader))
  const isUnderway = has(reader.underway, text) && !mundane()
  if ((isUnderway || areHints(reader, text, passive, around)) && !told())
    return { level: 4, subject: 'self', category: 'self_harm/intent' }
  if (harmed) return { level: past ? 2 : 3, subject: 'self', category: 'self_harm/behaviour' }
  if (has(reader.methods, text)) {
    return told()
      ? { level: 1, subject: 'fiction', category: 'self_harm/means' }
      : { level: 3, subject: 'self', category: 'self_harm/means' }
  }
  if (otherUnderway && !told()) return { level: 3, subject: 'other', category: 'other_at_risk' }
  if (passive) return { level: 2, subject: 'self', category: 'self_harm/passive' }
  if (has(reader.abuse, text) && !told()) return { level: 2, subject: 'self', category: 'abuse' }
  if (other && !told()) return { level: 2, subject: 'other', category: 'other_at_risk' }
  if (has(reader.eating, text) && !mundane() && !told())
    return { level: has(reader.ago, text) ? 1 : 2, subject: 'self', category: 'eating_disorder' }
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
  const text = beyondAscii.test(normalised) ? foldLetters(normalised) : normalised
  const stems = stemsIn(text)
  if (stems.length === 0) return undefined
  const { written, starts } = sentencesOf(text)
  const made = new Map<number, Sentence>()
  const sentenceAt = (i: number): Sentence => {
    const known = made.get(i)
    if (known) return known
    const sentence = createSentence(written[i] ?? '')
    made.set(i, sentence)
    return sentence
  }
  const likely: { reader: Reader; i: number }[] = []
  let next = 0
  for (let i = 0; i < written.length && next < stems.length; i++) {
    let bits = 0
    const end = starts[i + 1] ?? text.length
    for (; (stems[next]?.at ?? end) < end; next++) bits |= stems[next]?.lists ?? 0
    for (; bits !== 0; bits &= bits - 1) {
      const reader = readers[31 - Math.clz32(bits & -bits)]
      if (reader) likely.push({ reader, i })
    }
  }
  let gravest: ForeignReading | undefined
  for (const { reader, i } of ends(likely)) {
    const around = (): readonly Sentence[] => [i - 1, i, i + 1].filter((near) => near in written).map(sentenceAt)
    const found = readSentence(reader, sentenceAt(i), around)
    if (found !== undefined && found.level > (gravest?.level ?? 0)) gravest = { ...found, language: reader.language }
    if (gravest?.level === 4) break
  }
  return gravest
}
