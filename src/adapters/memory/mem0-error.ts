export type Mem0ErrorCode =
  | 'unreachable'
  | 'timeout'
  | 'denied'
  | 'refused'
  | 'unavailable'
  | 'rate_limited'
  | 'garbled'

/** For the log: names of what went wrong, never what the other side said, nor where it is. */
export interface Mem0Cause {
  reason: string
  status?: number
}

const SENTENCES: Readonly<Record<Mem0ErrorCode, string>> = {
  unreachable: 'Cannot use Mem0: no connection to it came about, or it broke',
  timeout: 'Cannot use Mem0: it did not answer in time',
  denied: 'Cannot use Mem0: it does not accept the key. Set MEM0_API_KEY to one that it knows, and start again',
  refused: 'Cannot use Mem0: it does not accept the request as it is',
  unavailable: 'Cannot use Mem0: it failed',
  rate_limited: 'Cannot use Mem0: it accepts no more requests for now',
  garbled: 'Cannot use Mem0: what it answered is no answer',
}

/** The one error of the Mem0 client. */
export class Mem0Error extends Error {
  readonly code: Mem0ErrorCode
  readonly retryable: boolean
  readonly retryAfterMs: number | undefined
  override readonly cause: Mem0Cause

  constructor(code: Mem0ErrorCode, cause: Mem0Cause, retryAfterMs?: number) {
    super(SENTENCES[code])
    this.name = 'Mem0Error'
    this.code = code
    this.retryable = code !== 'refused' && code !== 'denied'
    this.retryAfterMs = retryAfterMs
    this.cause = cause
  }
}
