import type { RiskLevel } from './classifier.ts'

/** What a conversation has come to know of how its person fares; kept as a whole, replaced as a whole. */
export interface Care {
  /** How much at risk they were by what was said at `at`; it fades. */
  risk?: { level: RiskLevel; at: number }
  /** The resources that were shown last: at which level, so many of their messages ago, and whether for somebody else. */
  card?: { level: RiskLevel; turns: number; about?: 'other' }
  /** With a persona that gives therapy: since when they talk without a long pause, when last, and when they were told that it is an AI. */
  talk?: { since: number; last: number; told: number }
}
