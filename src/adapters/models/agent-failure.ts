import type { ModelError, ModelErrorCode } from '../../ports/model.ts'
import { httpFailure } from './http-failure.ts'
import { modelFailure } from './model-failure.ts'
import { providerError } from './provider-error.ts'
import { transportFailure } from './transport-failure.ts'

/** Of the errors of the SDK and of OpenAI's client. They are told by their fields: each package may bring its own classes. */
interface SdkError {
  name?: unknown
  status?: unknown
  headers?: unknown
  code?: unknown
  type?: unknown
  error?: unknown
  cause?: unknown
  refusal?: unknown
}

const CODES: Readonly<Record<string, ModelErrorCode>> = {
  MaxTurnsExceededError: 'too_long',
  ModelBehaviorError: 'garbled',
  InvalidToolInputError: 'garbled',
  SyntaxError: 'garbled',
  ModelTimeoutError: 'timeout',
  APIConnectionTimeoutError: 'timeout',
  InputGuardrailTripwireTriggered: 'refused',
  OutputGuardrailTripwireTriggered: 'refused',
  ToolInputGuardrailTripwireTriggered: 'refused',
  ToolOutputGuardrailTripwireTriggered: 'refused',
  UserError: 'refused',
  InvalidToolOutputError: 'refused',
}
const CONNECTION = /^(?:UND_ERR_[A-Z_]+|HPE_[A-Z_]+|E[A-Z]+)$/
const TIMEOUTS = new Set(['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT'])
const CHAIN = 8

/** Whether a model was answering when it came, or had answered. */
export type Phase = 'before' | 'within' | 'after'

export function agentFailure(thrown: unknown, phase: Phase): ModelError {
  const chain = chainOf(thrown)
  for (const error of chain) {
    const failure = failureOf(error, phase)
    if (failure) return failure
  }
  const name = nameOf(chain[0] ?? thrown)
  if (name.startsWith('APIConnection') || name === 'APIUserAbortError')
    return modelFailure(phase === 'within' ? 'interrupted' : 'unreachable', { reason: name })
  // What a tool throws comes here too: asked again, it would be used again.
  return { ...modelFailure('unavailable', { reason: `the agent failed: ${name}` }), retryable: false }
}

/** What a model said instead of an answer. */
export function refusalOf(thrown: unknown): string | undefined {
  const { refusal } = (thrown ?? {}) as SdkError
  return nameOf(thrown) === 'ModelRefusalError' && typeof refusal === 'string' ? refusal : undefined
}

/** The SDK's word for an answer that is none, and for one that was cut. */
export const isUnfinished = (thrown: unknown): boolean => nameOf(thrown) === 'ModelBehaviorError'

/** A guardrail that could not judge carries what went wrong within it. */
function chainOf(thrown: unknown): SdkError[] {
  const chain: SdkError[] = []
  for (let at = thrown; typeof at === 'object' && at !== null && chain.length < CHAIN;) {
    const error = at as SdkError
    chain.push(error)
    at = nameOf(error) === 'GuardrailExecutionError' ? error.error : error.cause
  }
  return chain
}

function failureOf(error: SdkError, phase: Phase): ModelError | undefined {
  const name = nameOf(error)
  const { status, code, type } = error
  // It ended before it had said all.
  if (name === 'ModelBehaviorError' && phase !== 'after') return modelFailure('interrupted', { reason: name })
  const known = CODES[name]
  if (known) return modelFailure(known, { reason: name })
  if (typeof status === 'number' && status >= 300)
    return httpFailure(status, headersOf(error.headers), JSON.stringify({ error: { type, code } }))
  if (typeof code === 'string' && TIMEOUTS.has(code)) return modelFailure('timeout', { reason: code })
  if (typeof code === 'string' && CONNECTION.test(code))
    return transportFailure(Object.assign(new Error(''), { code }), phase === 'within')
  // OpenAI's client throws what it is told in mid-stream.
  if (name.startsWith('API') && error.error !== undefined) return providerError(error.error)
  return undefined
}

/** OpenAI's client names its errors by their classes alone. */
function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error
  return error.name === 'Error' ? error.constructor.name : error.name
}

const headersOf = (headers: unknown): Record<string, string> =>
  headers instanceof Headers ? Object.fromEntries(headers) : {}
