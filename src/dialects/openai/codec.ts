import { z } from 'zod'
import type { DomainError, ErrorCode, FieldProblem } from '../../conversation/errors.ts'
import type { Codec } from '../dialect.ts'

type Told = [status: number, type: string, code: string | null]

const wrong = 'invalid_request_error'
const server = 'server_error'

const errors: Readonly<Record<ErrorCode, Told>> = {
  bad_request: [400, wrong, null],
  unauthenticated: [401, wrong, 'invalid_api_key'],
  malformed_json: [400, wrong, 'invalid_json'],
  invalid: [400, wrong, 'invalid_value'],
  not_found: [404, wrong, 'not_found'],
  route_not_found: [404, wrong, 'unknown_url'],
  method_not_allowed: [405, wrong, 'method_not_allowed'],
  too_large: [413, wrong, 'request_too_large'],
  unsupported_media_type: [415, wrong, 'unsupported_media_type'],
  misdirected: [421, wrong, 'misdirected_request'],
  request_timeout: [408, wrong, 'request_timeout'],
  run_in_progress: [409, wrong, 'response_in_progress'],
  idempotency_key_reused: [409, wrong, 'idempotency_key_reused'],
  cursor_mismatch: [400, wrong, 'invalid_value'],
  queue_full: [429, 'requests', 'rate_limit_exceeded'],
  rate_limited: [429, 'requests', 'rate_limit_exceeded'],
  too_many_streams: [429, 'requests', 'rate_limit_exceeded'],
  budget_spent: [429, 'insufficient_quota', 'insufficient_quota'],
  conversation_spent: [429, 'insufficient_quota', 'conversation_spent'],
  memory_changed: [409, wrong, 'conflict'],
  memory_full: [409, wrong, 'conflict'],
  answer_gone: [409, wrong, 'answer_gone'],
  tool_decided: [409, wrong, 'conflict'],
  model_unavailable: [503, server, 'model_unavailable'],
  answer_pending: [503, server, 'answer_pending'],
  draining: [503, server, 'server_going_down'],
  store_unavailable: [503, server, 'store_unavailable'],
  auth_unavailable: [503, server, 'auth_unavailable'],
  internal: [500, server, 'internal_error'],
}

/** `messages[0].content`: a place in the body, or whatever else it stands in. */
const paramOf = ({ path }: FieldProblem): string =>
  path
    .slice(1)
    .reduce<string>(
      (place, key) => (typeof key === 'number' ? `${place}[${key}]` : `${place}${place && '.'}${key}`),
      '',
    )

function faultOf({ fault }: FieldProblem): string {
  if (fault?.kind === 'missing') return 'missing_required_parameter'
  return fault?.kind === 'type' ? 'invalid_type' : 'invalid_value'
}

/** The SDK waits no longer than this for a `Retry-After`, and asks sooner where that says more. */
const patienceSeconds = 60

function retryHeaders({ retryable, retryAfterSeconds: seconds }: DomainError): Record<string, string> {
  const isInVain = !retryable || (seconds ?? 0) > patienceSeconds
  return {
    ...(seconds !== undefined && { 'retry-after': String(seconds) }),
    ...(isInVain && { 'x-should-retry': 'false' }),
  }
}

const refusal = z.object({
  error: z.object({
    message: z.string(),
    type: z.string(),
    param: z.string().nullable(),
    code: z.string().nullable(),
  }),
  correlation_id: z.string(),
})

const textIn = (extra: DomainError['extra'], name: string): string | undefined =>
  typeof extra[name] === 'string' ? extra[name] : undefined

export const codec: Codec = {
  refusal: { type: 'application/json', schema: refusal },

  encodeError(failure, correlationId) {
    const [status, type, usual] = errors[failure.code]
    const { extra, detail: message } = failure
    const [problem] = failure.problems
    const param = textIn(extra, 'param') ?? ((problem && paramOf(problem)) || null)
    const code = textIn(extra, 'code') ?? (problem ? faultOf(problem) : usual)
    return {
      status,
      body: { error: { message, type, param, code }, correlation_id: correlationId },
      headers: { 'x-request-id': correlationId, ...retryHeaders(failure) },
    }
  },
}
