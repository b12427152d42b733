import type { RiskCategory, RiskLevel, Verdict } from '../ports/classifier.ts'
import { readForeign } from './languages/read-foreign.ts'
import { fold } from './rules/normalise.ts'
import { readEnglish } from './rules/read-english.ts'

export const rulesVersion: string = '2'

export interface LocalVerdict extends Verdict {
  /** What matters only in the light of what was said before. */
  signals: { denial: boolean; farewell: boolean; givingAway: boolean; affirmation: boolean }
  /** BCP-47 primary tag of the language in which the decisive statement was made; null where nothing decided. */
  language: string | null
}

const scores: readonly number[] = [0, 0.3, 0.6, 0.85, 0.97]
const subjects = ['self', 'other', 'fiction', 'none'] as const

/** What a person's text says of their safety, by rules alone: no service, no memory, no clock. */
export function classify(text: string): LocalVerdict {
  const folded = fold(text)
  const { findings, isEnglish, signals } = readEnglish(folded)
  const foreign = readForeign(folded)
  const heard = [
    ...findings.map(({ level, subject, category }) => ({
      level,
      subject,
      category: category as string,
      language: 'en',
    })),
    // "Suicide" is a topic in several languages, and an idiom in this one.
    ...(foreign && (foreign.level > 1 || !isEnglish()) ? [foreign] : []),
  ].filter(({ level }) => level > 0)
  const level = heard.reduce<RiskLevel>((most, one) => (one.level > most ? one.level : most), 0)
  const worst = heard.filter((one) => one.level === level)
  const decisive = subjects.flatMap((subject) => worst.find((one) => one.subject === subject) ?? [])[0]
  const best = new Map<string, number>()
  for (const one of heard) best.set(one.category, Math.max(best.get(one.category) ?? 0, scores[one.level] ?? 0))
  const categories: RiskCategory[] = [...best].map(([name, score]) => ({ name, score }))
  return {
    level,
    subject: decisive?.subject ?? 'none',
    categories: categories.sort((one, other) => other.score - one.score),
    signals,
    language: decisive?.language ?? null,
  }
}
