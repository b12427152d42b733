import { errors } from 'undici'
import type { IncomingHttpHeaders } from 'undici/types/header.js'
import { errorCode } from '../../std/error-code.ts'
import { retryAfterMs } from '../../std/retry-after.ts'
import { Mem0Error } from './mem0-error.ts'
import type { Mem0ErrorCode } from './mem0-error.ts'

const TRANSPORT: Readonly<Record<string, Mem0ErrorCode>> = {
  UND_ERR_CONNECT_TIMEOUT: 'timeout',
  ETIMEDOUT: 'timeout',
  UND_ERR_RES_EXCEEDED_MAX_SIZE: 'garbled',
  UND_ERR_HEADERS_OVERFLOW: 'garbled',
  UND_ERR_INVALID_ARG: 'refused',
}

const LATER = new Set([408, 409, 425])
const DENIED = new Set([401, 403])

/** What a status other than 2xx means. A redirect is none of ours to follow: the configured place is wrong. */
export function statusFailure(status: number, headers: IncomingHttpHeaders): Mem0Error {
  const cause = { reason: 'status', status }
  if (status === 429) return new Mem0Error('rate_limited', cause, retryAfterMs(headers['retry-after']))
  if (status >= 500 || LATER.has(status))
    return new Mem0Error('unavailable', cause, retryAfterMs(headers['retry-after']))
  return new Mem0Error(DENIED.has(status) ? 'denied' : 'refused', cause)
}

/** The error itself is dropped: it says where the server is. */
export function transportFailure(error: unknown): Mem0Error {
  const reason = errorCode(error)
  return new Mem0Error(TRANSPORT[reason] ?? (isNonsense(error) ? 'garbled' : 'unreachable'), { reason })
}

/** undici reports a chunked body that stopped early in the same words, with nothing left to parse. */
function isNonsense(error: unknown): boolean {
  return error instanceof errors.HTTPParserError && (error as { data?: unknown }).data !== ''
}
