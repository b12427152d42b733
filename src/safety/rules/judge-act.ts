import type { RiskLevel } from '../../ports/classifier.ts'
import type { ActKind } from './acts.ts'
import { sentenceAround, type Holds } from './circumstances.ts'
import type { Category, Finding } from './finding.ts'
import { frameOf, whoBefore, type Frame, type Who } from './frame.ts'
import { isBoundary, type Found } from './phrases.ts'

const kinOf: Readonly<Record<string, Who>> = {
  myself: 'self',
  my: 'self',
  himself: 'kin',
  herself: 'kin',
  themselves: 'kin',
  his: 'kin',
  her: 'kin',
  their: 'kin',
  yourself: 'you',
  your: 'you',
  oneself: 'people',
  ones: 'people',
  ourselves: 'kin',
}

const done =
  /^(?:killed|hanged|hung|shot|drowned|ended|took|committed|overdosed|died|jumped|offed|slit|blew|attempted|cut|burned|burnt|harmed|injured|hit|scratched|punched|slashed|threw|was|were)$/

export interface Act {
  kind: ActKind
  start: number
  end: number
  frame: Frame
  who: Who
  isPast: boolean
  /** "How do I", "what is the best way to". */
  asksHow: boolean
  holds: Holds
  isPlaying: boolean
}

const asks = /^(?:how|ways|method|methods|instructions|steps|help|where|tell|show|teach|guide)$/

export function actAt(
  tokens: readonly string[],
  found: Found<ActKind>,
  circumstances: (start: number, end: number) => Holds,
  isPlaying: boolean,
): Act {
  const frame = frameOf(tokens, found.start)
  const named = tokens
    .slice(found.start, found.end)
    .map((token) => kinOf[token])
    .find(Boolean)
  const clause = named === 'kin' && frame.who === 'people' ? 'people' : named
  const before = frame.who === 'nobody' ? whoBefore(tokens, found.start) : frame.who
  const who = clause ?? (frame.third && before !== 'kin' ? 'people' : before)
  const [start, end] = sentenceAround(tokens, found.start)
  const asked = tokens.slice(Math.max(start, frame.start - 4), found.start)
  const isWanting =
    frame.desire || frame.thought || asked.includes('not') || asked.includes('stop') || asked.includes('without')
  return {
    ...found,
    frame,
    who,
    isPast: done.test(tokens[found.start] ?? '') || (who === 'kin' && tokens.slice(start, found.start).includes('did')),
    asksHow: !isWanting && asked.some((token) => asks.test(token)),
    holds: circumstances(start, end),
    isPlaying,
  }
}

const self = (act: Act, level: RiskLevel, category: Category, more: Partial<Finding> = {}): Finding => ({
  level,
  subject: 'self',
  category,
  start: act.start,
  end: act.end,
  ...more,
})

const denied = (act: Act): Finding => self(act, 1, 'self_harm/ideation', { isDenied: true })

/** Of a death that came: 1. Of somebody who may come to harm now: 2. */
function ofAnother(act: Act): Finding | undefined {
  const { frame, holds, kind, who } = act
  const found = (level: RiskLevel, category: Category): Finding => ({
    level,
    subject: 'other',
    category,
    start: act.start,
    end: act.end,
  })
  if (kind === 'death' || kind === 'fading' || kind === 'ending') {
    if (!frame.desire || who !== 'kin' || frame.negated) return undefined
    return found(2, 'other_at_risk')
  }
  if (kind === 'harm' && holds('accident') && !holds('recent')) return undefined
  if (who === 'you') return found(1, frame.negated ? 'self_harm/mention' : 'violence')
  if (who === 'people' || who === 'nobody' || holds('learned')) return found(1, 'self_harm/mention')
  const isOver = holds('distant') && !holds('recent')
  if (act.isPast && !frame.attempt && !frame.condition && kind === 'suicide' && !frame.desire)
    return found(1, 'bereavement')
  if (isOver || frame.negated) return found(1, 'other_at_risk')
  return found(2, 'other_at_risk')
}

function ofDeath(act: Act): Finding | undefined {
  const { frame, holds } = act
  if (frame.fear && !frame.desire) return undefined
  if (frame.negated) return frame.desire || frame.intent ? denied(act) : undefined
  if (!frame.desire && !frame.thought) return undefined
  if (holds('mundane') && !holds('recent') && !holds('soon')) return self(act, 1, 'distress')
  if (holds('joke')) return self(act, 1, 'distress')
  if (holds('distant') && !holds('recent')) return self(act, 1, 'self_harm/passive')
  if (!frame.desire) return self(act, 2, 'self_harm/passive')
  return undefined
}

/** "Want" is more than "wish", "should" or "deserve". */
const wants = /^(?:want|wanting|ready|wait|crave|longing|need|tempted|begging|desire|urge|urges|love)$/
const wanted = /^(?:wanted|wished|hoped)$/

function desireOf(tokens: readonly string[], act: Act): 'want' | 'wanted' | 'wish' {
  const before = tokens.slice(act.frame.start, act.start)
  if (before.some((token) => wants.test(token))) return 'want'
  return before.some((token) => wanted.test(token)) ? 'wanted' : 'wish'
}

function ofHarm(tokens: readonly string[], act: Act): Finding {
  const { frame, holds } = act
  if (frame.negated) return denied(act)
  const isAccident = holds('accident') && !frame.desire && !frame.thought && !frame.attempt
  if (
    isAccident &&
    !/\b(?:on purpose|deliberately|again last|to feel|self harm)/.test(tokens.slice(act.end, act.end + 6).join(' '))
  )
    return self(act, 0, 'distress')
  if (holds('distant') && !(holds('recent') && !holds('soon'))) return self(act, 2, 'self_harm/behaviour')
  const isWilled =
    frame.desire || frame.thought || frame.intent || frame.attempt || frame.fear || frame.condition || holds('recent')
  const word = tokens[act.start] ?? ''
  const isPlain = /^(?:cut|cutting|cuts|self|slit|carve|carving|make|harm|harming|harmed|mutilate|mutilating)$/.test(
    word,
  )
  if (isWilled || isPlain)
    return self(act, 3, 'self_harm/behaviour', { isSoon: frame.intent && holds('soon') && frame.desire })
  return /^(?:hit|hits|hurt|injured|burned|burnt|scratched|bite|biting)$/.test(word)
    ? self(act, act.isPast || word === 'hurt' ? 1 : 2, 'self_harm/behaviour')
    : self(act, 2, 'self_harm/behaviour')
}

const drugs =
  /^(?:pills|tablets|meds|medication|medicine|xanax|tylenol|paracetamol|acetaminophen|ibuprofen|aspirin|insulin|opioids|opiates|heroin|fentanyl|cocaine|codeine|morphine|benzos|antidepressants|painkillers|sleeping|drugs|them|purpose|my|everything|it)$/

/** One overdoses on pizza as well. */
const isDrug = (tokens: readonly string[], { end }: Act): boolean =>
  (tokens[end] !== 'on' && tokens[end] !== 'of') || tokens.slice(end + 1, end + 4).some((token) => drugs.test(token))

function ofSuicide(tokens: readonly string[], act: Act): Finding {
  const { frame, holds } = act
  const isWilled = frame.desire || frame.intent || frame.thought
  if (act.asksHow) return self(act, 3, 'self_harm/means')
  if (frame.negated) return denied(act)
  if (/^(?:asked|asks|ask|asking)$/.test(tokens[frame.start - 1] ?? '') && frame.condition)
    return self(act, 1, 'self_harm/mention')
  const isOver = holds('distant') && !holds('soon') && !(holds('recent') && !frame.attempt)
  const isSlang = tokens[act.start] === 'kms'
  if (holds('joke')) {
    if (isSlang) return self(act, 0, 'distress')
    return self(act, holds('mundane') ? 1 : 2, 'self_harm/ideation')
  }
  const isIfOnly = /^(?:if|when|because|over)$/.test(tokens[act.end] ?? '')
  if (holds('mundane') && !holds('soon') && (!holds('recent') || isIfOnly) && !frame.thought && !frame.attempt)
    return self(act, 1, 'distress')
  if (isOver) return self(act, frame.attempt || act.isPast ? 2 : 1, 'self_harm/ideation')
  if (isSlang && !isWilled) return self(act, 2, 'self_harm/ideation')
  const word = tokens[act.start] ?? ''
  if (holds('accident') && !isWilled && !frame.attempt && /^(?:walk|step|jump|threw|fell)/.test(word))
    return self(act, 1, 'self_harm/mention')
  if (/^(?:overdose|overdosing|overdosed|od)$/.test(word) && !isWilled && !frame.attempt && !frame.fear)
    return isDrug(tokens, act) ? self(act, act.isPast ? 3 : 1, 'self_harm/means') : self(act, 0, 'distress')
  if (desireOf(tokens, act) === 'wanted' && !holds('recent')) return self(act, 2, 'self_harm/ideation')
  const isDoing = tokens[act.start - 1] === 'am' && word.endsWith('ing')
  const isPlanned = frame.intent || isDoing || (frame.desire && desireOf(tokens, act) === 'want' && !frame.thought)
  const isSoon = isPlanned && !frame.condition && !frame.attempt && (holds('soon') || holds('now'))
  return self(act, 3, isSoon ? 'self_harm/intent' : 'self_harm/ideation', { isSoon })
}

function ofMention(act: Act): Finding | undefined {
  const { frame, who, holds } = act
  const isWilled = (frame.desire || frame.thought || frame.intent || frame.attempt) && !holds('learned')
  if (who === 'self' && isWilled && frame.who === 'self') {
    if (frame.negated) return denied(act)
    return self(act, holds('distant') && !holds('recent') ? 1 : 3, 'self_harm/ideation')
  }
  if (who === 'kin')
    return isWilled
      ? { ...self(act, 2, 'other_at_risk'), subject: 'other' }
      : { ...self(act, 1, 'bereavement'), subject: 'other' }
  return { ...self(act, 1, 'self_harm/mention'), subject: 'none' }
}

/** "Suicidal thoughts again today": a note of one's own day, with nobody in it. */
function isNoted(tokens: readonly string[], { start, end, who, holds }: Act): boolean {
  if (who !== 'nobody' || holds('learned') || !isBoundary(tokens[start - 1])) return false
  const after = tokens[end + 1]
  return (
    /^(?:thoughts|ideation|feelings|urges|thinking|again)$/.test(tokens[end] ?? '') &&
    (holds('recent') ||
      holds('now') ||
      holds('soon') ||
      /^(?:are|keep|came|come|all|every|constantly)$/.test(after ?? ''))
  )
}

/** What an act means for whom, given the words around it. */
export function judgeAct(tokens: readonly string[], act: Act): Finding | undefined {
  const { frame, holds, kind } = act
  const before = tokens[frame.start - 1] ?? ''
  if (kind === 'mention') return ofMention(act)
  if (kind === 'state') {
    if (frame.negated) return act.who === 'self' ? denied(act) : undefined
    if (
      act.who === 'self' ||
      isNoted(tokens, act) ||
      (act.who === 'nobody' && frame.start < act.start && !holds('learned'))
    )
      return holds('distant') && !holds('recent')
        ? self(act, 1, 'self_harm/ideation')
        : self(act, 3, 'self_harm/ideation')
    return act.who === 'kin' && !holds('learned')
      ? { ...self(act, 2, 'other_at_risk'), subject: 'other' }
      : { ...self(act, 1, 'self_harm/mention'), subject: 'other' }
  }
  // Questions about how are somebody's own, in whichever person they are asked.
  if (act.asksHow && act.who !== 'kin' && (kind === 'suicide' || kind === 'harm')) {
    if (act.isPlaying) return { ...self(act, 1, 'self_harm/mention'), subject: 'fiction' }
    return frame.who === 'people' ? self(act, 2, 'self_harm/means') : self(act, 3, 'self_harm/means')
  }
  if (act.isPlaying && !(frame.desire || frame.intent))
    return { ...self(act, 1, 'self_harm/mention'), subject: 'fiction' }
  const isOwn = act.who === 'self' || (act.who === 'nobody' && !frame.third)
  if (!isOwn) return ofAnother(act)
  const level = act.isPlaying ? 2 : 4
  const isBare = act.who === 'nobody' && !frame.desire && !frame.thought && !frame.intent && !frame.attempt
  if (kind === 'harm') {
    if (isBare && act.isPast) return self(act, 1, 'self_harm/mention')
    return capped(ofHarm(tokens, act), level)
  }
  if (kind === 'suicide') {
    const isGeneric =
      isBare &&
      !/^(?:kms|unalive)$/.test(tokens[act.start] ?? '') &&
      !tokens.slice(act.start, act.end).includes('myself') &&
      !tokens.slice(act.start, act.end).includes('my')
    return isGeneric ? { ...self(act, 1, 'self_harm/mention'), subject: 'none' } : capped(ofSuicide(tokens, act), level)
  }
  if (kind === 'ending') {
    if (frame.negated || !(frame.desire || frame.intent || frame.thought || (tokens[act.start] ?? '').endsWith('ing')))
      return undefined
    if (holds('relation') || holds('mundane')) return undefined
    const isSoon = holds('soon') || holds('now')
    if (act.who !== 'self' && act.who !== 'nobody') return undefined
    return self(act, frame.desire || frame.intent || frame.thought || isSoon ? 3 : 2, 'self_harm/ideation', { isSoon })
  }
  const found = ofDeath(act)
  if (found) return found
  if (!frame.desire || frame.negated || frame.fear) return undefined
  const desire = desireOf(tokens, act)
  if (kind === 'fading' || desire === 'wish' || tokens[act.start] === 'dying' || before === 'if')
    return self(act, 2, 'self_harm/passive')
  if (desire === 'wanted') return self(act, holds('recent') ? 3 : 2, 'self_harm/ideation')
  return self(act, act.isPlaying ? 1 : 3, 'self_harm/ideation', { isSoon: holds('soon') })
}

const capped = (finding: Finding, most: number): Finding => (finding.level > most ? { ...finding, level: 2 } : finding)
