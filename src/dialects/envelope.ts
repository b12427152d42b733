import { z } from 'zod'
import type { DomainError, ErrorCode } from '../conversation/errors.ts'
import type { Codec } from './dialect.ts'
import { fieldErrors } from './field-errors.ts'

interface Envelope {
  status: number
  /** Fixed words, or none where the sentence stands there. */
  error?: string
  detail?: unknown
}

type Fixed = Partial<Record<ErrorCode, Envelope>>

const aiUnavailable: Envelope = { status: 503, detail: 'AI service unavailable' }

const common: Readonly<Record<ErrorCode, Envelope>> = {
  bad_request: { status: 400, error: 'Bad request' },
  unauthenticated: { status: 401, error: 'Authentication required' },
  malformed_json: { status: 422, error: 'Malformed JSON' },
  invalid: { status: 422, error: 'Validation error' },
  not_found: { status: 404, error: 'Not found' },
  route_not_found: { status: 404, error: 'Not found' },
  method_not_allowed: { status: 405, error: 'Method not allowed' },
  too_large: { status: 413, error: 'Request too large' },
  unsupported_media_type: { status: 415, error: 'Unsupported media type' },
  misdirected: { status: 421, error: 'Misdirected request' },
  request_timeout: { status: 408, error: 'Request timeout' },
  run_in_progress: { status: 409, error: 'An answer is in progress' },
  idempotency_key_reused: { status: 409, error: 'The Idempotency-Key was used before' },
  cursor_mismatch: { status: 400, error: 'The cursor belongs to another run' },
  queue_full: { status: 429, error: 'Too many messages wait' },
  rate_limited: { status: 429, error: 'Rate limit exceeded' },
  too_many_streams: { status: 429, error: 'Too many open streams' },
  budget_spent: { status: 429, error: 'Token budget exceeded' },
  conversation_spent: { status: 429, error: 'Token limit of the conversation reached' },
  memory_changed: { status: 409, error: 'The memory was changed' },
  memory_full: { status: 409, error: 'The memory is full' },
  tool_decided: { status: 409, error: 'It was decided before' },
  answer_gone: { status: 409, error: 'The answer is not kept any more' },
  model_unavailable: aiUnavailable,
  answer_pending: aiUnavailable,
  draining: { status: 503, error: 'Service unavailable' },
  store_unavailable: { status: 503, error: 'Service unavailable' },
  auth_unavailable: { status: 503, error: 'Service unavailable' },
  internal: { status: 500, detail: 'Internal server error' },
}

function retryHeaders({ code, retryable, retryAfterSeconds }: DomainError): Record<string, string> {
  return {
    ...(retryAfterSeconds !== undefined && { 'retry-after': String(retryAfterSeconds) }),
    // Until a budget is whole again it may take days: no SDK should wait for it on its own.
    ...((code === 'conversation_spent' || (code === 'budget_spent' && !retryable)) && { 'x-should-retry': 'false' }),
  }
}

const refusal = z.object({
  error: z.string(),
  detail: z.union([
    z.string(),
    z.array(z.object({ type: z.string(), loc: z.array(z.union([z.string(), z.int()])), msg: z.string() })),
  ]),
  correlation_id: z.string(),
})

/**
 * The one envelope of all paths but those of contracts with their own: where one of `error` and `detail` is fixed, the
 * other carries the sentence. `special` is what a contract says otherwise.
 */
export function createEnvelope(special: (error: DomainError) => Envelope | undefined = () => undefined): Codec {
  return {
    refusal: { type: 'application/json', schema: refusal },
    encodeError(failure, correlationId) {
      const { status, error, detail } = special(failure) ?? common[failure.code]
      const sentence = failure.detail
      const body = { error: error ?? sentence, detail: detail ?? sentence, correlation_id: correlationId }
      return { status, body, headers: retryHeaders(failure) }
    },
  }
}

export const envelopeOf =
  (fixed: Fixed) =>
  (error: DomainError): Envelope | undefined =>
    fixed[error.code]

/** For contracts that list what is wrong, as FastAPI does. */
export function listed(failure: DomainError): Envelope | undefined {
  if (failure.code !== 'invalid' && failure.code !== 'malformed_json') return undefined
  return { status: 422, error: 'Validation error', detail: fieldErrors(failure) }
}
