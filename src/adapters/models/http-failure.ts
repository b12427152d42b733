import type { IncomingHttpHeaders } from 'undici/types/header.js'
import type { ModelError } from '../../ports/model.ts'
import { modelFailure } from './model-failure.ts'
import { errorWords } from './provider-error.ts'

/** What a status other than 2xx means. `body` may be cut short. */
export function httpFailure(status: number, headers: IncomingHttpHeaders, body: string): ModelError {
  const words = wordsOf(body)
  const cause = { reason: ['status', status, ...words].join(' '), status }
  if (status === 429) {
    const failure = modelFailure('rate_limited', cause, retryAfterMs(headers))
    return words.includes('insufficient_quota') ? { ...failure, retryable: false } : failure
  }
  if (status === 408 || status === 409 || status >= 500)
    return modelFailure('unavailable', cause, retryAfterMs(headers))
  return modelFailure('refused', cause)
}

function retryAfterMs(headers: IncomingHttpHeaders): number | undefined {
  const exact = String(headers['retry-after-ms'] ?? '')
  if (/^\d+(\.\d+)?$/.test(exact)) return Math.ceil(Number(exact))
  const value = String(headers['retry-after'] ?? '').trim()
  if (/^\d+(\.\d+)?$/.test(value)) return Math.ceil(Number(value) * 1000)
  // Date.parse reads far more than an HTTP date: a bare "-5" would be a month.
  const at = /^[A-Z][a-z]{2,8},? /.test(value) ? Date.parse(value) : Number.NaN
  return Number.isNaN(at) ? undefined : Math.max(0, at - Date.now())
}

function wordsOf(body: string): string[] {
  try {
    return errorWords(JSON.parse(body))
  } catch {
    return []
  }
}
