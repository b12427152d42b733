import type { RiskLevel } from '../../ports/classifier.ts'
import { sentenceAround, sorrows, type Circumstance, type Holds } from './circumstances.ts'
import type { Category, Finding } from './finding.ts'
import { whoBefore, whoIs, type Who } from './frame.ts'
import type { Found } from './phrase-reader.ts'
import type { sayings } from './sayings.ts'
import { isBoundary } from './vocabulary.ts'
import { classes } from './word-classes.ts'

export type SayingKind = (typeof sayings.kinds)[number]

const meaning: Readonly<Record<SayingKind, readonly [RiskLevel, Category]>> = {
  passive: [2, 'self_harm/passive'],
  despair: [1, 'distress'],
  hint: [2, 'self_harm/passive'],
  veering: [2, 'self_harm/passive'],
  picture: [3, 'self_harm/ideation'],
  tempting: [3, 'self_harm/ideation'],
  relapse: [3, 'self_harm/behaviour'],
  drawn: [3, 'self_harm/behaviour'],
  fasting: [2, 'eating_disorder'],
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

const isGone =
  /^(?:\w+ ){0,3}(?:went away|faded|subsided|passed|(?:is|are|have|has|was|were) (?:gone|left|stopped|lessened|faded|passed))\b/
const imagined = /^(?:imagin|pictur|visuali|daydream|dream|seeing|thoughts|images|fanta)/

const drink =
  /\bbottles? of (?:water|juice|milk|cola|coke|soda|lemonade|tea|wine|beer|prosecco|champagne|kombucha|squash)\b/

const pills: ReadonlySet<string> = new Set(classes.pills.split(' '))
const isPill = (token: string): boolean => pills.has(token)

const isPastHabit = (tokens: readonly string[], start: number): boolean =>
  tokens[start] === 'used' && tokens[start + 1] === 'to'

/** How far around an oblique word lies what makes it plain. */
const around = 30

const farAround = 120

/** Somebody who sees no way on, and says so in more than one manner. */
function isDespairing(
  { start, end }: Found<SayingKind>,
  circumstances: (start: number, end: number) => Holds,
): boolean {
  const holds = circumstances(start - farAround, end + farAround)
  return (holds('hopeless') || holds('weary')) && sorrows.filter(holds).length >= 3
}

/** What means harm only beside something else that was said, or where nothing harmless was. */
function isPlain(
  tokens: readonly string[],
  { kind, start, end }: Found<SayingKind>,
  circumstances: (start: number, end: number) => Holds,
): boolean {
  const beside = (circumstance: Circumstance): boolean =>
    circumstances(start - around, start)(circumstance) || circumstances(end, end + around)(circumstance)
  const holds = circumstances(...sentenceAround(tokens, start))
  if (kind === 'hint' && /^(?:last|final)$/.test(tokens[start + 1] ?? '') && beside('place')) return false
  if (kind === 'hint') return !holds('place') && (sorrows.some(beside) || beside('mortal'))
  if (kind === 'relapse') return (beside('wound') || isPastHabit(tokens, start)) && !holds('learned')
  if (kind === 'fasting') return beside('weigh') || beside('worthless') || beside('weary')
  if (kind === 'picture' || kind === 'veering') return !holds('sport') && !holds('art') && !holds('learned')
  if (kind === 'held') return !holds('benign')
  if (kind === 'tempting')
    return !holds('learned') && !tokens.slice(start, end).some((token) => token === 'not' || token === 'never')
  return true
}

/** An animal is what it is about: it stands in the clause, or before it where nobody speaks of themselves. */
function isOfCreature(
  tokens: readonly string[],
  { start, end }: Found<SayingKind>,
  circumstances: (start: number, end: number) => Holds,
): boolean {
  const [from] = sentenceAround(tokens, start)
  let clauseEnd = end
  while (!isBoundary(tokens[clauseEnd])) clauseEnd++
  const isOwn = tokens.slice(from, clauseEnd).some((token) => whoIs(token) === 'self')
  return !isOwn && circumstances(from, clauseEnd)('creature')
}

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
  if (!isPlain(tokens, found, circumstances))
    return kind === 'hint' || kind === 'relapse'
      ? { ...plain, level: 1, category: 'distress', subject: 'self' }
      : undefined
  const who = whoSays(tokens, found)
  const before = tokens.slice(Math.max(0, start - 3), start)
  const isStopping =
    before.includes('stop') || before.includes('help') || tokens[start] === 'not' || tokens[start] === 'can'
  const isNegated = !isStopping && before.some((token) => token === 'not' || token === 'never' || token === 'no')
  if (kind === 'means' || kind === 'lethal' || kind === 'dose' || kind === 'hurts') {
    if (isPlaying) return { ...plain, level: 1, subject: 'fiction' }
    const isOfAnimals = (kind === 'hurts' || kind === 'means') && isOfCreature(tokens, found, circumstances)
    if (isOfAnimals || (kind === 'hurts' && holds('sport'))) return undefined
    const isTopic = kind === 'lethal' || holds('learned') || (kind === 'dose' && (holds('creature') || holds('child')))
    return { ...plain, level: isTopic ? 1 : 3, subject: isTopic ? 'none' : 'self' }
  }
  if (kind === 'underway') {
    if (holds('benign') || isPlaying || isOfCreature(tokens, found, circumstances)) return undefined
    if (drink.test(tokens.slice(start, end + 2).join(' ')) && !tokens.slice(start, end + 10).some(isPill))
      return undefined
    const isJump = tokens.slice(start, end).includes('jump')
    if (isJump && (holds('sport') || holds('mundane') || holds('joke'))) return undefined
    if (tokens.slice(Math.max(0, start - 6), start).some((token) => imagined.test(token)))
      return { ...plain, level: 3, category: 'self_harm/ideation', subject: 'self' }
    if (holds('distant') && !holds('recent')) return { ...plain, level: 2, subject: who === 'kin' ? 'other' : 'self' }
    if (who === 'kin') return { ...plain, level: 3, category: 'other_at_risk', subject: 'other' }
    return isNegated || who === 'people' || who === 'you' ? undefined : { ...plain, level: 4, subject: 'self' }
  }
  if (kind === 'passive' && ((isHere(tokens, found) && holds('place')) || isPlaying || holds('joke')))
    return { ...plain, level: 1, category: 'distress', subject: 'self' }
  // What one used to do is over unless something says that it is not.
  if (isPastHabit(tokens, start) && !holds('recent')) return { ...plain, level: 1, subject: 'self' }
  // "No longer" ends a wish to live, and not the wish to die.
  const isUnwilling = tokens[start] === 'no' && tokens[start + 1] === 'longer'
  const isOver = holds('distant') && !holds('recent') && !isUnwilling && kind !== 'relapse'
  if (isNegated)
    return kind === 'eating' ? undefined : { ...plain, level: 1, subject: 'self', isDenied: kind !== 'despair' }
  if (
    kind === 'despair' &&
    who !== 'kin' &&
    who !== 'people' &&
    !isOver &&
    !holds('art') &&
    !holds('place') &&
    !holds('mundane') &&
    isDespairing(found, circumstances)
  )
    return { ...plain, level: 2, category: 'self_harm/passive', subject: 'self' }
  if (kind !== 'despair' && isGone.test(tokens.slice(end, end + 6).join(' ')))
    return { ...plain, level: 1, subject: 'self' }
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
