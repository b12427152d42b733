import type { IncomingHttpHeaders } from 'undici/types/header.js'
import type { ModelError } from '../../ports/model.ts'
import { retryAfterMs } from '../../std/retry-after.ts'
import { modelFailure } from './model-failure.ts'
import { errorWords } from './provider-error.ts'

/** What a status other than 2xx means. `body` may be cut short. */
export function httpFailure(status: number, headers: IncomingHttpHeaders, body: string): ModelError {
  const words = wordsOf(body)
  const cause = { reason: ['status', status, ...words].join(' '), status }
  if (status === 429) {
    const failure = modelFailure('rate_limited', cause, restOf(headers))
    return words.includes('insufficient_quota') ? { ...failure, retryable: false } : failure
  }
  if (status === 408 || status === 409 || status >= 500) return modelFailure('unavailable', cause, restOf(headers))
  return modelFailure('refused', cause)
}

function restOf(headers: IncomingHttpHeaders): number | undefined {
  const exact = String(headers['retry-after-ms'] ?? '')
  return /^\d+(\.\d+)?$/.test(exact) ? Math.ceil(Number(exact)) : retryAfterMs(headers['retry-after'])
}

function wordsOf(body: string): string[] {
  try {
    return errorWords(JSON.parse(body))
  } catch {
    return []
  }
}
