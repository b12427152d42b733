import type { ModelError, ModelErrorCode } from '../../ports/model.ts'
import { modelFailure } from './model-failure.ts'

interface ErrorObject {
  error?: ErrorObject | null
  type?: unknown
  code?: unknown
}

const REFUSED = /insufficient_quota|invalid|authentication|permission|context_length_exceeded|not_found|policy/
/** Nothing that could be a sentence. */
const IDENTIFIER = /^(?!null$|undefined$)[\w.-]{1,64}$/
const RATE_LIMITED = /rate_limit/

/** An error that the provider put into its stream. Its type and code decide; its sentence may quote the person, and is dropped. */
export function providerError(value: unknown): ModelError {
  const words = errorWords(value)
  return modelFailure(errorCode(words), { reason: `error in the stream: ${words.join(' ')}` })
}

/** The identifiers of an error object, wrapped in `{error}` or bare, whatever their types are. */
export function errorWords(value: unknown): string[] {
  const error = unwrap(value)
  return [error?.type, error?.code].map(String).filter((word) => IDENTIFIER.test(word))
}

function errorCode(words: readonly string[]): ModelErrorCode {
  const status = Number(words.find((word) => /^\d{3}$/.test(word)))
  if (words.some((word) => REFUSED.test(word))) return 'refused'
  if (status === 429 || words.some((word) => RATE_LIMITED.test(word))) return 'rate_limited'
  return status >= 400 && status < 500 && status !== 408 && status !== 409 ? 'refused' : 'unavailable'
}

function unwrap(value: unknown): ErrorObject | null | undefined {
  const object = value as ErrorObject | null | undefined
  return object?.error ?? object
}
