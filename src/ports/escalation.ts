import type { RiskLevel, RiskSubject } from './classifier.ts'

/** That somebody may be in danger: for people outside, who can do more than an answer can. */
export interface EscalationNotice {
  /** The same at every try: whoever has seen it has seen this notice. */
  id: string
  /** ISO 8601. */
  at: string
  level: RiskLevel
  subject: RiskSubject
  urgent: boolean
  persona: string
  conversationId?: string
  runId?: string
  userId?: string
  /** What was said, only where that is asked for. */
  text?: string
}

export interface Escalate {
  /** Resolves once it was taken over; rejects with an error that has `retryable`, and `retryAfterMs` where the other side said so. */
  send(notice: EscalationNotice, signal: AbortSignal): Promise<void>
}
