import type { RiskLevel, RiskSubject } from '../../ports/classifier.ts'
import { acts } from './acts.ts'
import { isAffirmation } from './affirmation.ts'
import { type Circumstances, circumstanceWords, createCircumstances, sentenceAround } from './circumstances.ts'
import type { Finding } from './finding.ts'
import { frameWords, isCommon, isNo } from './frame.ts'
import { idioms } from './idioms.ts'
import { actAt, judgeAct } from './judge-act.ts'
import { judgeSaying, type SayingKind } from './judge-saying.ts'
import { judgeScenes } from './judge-scene.ts'
import type { Found } from './phrase-reader.ts'
import { isRecited, isTold, lastBefore, quotesIn, spanAround, type SignalKind, type Span } from './quotes.ts'
import { createRespell } from './respell.ts'
import { sayings } from './sayings.ts'
import { scenes, type SceneKind } from './scenes.ts'
import { signalPhrases } from './signal-phrases.ts'
import { riskOfWords } from '../words/risk-of-words.ts'
import { createTokens, type Tokens } from './tokens.ts'
import { createVocabulary, isBoundary, masked } from './vocabulary.ts'

const books = [acts, sayings, scenes, signalPhrases, idioms] as const
const known = new Set([...books.flatMap(({ words }) => [...words]), ...circumstanceWords, ...frameWords])
known.delete('')
/** Those that people disguise. */
const core = new Set(
  `kill killing suicide suicidal myself die dying dead death cut cutting hurt harm end life live alive unalive overdose
  hang noose pills kys kms jump wrists self selfharm sewerslide want tonight anymore`.split(/\s+/),
)

export interface Reading {
  findings: readonly Finding[]
  /** Enough of it is English that what looks like another language is not. */
  isEnglish: () => boolean
  signals: { denial: boolean; farewell: boolean; givingAway: boolean; affirmation: boolean }
}

/** One says goodbye to those as well. */
const isJob = (token: string): boolean =>
  /^(?:work|team|colleagues|coworkers|job|company|office|resignation|school)$/.test(token)

/** Of what says the same again and again so much is judged from the beginning, and so much from the end. */
const judgedAtEnds = 250

const ends = <One>(found: readonly One[]): readonly One[] =>
  found.length <= 2 * judgedAtEnds ? found : [...found.slice(0, judgedAtEnds), ...found.slice(-judgedAtEnds)]

const vocabulary = createVocabulary(known)
const tokensOf = createTokens(known, vocabulary, createRespell(known, core))
const actsAt = acts.reader(vocabulary)
const sayingsAt = sayings.reader(vocabulary)
const scenesAt = scenes.reader(vocabulary)
const signalsAt = signalPhrases.reader(vocabulary)
const idiomsAt = idioms.reader(vocabulary)
const circumstancesIn = createCircumstances(vocabulary)

/** Idioms are taken out before anything else is read. */
function withoutIdioms({ words, numbers }: Tokens): Tokens {
  let left: Tokens | undefined
  for (let at = 0; at < words.length; at++)
    for (const { start, end } of idiomsAt(numbers, at)) {
      left ??= { words: [...words], numbers: [...numbers] }
      left.words.fill(masked, start, end)
      left.numbers.fill(0, start, end)
    }
  return left ?? { words, numbers }
}

/** The words of a folded text as they were meant, and none of idioms. */
export const meantIn = (folded: string): readonly string[] => withoutIdioms(tokensOf(folded)).words

/** Whether a quarter of the words are common ones. */
function isMostlyCommon(tokens: readonly string[]): boolean {
  let [common, words] = [0, 0]
  for (const token of tokens) {
    if (isBoundary(token)) continue
    words++
    if (isCommon(token)) common++
  }
  return common * 4 >= words
}

/** What English rules see in a folded text. */
export function readEnglish(folded: string): Reading {
  const all = tokensOf(folded)
  const { words: spoken } = all
  const { words: tokens, numbers } = withoutIdioms(all)
  const signs = new Map<SignalKind, Span[]>()
  const actsFound: Found<(typeof acts.kinds)[number]>[] = []
  const said: Found<SayingKind>[] = []
  const seen: Found<SceneKind>[] = []
  for (let at = 0; at < tokens.length; at++) {
    for (const found of actsAt(numbers, at)) actsFound.push(found)
    for (const found of sayingsAt(numbers, at)) said.push(found)
    for (const found of scenesAt(numbers, at)) seen.push(found)
    for (const sign of signalsAt(all.numbers, at)) {
      const spans = signs.get(sign.kind)
      if (spans) spans.push(sign)
      else signs.set(sign.kind, [sign])
    }
  }
  const spansOf = (kind: SignalKind): readonly Span[] => signs.get(kind) ?? []
  const signals = {
    denial: spansOf('denial').length > 0,
    farewell: spansOf('farewell').length > 0,
    givingAway: spansOf('givingAway').length > 0,
    affirmation: isAffirmation(spoken),
  }
  const isEnglish = (): boolean => tokens.includes(masked) || isMostlyCommon(spoken)
  const circumstances = circumstancesIn(all.numbers)
  const isPlaying = spansOf('playing').length > 0
  const findings: Finding[] = []
  let covered = -1
  for (const found of ends(actsFound)) {
    // What a longer act holds is that act's: "suicide" of "commit suicide".
    const isHeld = found.start < covered || (found.kind === 'mention' && tokens[found.end] === 'note')
    if (isHeld) continue
    const finding = judgeAct(tokens, actAt(tokens, found, circumstances, isPlaying))
    if (found.kind === 'suicide' || found.kind === 'harm') covered = found.end
    if (finding) findings.push(finding)
  }
  const isAct = findings.length > 0
  for (const found of ends(said)) {
    const finding = judgeSaying(tokens, found, circumstances, isPlaying)
    if (finding) findings.push(finding)
  }
  const farewells = spansOf('farewell')
  findings.push(...judgeScenes(ends(seen), { tokens, circumstances, isPlaying, findings, farewells }))
  const isSaid = (kind: SayingKind): boolean =>
    said.some((one) => one.kind === kind && !tokens.slice(Math.max(0, one.start - 3), one.start).some(isNo))
  const context = { spoken, signs: spansOf, isSaid, circumstances }
  const judged = raised(inContext(findings, context), context)
  const isJudged = isAct || said.some(({ kind }) => !vague.has(kind)) || findings.some(isPlain)
  const isStory = spansOf('writing').length > 0 || isPlaying
  const suspected = isJudged || isStory || !isEnglish() ? 0 : riskOfWords(tokens)
  if (suspected > 0) judged.push({ ...suspicion, level: suspected })
  return {
    findings: judged,
    isEnglish,
    signals: { ...signals, denial: signals.denial || findings.some(({ isDenied }) => isDenied === true) },
  }
}

/** What words alone tell: that somebody is at risk, and not of what. Where a rule has judged, that holds. */
const suspicion = { subject: 'self', category: 'suspected', start: 0, end: 0 } as const

/** Sayings that tell at most that somebody is in a bad way. */
const vague: ReadonlySet<SayingKind> = new Set(['despair', 'hint', 'ready', 'note', 'sure'])
const isPlain = ({ category }: Finding): boolean => category !== 'distress'

interface Context {
  spoken: readonly string[]
  signs: (kind: SignalKind) => readonly Span[]
  isSaid: (kind: SayingKind) => boolean
  circumstances: Circumstances
}

const lowered = (finding: Finding, subject: RiskSubject): Finding => ({
  ...finding,
  level: Math.min(finding.level, 1) as RiskLevel,
  subject,
  isSoon: false,
})

/** A story, a song, a quotation: what is said in them is not said by whoever writes. */
function inContext(findings: readonly Finding[], { spoken, signs }: Context): Finding[] {
  const quotes = quotesIn(spoken)
  const writing = signs('writing')
  const sung = [...signs('singing'), ...writing].sort((one, other) => one.start - other.start)
  const lastSame = signs('same').at(-1)?.start ?? -1
  const isWritten = ({ start: at }: Finding): boolean => {
    const [start, end] = sentenceAround(spoken, at)
    return (writing[lastBefore(writing, end)]?.start ?? -1) >= start
  }
  return findings.map((finding) => {
    if (finding.level === 0) return finding
    const isQuoted = spanAround(quotes, finding.start) !== undefined
    if (isRecited(spoken, finding, quotes, sung))
      return lastSame >= 0 && (isQuoted || lastSame >= finding.end) && finding.level > 1
        ? { ...finding, level: 3, subject: 'self', category: 'self_harm/ideation' }
        : lowered(finding, writing.length > 0 ? 'fiction' : 'none')
    if (writing.length > 0 && (isQuoted || finding.subject === 'other' || isWritten(finding)))
      return lowered(finding, 'fiction')
    if (finding.subject === 'self' && isTold(spoken, finding, quotes))
      return {
        ...finding,
        level: Math.min(finding.level, 2) as RiskLevel,
        subject: 'other',
        category: 'other_at_risk',
        isSoon: false,
      }
    return finding
  })
}

/** A thought with an hour, the means at hand or a letter written is a plan; with a farewell it is more than a wish. */
function raised(findings: Finding[], { signs, isSaid, circumstances, spoken }: Context): Finding[] {
  const worst = findings
    .filter(
      ({ subject, isDenied, category }) => subject === 'self' && isDenied !== true && category !== 'self_harm/intent',
    )
    .reduce<Finding | undefined>((most, one) => (most && most.level >= one.level ? most : one), undefined)
  const level = worst && worst.category.startsWith('self_harm') ? worst.level : 0
  const isReady = isSaid('ready') || isSaid('held') || isSaid('note') || isSaid('sure')
  const isDone = signs('farewell').length > 0 && circumstances(0, spoken.length)('done')
  const isPlan = findings.some(({ subject, isSoon }) => subject === 'self' && isSoon === true)
  if ((level >= 2 && (isReady || isDone)) || isPlan)
    return [...findings, { level: 4, subject: 'self', category: 'self_harm/intent', start: 0, end: 0 }]
  const isLeaving = isSaid('note') || signs('farewell').length > 0 || signs('givingAway').length > 0
  if (((isSaid('ready') || isSaid('held')) && isLeaving) || (isSaid('sure') && isSaid('note') && !spoken.some(isJob)))
    return [
      ...findings,
      {
        level: isSaid('sure') && (isSaid('ready') || isSaid('held')) ? 4 : 3,
        subject: 'self',
        category: 'self_harm/intent',
        start: 0,
        end: 0,
      },
    ]
  if (level === 2 && worst && signs('farewell').length > 0) return [...findings, { ...worst, level: 3 }]
  return findings
}
