import type { ModelError } from '../../ports/model.ts'
import { CarriedFailure } from './carried-failure.ts'
import { httpFailure } from './http-failure.ts'
import { modelFailure } from './model-failure.ts'
import { providerError } from './provider-error.ts'
import { transportFailure } from './transport-failure.ts'

/** Of errors of the AI SDK, in streams and thrown. They are told by their fields: each package may bring its own classes. */
interface AiSdkError {
  name?: unknown
  type?: unknown
  code?: unknown
  cause?: unknown
  statusCode?: unknown
  responseHeaders?: Record<string, string>
  responseBody?: unknown
  isRetryable?: unknown
  data?: unknown
}

const GARBLED = new Set([
  'AI_EmptyResponseBodyError',
  'AI_InvalidResponseDataError',
  'AI_JSONParseError',
  'AI_TypeValidationError',
])
/** Ours to mend: nothing about the provider makes them go away. */
const REFUSED = new Set([
  'AI_InvalidArgumentError',
  'AI_InvalidPromptError',
  'AI_LoadAPIKeyError',
  'AI_LoadSettingError',
  'AI_NoSuchModelError',
  'AI_UnsupportedFunctionalityError',
])
const CONNECTION = /^(?:UND_ERR_[A-Z_]+|HPE_[A-Z_]+|E[A-Z]+)$/
const CHAIN = 8

/** `started`: parts of an answer had come. */
export function aiSdkFailure(thrown: unknown, started: boolean): ModelError {
  const chain = chainOf(thrown)
  const carried = chain.find((error) => error instanceof CarriedFailure)
  if (carried) return carried.failure
  for (const error of chain) {
    const failure = failureOf(error, started)
    if (failure) return error.isRetryable === false ? { ...failure, retryable: false } : failure
  }
  return modelFailure('unavailable', { reason: 'the model failed' })
}

function chainOf(thrown: unknown): AiSdkError[] {
  const chain: AiSdkError[] = []
  for (let at = thrown; typeof at === 'object' && at !== null && chain.length < CHAIN; at = (at as AiSdkError).cause)
    chain.push(at)
  return chain
}

function failureOf(error: AiSdkError, started: boolean): ModelError | undefined {
  const { name, statusCode, data } = error
  const body = typeof error.responseBody === 'string' ? error.responseBody : ''
  if (typeof statusCode === 'number' && (statusCode < 200 || statusCode >= 300))
    return httpFailure(statusCode, error.responseHeaders ?? {}, body || JSON.stringify(wordsOf(error)))
  if (typeof name === 'string' && GARBLED.has(name)) return modelFailure('garbled', { reason: name })
  if (typeof name === 'string' && REFUSED.has(name)) return modelFailure('refused', { reason: name })
  if (name === 'AbortError' || name === 'TimeoutError') return modelFailure('timeout', { reason: name })
  // Without a status nothing was answered: the connection did not come about, or it broke.
  if (name === 'AI_APICallError' && error.cause === undefined && statusCode === undefined)
    return modelFailure(started ? 'interrupted' : 'unreachable', { reason: 'no response' })
  if (typeof error.code === 'string' && CONNECTION.test(error.code))
    return transportFailure(Object.assign(new Error(''), { code: error.code }), started)
  if (data !== undefined || typeof error.type === 'string') return providerError(data ?? wordsOf(error))
  return undefined
}

const wordsOf = ({ type, code }: AiSdkError): object => ({ error: { type, code } })
