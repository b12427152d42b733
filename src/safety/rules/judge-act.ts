import type { RiskLevel } from '../../ports/classifier.ts'
import type { ActKind } from './acts.ts'
import { sentenceAround, type Holds } from './circumstances.ts'
import type { Category, Finding } from './finding.ts'
import { frameOf, isCommon, whoBefore, whoIs, type Frame, type Who } from './frame.ts'
import type { Found } from './phrase-reader.ts'
import { isBoundary } from './vocabulary.ts'

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
  /** "Was ordered to": it is told of history. */
  isBidden: boolean
  /** "How do I", "what is the best way to". */
  asksHow: boolean
  holds: Holds
  isPlaying: boolean
}

const bidden = /^(?:ordered|sentenced|commanded|condemned)$/

const asks =
  /^(?:how|way|ways|method|methods|instructions|steps|help|where|place|places|spot|spots|tell|show|teach|guide)$/

const owners = /^(?:my|our|his|her|their)$/
const does = /^(?:wants|has|keeps|wanted|needs|tried|said|says)$/
const parts = /^(?:mind|brain|head|heart|body|soul|life|nature|it|this|that|what|there|part|everything|nothing|today)$/

/** A word that is no other, where somebody is named: "Jess is", "my friend Jess wants". */
function isName(tokens: readonly string[], at: number): boolean {
  const name = tokens[at] ?? ''
  if (!/^[a-z]{2,}$/.test(name) || isCommon(name) || parts.test(name)) return false
  const before = tokens[at - 1]
  return (
    isBoundary(before) ||
    (isCommon(before ?? '') &&
      !/^(?:the|this|that|my|our|its|his|her|their|your|new|old|good|in|on|at)$/.test(before ?? ''))
  )
}

/** Whom an act is about; names and "our boy" are somebody one knows. */
function whoActs(
  tokens: readonly string[],
  { who, third, intent, attempt, thought, start }: Frame,
  found: Found<ActKind>,
): Who {
  const verb = tokens[start] ?? ''
  const isDoing =
    /^(?:is|was)$/.test(verb) && tokens[start + 1] !== 'to' && (intent || attempt || thought || found.kind === 'state')
  if (who === 'nobody' && (third || does.test(verb) || isDoing) && start < found.start && isName(tokens, start - 1))
    return 'kin'
  if (who === 'people' && tokens.slice(Math.max(0, start - 3), start).some((token) => owners.test(token))) return 'kin'
  if (who === 'nobody' && isNoLonger(tokens, start)) return whoIs(tokens[start - 3] ?? '') ?? who
  return who
}

const isNoLonger = (tokens: readonly string[], start: number): boolean =>
  tokens[start - 1] === 'longer' && tokens[start - 2] === 'no'

/** Of a story, unless it is told of somebody of one's own. */
const isStory = (tokens: readonly string[], { holds, who, frame }: Act): boolean =>
  holds('art') &&
  (who === 'kin' || who === 'people' || (who === 'nobody' && !holds('recent'))) &&
  !tokens.slice(Math.max(0, frame.start - 2), frame.start + 1).some((token) => /^(?:my|our)$/.test(token))

export function actAt(
  tokens: readonly string[],
  found: Found<ActKind>,
  circumstances: (start: number, end: number) => Holds,
  isPlaying: boolean,
): Act {
  const seen = frameOf(tokens, found.start)
  const frame: Frame = {
    ...seen,
    who: whoActs(tokens, seen, found),
    negated: seen.negated !== isNoLonger(tokens, seen.start),
  }
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
    isBidden: tokens.slice(start, found.start).some((token) => bidden.test(token)),
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
  if (who === 'kin' && act.isBidden) return found(1, 'self_harm/mention')
  if (who === 'you') return found(1, frame.negated ? 'self_harm/mention' : 'violence')
  if (who === 'people' || who === 'nobody' || holds('learned')) return found(1, 'self_harm/mention')
  const isOver = holds('distant') && !holds('recent')
  if (act.isPast && !frame.attempt && !frame.condition && kind === 'suicide' && !frame.desire)
    return found(1, 'bereavement')
  if (isOver || frame.negated) return found(1, 'other_at_risk')
  return found(2, 'other_at_risk')
}

const feared = /\bthought (?:that )?i (?:would|was|might|had)\b/

function ofDeath(tokens: readonly string[], act: Act): Finding | undefined {
  const { frame, holds } = act
  if (frame.fear && !frame.desire) return undefined
  if (frame.negated) return frame.desire || frame.intent || frame.thought ? denied(act) : undefined
  if (!frame.desire && !frame.thought) return undefined
  if (holds('mundane') && !holds('recent') && !holds('soon')) return self(act, 1, 'distress')
  if (holds('joke')) return self(act, 1, 'distress')
  if (holds('distant') && !holds('recent')) return self(act, 1, 'self_harm/passive')
  if (!frame.desire) {
    const isFear = feared.test(tokens.slice(Math.max(0, act.start - 8), act.start).join(' '))
    return isFear ? self(act, 1, 'distress') : self(act, 2, 'self_harm/passive')
  }
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
  const isAhead = frame.intent && !act.isPast && !frame.attempt
  const isOver = holds('distant') && !isAhead && !holds('soon') && !(holds('recent') && !frame.attempt)
  const isSlang = tokens[act.start] === 'kms'
  if (holds('joke')) {
    if (isSlang) return self(act, 0, 'distress')
    return self(act, holds('mundane') ? 1 : 2, 'self_harm/ideation')
  }
  const isIfOnly = /^(?:if|when|because|over)$/.test(tokens[act.end] ?? '')
  const isTrifle = isIfOnly && /^(?:my|our|the|this|that|these|another|one)$/.test(tokens[act.end + 1] ?? '')
  if (isSlang && isTrifle && !frame.desire && !frame.thought && !holds('soon') && !holds('recent'))
    return self(act, holds('stake') ? 2 : 1, 'distress')
  if (holds('mundane') && !holds('soon') && (!holds('recent') || isIfOnly) && !frame.thought && !frame.attempt)
    return self(act, holds('stake') ? 2 : 1, holds('stake') ? 'self_harm/ideation' : 'distress')
  if (isOver) return self(act, frame.attempt || act.isPast ? 2 : 1, 'self_harm/ideation')
  if (isSlang && !isWilled) return self(act, 2, 'self_harm/ideation')
  const word = tokens[act.start] ?? ''
  if (holds('accident') && !isWilled && !frame.attempt && /^(?:walk|step|jump|threw|fell)/.test(word))
    return self(act, 1, 'self_harm/mention')
  if (/^(?:overdose|overdosing|overdosed|od)$/.test(word) && !isWilled && !frame.attempt && !frame.fear)
    return isDrug(tokens, act) ? self(act, act.isPast ? 3 : 1, 'self_harm/means') : self(act, 0, 'distress')
  if (desireOf(tokens, act) === 'wanted' && (!holds('recent') || holds('distant')))
    return self(act, 2, 'self_harm/ideation')
  const isDoing = tokens[act.start - 1] === 'am' && word.endsWith('ing')
  const isPlanned = frame.intent || isDoing || (frame.desire && desireOf(tokens, act) === 'want' && !frame.thought)
  const isSoon = isPlanned && !frame.condition && !frame.attempt && (holds('soon') || holds('now'))
  return self(act, 3, isSoon ? 'self_harm/intent' : 'self_harm/ideation', { isSoon })
}

function ofMention(tokens: readonly string[], act: Act): Finding | undefined {
  const { frame, who, holds } = act
  const isWilled = (frame.desire || frame.thought || frame.intent || frame.attempt) && !holds('learned')
  const isUnnamed = who === 'nobody' && (frame.desire || frame.intent) && isBoundary(tokens[frame.start - 1])
  if (isWilled && ((who === 'self' && frame.who === 'self') || isUnnamed)) {
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

const felt =
  /^(?:feel|feeling|felt|am|been|being|getting|having|have|had|keep|want|so|really|still|very|constant|constantly)$/
const crowd =
  /^(?:patients?|people|clients?|teens|teenagers?|adolescents|students?|individuals|persons?|veterans|callers|characters?|behaviou?rs?|youth|kids|children)$/

const names =
  /^(?:cover(?:s|ing)?|discuss(?:es|ing)?|address(?:es|ing)?|mention(?:s|ing)?|includes?|including|prevent(?:s|ing)?)$/
/** "A week that covers self-injury": whoever says so does not do it. */
const isNamed = (tokens: readonly string[], { start }: Act): boolean =>
  tokens[start] === 'self' && names.test(tokens[start - 1] ?? '')

/** "Self-harm" as a topic: nobody does it, and it is nobody's day. */
const isTopic = (tokens: readonly string[], act: Act): boolean => {
  const { start, end, holds } = act
  if (tokens[start] !== 'self' || holds('recent') || holds('now')) return false
  if (isNamed(tokens, act)) return true
  if (
    /^(?:about|on|of|from|against|around|regarding)$/.test(tokens[start - 1] ?? '') &&
    whoBefore(tokens, start) !== 'self'
  )
    return true
  if (holds('learned')) return true
  const [from, to] = sentenceAround(tokens, start)
  if (tokens.slice(from, to).some((token) => /^(?:helps?|calms?|soothes?|relieves?|relief)$/.test(token))) return false
  if (start - from === 1 && /^(?:is|are)$/.test(tokens[from] ?? '')) return true
  return (
    (start - from > 1 || isBoundary(tokens[end])) &&
    !tokens.slice(from, to).some((token) => /^(?:i|me|my|myself|again|urges?)$/.test(token))
  )
}

/** What an act means for whom, given the words around it. */
export function judgeAct(tokens: readonly string[], act: Act): Finding | undefined {
  const { frame, holds, kind } = act
  const before = tokens[frame.start - 1] ?? ''
  if (kind === 'mention') return ofMention(tokens, act)
  if (isStory(tokens, act)) return { ...self(act, 1, 'self_harm/mention'), subject: 'fiction' }
  if (kind === 'state') {
    if (act.who !== 'self' && crowd.test(tokens[act.end] ?? ''))
      return { ...self(act, 1, 'self_harm/mention'), subject: 'other' }
    if (frame.negated) return act.who === 'self' ? denied(act) : undefined
    if (
      act.who === 'self' ||
      isNoted(tokens, act) ||
      (act.who === 'nobody' &&
        tokens.slice(frame.start, act.start).some((token) => felt.test(token)) &&
        !holds('learned'))
    )
      return holds('distant') && !holds('recent')
        ? self(act, 1, 'self_harm/ideation')
        : self(act, 3, 'self_harm/ideation')
    const isOver = holds('distant') && !holds('recent')
    return act.who === 'kin' && !holds('learned') && !isOver
      ? { ...self(act, 2, 'other_at_risk'), subject: 'other' }
      : { ...self(act, 1, 'self_harm/mention'), subject: 'other' }
  }
  // Questions about how are somebody's own, in whichever person they are asked.
  if (act.asksHow && kind === 'harm' && isTopic(tokens, act))
    return { ...self(act, 1, 'self_harm/mention'), subject: 'none' }
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
    const isMention = isNamed(tokens, act) || (isBare && (act.isPast || isTopic(tokens, act)))
    if (isMention) return self(act, 1, 'self_harm/mention')
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
  const found = ofDeath(tokens, act)
  if (found) return found
  if (!frame.desire || frame.negated || frame.fear) return undefined
  const desire = desireOf(tokens, act)
  if (kind === 'fading' || desire === 'wish' || tokens[act.start] === 'dying' || before === 'if')
    return self(act, 2, 'self_harm/passive')
  if (desire === 'wanted') return self(act, holds('recent') && !holds('distant') ? 3 : 2, 'self_harm/ideation')
  return self(act, act.isPlaying ? 1 : 3, 'self_harm/ideation', { isSoon: holds('soon') })
}

const capped = (finding: Finding, most: number): Finding => (finding.level > most ? { ...finding, level: 2 } : finding)
