import type { Care } from '../ports/care.ts'
import type { RiskLevel, Verdict } from '../ports/classifier.ts'
import type { SafetyDecision } from '../ports/safety-records.ts'

/** What follows from what somebody has said. */
export interface Treatment {
  decision: SafetyDecision
  /** Shown before anything else, and which of them. */
  crisis?: 3 | 4
  /** Shown behind the answer: where there is help, for themselves or for another. */
  card?: 'self' | 'other'
  /** What the model is told beforehand. */
  tells?: 1 | 2 | 3 | 'other' | 'violence'
  asksModel: boolean
  escalates: boolean
  urgent: boolean
}

/** So many turns of theirs pass before the same card is shown again. */
const cardRests = 6

/** As our rules name it, and as services do. */
const ofOneself = /^(?:self[-_/]?harm|suicid)/i

/** Of others, and not of the one who speaks as well. */
const isViolence = ({ subject, categories }: Verdict): boolean =>
  subject !== 'self' &&
  categories.some(({ name }) => name === 'violence') &&
  !categories.some(({ name }) => ofOneself.test(name))

/** Whether it was shown lately, for as much and for the same. */
function wasShown({ card }: Care, level: RiskLevel, subject: 'self' | 'other'): boolean {
  return card !== undefined && card.turns < cardRests && card.level >= level && (card.about ?? 'self') === subject
}

function withCard(level: RiskLevel, subject: 'self' | 'other', care: Care): Pick<Treatment, 'decision' | 'card'> {
  return wasShown(care, level, subject) ? { decision: 'card_shown_before' } : { decision: 'card', card: subject }
}

/** A persona that gives therapy answers each level in its own way; for others from 2 on all are as 2. */
export function treatmentOf(verdict: Verdict, { therapy, care }: { therapy: boolean; care: Care }): Treatment {
  const { level, subject } = verdict
  const outside = { asksModel: true, escalates: level >= 3, urgent: level === 4 }
  if (level === 0) return { decision: 'none', ...outside }
  if (level === 1) return therapy ? { decision: 'support', tells: 1, ...outside } : { decision: 'none', ...outside }
  if (isViolence(verdict)) return { decision: 'support', tells: 'violence', ...outside }
  if (subject === 'other') return { ...withCard(level, 'other', care), tells: 'other', ...outside }
  if (!therapy || level === 2) return { ...withCard(level, 'self', care), tells: 2, ...outside }
  if (level === 3) return { decision: 'crisis', crisis: 3, tells: 3, ...outside }
  return { decision: 'crisis_only', crisis: 4, ...outside, asksModel: false }
}

/** How long ago the card was shown, once this turn is over. A crisis message holds what the card does. */
export function cardAfter(care: Care, { card, crisis }: Treatment, level: RiskLevel): Care['card'] {
  if (card !== undefined || crisis !== undefined) return { level, turns: 0, ...(card === 'other' && { about: card }) }
  if (!care.card || care.card.turns + 1 >= cardRests) return undefined
  return { ...care.card, turns: care.card.turns + 1 }
}
