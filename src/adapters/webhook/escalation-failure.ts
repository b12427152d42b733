import type { IncomingHttpHeaders } from 'undici/types/header.js'
import { errorCode } from '../../std/error-code.ts'
import { TooLateError } from '../../std/in-time.ts'
import { retryAfterMs } from '../../std/retry-after.ts'
import { EscalationError } from './escalation-error.ts'
import type { EscalationErrorCode } from './escalation-error.ts'

const transport: Readonly<Record<string, EscalationErrorCode>> = {
  UND_ERR_CONNECT_TIMEOUT: 'timeout',
  ETIMEDOUT: 'timeout',
  UND_ERR_INVALID_ARG: 'unsendable',
}

/** However long an endpoint asks for: somebody may be in danger. */
const longestRestMs = 3_600_000

const later = new Set([408, 409, 425])

/** What a status other than 2xx means. A redirect is none of ours to follow: a notice goes nowhere but where it was told to. */
export function statusFailure(status: number, headers: IncomingHttpHeaders): EscalationError {
  const cause = { reason: 'status', status }
  const code = status === 429 ? 'rate_limited' : status >= 500 || later.has(status) ? 'unavailable' : 'refused'
  const rest = retryAfterMs(headers['retry-after'])
  return new EscalationError(code, cause, rest === undefined ? undefined : Math.min(rest, longestRestMs))
}

/** The error itself is dropped: it says where the endpoint is. */
export function transportFailure(error: unknown): EscalationError {
  if (error instanceof TooLateError) return new EscalationError('timeout', { reason: 'no answer in time' })
  const reason = errorCode(error)
  return new EscalationError(transport[reason] ?? 'unreachable', { reason })
}
