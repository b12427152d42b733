import type { ModelError, ModelErrorCode } from '../../ports/model.ts'
import { modelFailure } from './model-failure.ts'

interface ErrorObject {
  error?: ErrorObject | null
  type?: unknown
  code?: unknown
  message?: unknown
}

const REFUSED = /insufficient_quota|invalid|authentication|permission|context_length_exceeded|not_found|policy/
const RATE_LIMITED = /rate_limit/

/** An error that the provider put into its stream. Its type and code decide; its sentence is for the log. */
export function providerError(value: unknown): ModelError {
  const words = errorWords(value)
  const said = sentence(value)
  return modelFailure(errorCode(words), { reason: `error in the stream: ${words.join(' ')}`, said })
}

/** The identifiers of an error object, wrapped in `{error}` or bare, whatever their types are. */
export function errorWords(value: unknown): string[] {
  const error = unwrap(value)
  return [error?.type, error?.code].filter(isWord).map(String)
}

function errorCode(words: readonly string[]): ModelErrorCode {
  const status = Number(words.find((word) => /^\d{3}$/.test(word)))
  if (words.some((word) => REFUSED.test(word))) return 'refused'
  if (status === 429 || words.some((word) => RATE_LIMITED.test(word))) return 'rate_limited'
  return status >= 400 && status < 500 && status !== 408 && status !== 409 ? 'refused' : 'unavailable'
}

function sentence(value: unknown): string {
  const message = unwrap(value)?.message ?? value
  return typeof message === 'string' ? message : ''
}

function unwrap(value: unknown): ErrorObject | null | undefined {
  const object = value as ErrorObject | null | undefined
  return object?.error ?? object
}

function isWord(value: unknown): value is string | number {
  return typeof value === 'string' || typeof value === 'number'
}
