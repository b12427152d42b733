import type { Care } from '../ports/care.ts'
import type { RiskLevel, SaidTurn, Verdict } from '../ports/classifier.ts'
import { asksAboutRisk } from './asks-about-risk.ts'
import { classify, type LocalVerdict } from './classify.ts'

/** It fades by a step in so long. */
const stepMs = 86_400_000
/** From here on it matters what would mean nothing by itself. */
const tense = 2

export const levelOf = (level: number): RiskLevel => Math.max(0, Math.min(4, Math.floor(level))) as RiskLevel

/** How much at risk somebody still is by what they have said before. */
export function riskAt({ risk }: Care, now: number): RiskLevel {
  if (!risk) return 0
  return levelOf(risk.level - Math.floor(Math.max(0, now - risk.at) / stepMs))
}

const raised = (verdict: Verdict, level: RiskLevel, name: string): Verdict =>
  verdict.level >= level
    ? verdict
    : { level, subject: 'self', categories: [...verdict.categories, { name, score: level / 4 }] }

/** What was said, in the light of how the person was until now and of what they were asked right before. */
export function inLight(local: LocalVerdict, state: RiskLevel, asked: string | undefined): Verdict {
  const { level, subject, categories, signals } = local
  const verdict: Verdict = { level, subject, categories }
  if (signals.affirmation && asked !== undefined && asksAboutRisk(asked))
    return raised(verdict, 3, 'self_harm/affirmed')
  if (state < tense) return verdict
  if (signals.farewell || signals.givingAway) return raised(verdict, 3, 'self_harm/farewell')
  return signals.denial ? raised(verdict, tense, 'self_harm/denied') : verdict
}

/** What others are at risk of is not the person's own. */
const isOwn = ({ subject }: Verdict): boolean => subject === 'self'

/** What is remembered of it; a lower level is no news, and lets it go on fading. */
export function riskAfter(care: Care, verdict: Verdict, now: number): Care['risk'] {
  const before = riskAt(care, now)
  if (isOwn(verdict) && verdict.level > 0 && verdict.level >= before) return { level: verdict.level, at: now }
  return before > 0 ? care.risk : undefined
}

/** Of what a request brings along so much tells how the person was: all of it is read again at each. */
const turnsRead = 40
const charactersRead = 20_000

/** Their last message is read as a whole; of those before it the newest, as long as they come to no more than that. */
export function recentTurns(before: readonly SaidTurn[]): SaidTurn[] {
  const recent: SaidTurn[] = []
  let isLast = true
  let left = charactersRead
  for (const turn of before.slice(-turnsRead).toReversed()) {
    if (turn.role === 'user') {
      const cost = isLast ? 0 : turn.content.length
      isLast = false
      if (cost > left) continue
      left -= cost
    }
    recent.push(turn)
  }
  return recent.toReversed()
}

interface ReadTurn {
  local: LocalVerdict
  verdict: Verdict
}

/** How much at risk somebody is after all but the last of what they have said, and what that last says then. */
export function readTurns(turns: readonly SaidTurn[]): ReadTurn & {
  state: RiskLevel
  /** The gravest of what nobody has answered: that last, and what stands right before it. */
  unanswered: ReadTurn
} {
  let care: Care = {}
  let asked: string | undefined
  const local = classify('')
  let unanswered: ReadTurn = { local, verdict: { level: 0, subject: 'none', categories: [] } }
  let read = { ...unanswered, state: 0 as RiskLevel }
  let isAnswered = true
  for (const { role, content } of turns) {
    if (role === 'assistant') {
      asked = content
      isAnswered = true
      continue
    }
    const local = classify(content)
    const state = riskAt(care, 0)
    read = { local, state, verdict: inLight(local, state, asked) }
    if (isAnswered || read.verdict.level >= unanswered.verdict.level) unanswered = read
    isAnswered = false
    const risk = riskAfter(care, read.verdict, 0)
    care = risk ? { risk } : {}
  }
  return { ...read, unanswered }
}
