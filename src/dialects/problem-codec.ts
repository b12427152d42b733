import { z } from 'zod'
import type { DomainError, ErrorCode } from '../conversation/errors.ts'
import type { Codec } from './dialect.ts'

const problems: Record<ErrorCode, [status: number, title: string]> = {
  bad_request: [400, 'The request is not valid HTTP'],
  unauthenticated: [401, 'Who asks is not known'],
  malformed_json: [400, 'The body is not JSON'],
  invalid: [422, 'The request is not valid'],
  not_found: [404, 'Not found'],
  route_not_found: [404, 'There is nothing at this path'],
  method_not_allowed: [405, 'The method is not allowed here'],
  too_large: [413, 'The request is too large'],
  unsupported_media_type: [415, 'The body is not application/json'],
  misdirected: [421, 'The request was meant for another server'],
  request_timeout: [408, 'The request did not arrive in time'],
  run_in_progress: [409, 'This conversation is being answered'],
  idempotency_key_reused: [409, 'The Idempotency-Key was used before'],
  cursor_mismatch: [400, 'The cursor belongs to another run'],
  queue_full: [429, 'Too many messages wait in this conversation'],
  rate_limited: [429, 'Too many messages'],
  too_many_streams: [429, 'Too many open streams'],
  budget_spent: [429, 'The token budget is spent'],
  conversation_spent: [429, 'The conversation has taken all its tokens'],
  memory_changed: [409, 'The memory was changed since'],
  memory_full: [409, 'No more can be remembered'],
  tool_decided: [409, 'It was decided before'],
  model_unavailable: [503, 'The model gave no answer'],
  answer_gone: [409, 'The answer is not kept any more'],
  answer_pending: [503, 'The answer is not complete yet'],
  draining: [503, 'The server is going down'],
  store_unavailable: [503, 'The database is away'],
  auth_unavailable: [503, 'Who asks cannot be found out'],
  internal: [500, 'The server failed'],
}

const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  correlationId: z.string(),
  code: z.string(),
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
})

/** Refusals as problems. Some clients read nothing as JSON that does not say just that of itself. */
export const createProblemCodec = (
  type: 'application/problem+json' | 'application/json' = 'application/problem+json',
): Codec => ({
  refusal: { type, schema: problem },

  encodeError(error, correlationId) {
    const [status, title] = problems[error.code]
    const errors = error.problems.map(({ path, message }) => ({ path: path.join('.'), message }))
    const body = {
      type: `urn:colloquy:problem:${error.code}`,
      title,
      status,
      detail: error.detail,
      correlationId,
      code: error.code,
      ...(errors.length > 0 && { errors }),
      ...error.extra,
    }
    return { status, body, headers: { 'content-type': type, ...retryHeaders(error) } }
  },
})

/** SDKs ask again on 408, 409, 429 and 5xx of their own accord: they are told where that is in vain. */
function retryHeaders(error: DomainError): Record<string, string> {
  const headers: Record<string, string> = {}
  if (error.retryAfterSeconds !== undefined) headers['retry-after'] = String(error.retryAfterSeconds)
  if (!error.retryable) headers['x-should-retry'] = 'false'
  return headers
}
