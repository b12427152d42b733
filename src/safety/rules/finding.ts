import type { RiskLevel, RiskSubject } from '../../ports/classifier.ts'

export const categories = [
  'self_harm/intent',
  'self_harm/ideation',
  'self_harm/passive',
  'self_harm/behaviour',
  'self_harm/means',
  'self_harm/mention',
  'eating_disorder',
  'other_at_risk',
  'bereavement',
  'violence',
  'abuse',
  'distress',
  'suspected',
] as const

export type Category = (typeof categories)[number]

/** What one place of a text says. */
export interface Finding {
  level: RiskLevel
  subject: RiskSubject
  category: Category
  start: number
  end: number
  /** It names an hour, and means what it says: with a plan this is no longer a thought. */
  isSoon?: boolean
  isDenied?: boolean
}
