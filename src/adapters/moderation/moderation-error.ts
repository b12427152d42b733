export type ModerationErrorCode =
  | 'unreachable'
  | 'timeout'
  | 'denied'
  | 'refused'
  | 'unavailable'
  | 'rate_limited'
  | 'garbled'

/** For the log: names of what went wrong, never what either side said, nor where it is. */
export interface ModerationCause {
  reason: string
  status?: number
}

const sentences: Readonly<Record<ModerationErrorCode, string>> = {
  unreachable:
    'No verdict: no connection to the classifier came about, or it broke. See that it runs at the address set',
  timeout: 'No verdict: the classifier did not answer in time',
  denied: 'No verdict: the classifier does not accept the key or the signature. Set the one that it knows',
  refused: 'No verdict: the classifier does not accept the request as it is. See that the address set is its own',
  unavailable: 'No verdict: the classifier failed',
  rate_limited: 'No verdict: the classifier accepts no more requests for now',
  garbled: 'No verdict: what the classifier answered is none',
}

/** The one error of those who judge from afar. */
export class ModerationError extends Error {
  readonly code: ModerationErrorCode
  override readonly cause: ModerationCause

  constructor(code: ModerationErrorCode, cause: ModerationCause) {
    super(sentences[code])
    this.name = 'ModerationError'
    this.code = code
    this.cause = cause
  }
}

export const garbled = (reason: string): ModerationError => new ModerationError('garbled', { reason })
