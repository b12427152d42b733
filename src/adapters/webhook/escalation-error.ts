export type EscalationErrorCode = 'unreachable' | 'timeout' | 'refused' | 'unavailable' | 'rate_limited' | 'unsendable'

/** For the log: names of what went wrong, never a word of the notice, nor where it was to go. */
export interface EscalationCause {
  reason: string
  status?: number
}

const sentences: Readonly<Record<EscalationErrorCode, string>> = {
  unreachable: 'Cannot deliver the notice: no connection to ESCALATION_WEBHOOK came about, or it broke',
  timeout: 'Cannot deliver the notice: ESCALATION_WEBHOOK did not answer in time',
  refused:
    'Cannot deliver the notice: ESCALATION_WEBHOOK does not accept it. See that it is the right address and secret',
  unavailable: 'Cannot deliver the notice: ESCALATION_WEBHOOK failed',
  rate_limited: 'Cannot deliver the notice: ESCALATION_WEBHOOK accepts no more for now',
  unsendable: 'Cannot deliver the notice: no request can be made of it',
}

/** The one error of the webhook. */
export class EscalationError extends Error {
  readonly code: EscalationErrorCode
  readonly retryable: boolean
  readonly retryAfterMs: number | undefined
  override readonly cause: EscalationCause

  constructor(code: EscalationErrorCode, cause: EscalationCause, retryAfterMs?: number) {
    super(sentences[code])
    this.name = 'EscalationError'
    this.code = code
    // What an endpoint refuses today it may take tomorrow: those who run it mend it.
    this.retryable = code !== 'unsendable'
    this.retryAfterMs = retryAfterMs
    this.cause = cause
  }
}
