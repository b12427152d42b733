import type { RiskLevel } from '../../ports/classifier.ts'
import { sentenceAround, type Holds } from './circumstances.ts'
import type { Category, Finding } from './finding.ts'
import { whoBefore, whoIs, type Who } from './frame.ts'
import type { Found } from './phrases.ts'
import type { sayings } from './sayings.ts'

export type SayingKind = (typeof sayings.kinds)[number]

const meaning: Readonly<Record<SayingKind, readonly [RiskLevel, Category]>> = {
  passive: [2, 'self_harm/passive'],
  despair: [1, 'distress'],
  active: [3, 'self_harm/ideation'],
  means: [3, 'self_harm/means'],
  lethal: [1, 'self_harm/means'],
  dose: [3, 'self_harm/means'],
  hurts: [3, 'self_harm/means'],
  noted: [3, 'self_harm/behaviour'],
  lastLetter: [3, 'self_harm/intent'],
  gathered: [3, 'self_harm/intent'],
  held: [3, 'self_harm/means'],
  ready: [0, 'self_harm/means'],
  note: [0, 'self_harm/intent'],
  underway: [4, 'self_harm/intent'],
  sure: [0, 'self_harm/intent'],
  eating: [2, 'eating_disorder'],
  eatingTopic: [1, 'eating_disorder'],
  killing: [2, 'violence'],
  abuse: [2, 'abuse'],
  beaten: [1, 'abuse'],
  bullied: [2, 'abuse'],
  kys: [1, 'violence'],
}

function whoSays(tokens: readonly string[], found: Found<SayingKind>): Who {
  for (let at = found.start; at < found.end; at++) {
    const token = tokens[at] ?? ''
    if (token === 'i' || token === 'me' || token === 'my' || token === 'myself') return 'self'
    if (token === 'herself' || token === 'himself' || token === 'themselves') return 'kin'
    // A voice that says "you" says it to whoever hears it.
    if (token === 'yourself' && /^voices?$/.test(tokens[found.start] ?? '')) break
    if (token === 'yourself') return 'you'
  }
  const inside = tokens.slice(found.start, found.end).map(whoIs).find(Boolean)
  if (inside && found.kind === 'means') return 'nobody'
  return /^(?:his|her|their)$/.test(tokens[found.start - 1] ?? '') ? 'kin' : whoBefore(tokens, found.start)
}

const isHere = (tokens: readonly string[], found: Found<SayingKind>): boolean =>
  tokens.slice(found.start, found.end).includes('here')

/** What a saying means for whom. */
export function judgeSaying(
  tokens: readonly string[],
  found: Found<SayingKind>,
  circumstances: (start: number, end: number) => Holds,
  isPlaying: boolean,
): Finding | undefined {
  const [most, category] = meaning[found.kind]
  if (most === 0) return undefined
  const holds = circumstances(...sentenceAround(tokens, found.start))
  const { kind, start, end } = found
  const plain = { start, end, category }
  if (kind === 'killing' || kind === 'abuse' || kind === 'beaten' || kind === 'kys') {
    const level = holds('joke') || isPlaying ? 0 : most
    return { ...plain, level, subject: kind === 'abuse' || kind === 'beaten' ? 'self' : 'other' }
  }
  if (kind === 'bullied') return { ...plain, level: holds('joke') ? 1 : 2, subject: 'self' }
  if (kind === 'gathered' && (holds('supply') || isPlaying)) return undefined
  // Hours and the power are cut again, too.
  if (kind === 'noted' && !/^(?:i|relapsed|just|,|\.)$/.test(tokens[start - 1] ?? '.')) return undefined
  const who = whoSays(tokens, found)
  const before = tokens.slice(Math.max(0, start - 3), start)
  const isStopping =
    before.includes('stop') || before.includes('help') || tokens[start] === 'not' || tokens[start] === 'can'
  const isNegated = !isStopping && before.some((token) => token === 'not' || token === 'never' || token === 'no')
  if (kind === 'means' || kind === 'lethal' || kind === 'dose' || kind === 'hurts') {
    if (isPlaying) return { ...plain, level: 1, subject: 'fiction' }
    if (kind === 'hurts' && (holds('sport') || holds('creature'))) return undefined
    const isTopic = kind === 'lethal' || holds('learned') || (kind === 'dose' && (holds('creature') || holds('child')))
    return { ...plain, level: isTopic ? 1 : 3, subject: isTopic ? 'none' : 'self' }
  }
  if (kind === 'underway') {
    if (holds('benign') || isPlaying) return undefined
    if (holds('distant') && !holds('recent')) return { ...plain, level: 2, subject: who === 'kin' ? 'other' : 'self' }
    if (who === 'kin') return { ...plain, level: 3, category: 'other_at_risk', subject: 'other' }
    return isNegated || who === 'people' || who === 'you' ? undefined : { ...plain, level: 4, subject: 'self' }
  }
  if (kind === 'passive' && ((isHere(tokens, found) && holds('place')) || isPlaying || holds('joke')))
    return { ...plain, level: 1, category: 'distress', subject: 'self' }
  const isOver = holds('distant') && !holds('recent')
  if (isNegated)
    return kind === 'eating' ? undefined : { ...plain, level: 1, subject: 'self', isDenied: kind !== 'despair' }
  const level = (isOver ? Math.min(most, kind === 'active' ? 2 : 1) : most) as RiskLevel
  if (who === 'self' || who === 'nobody') return { ...plain, level, subject: 'self' }
  if (level < 2 || kind === 'held') return level < 2 ? undefined : { ...plain, level: 1, subject: 'other' }
  const isTopic = who !== 'kin'
  return {
    ...plain,
    level: isTopic ? 1 : 2,
    subject: 'other',
    category: category === 'eating_disorder' ? category : 'other_at_risk',
  }
}
