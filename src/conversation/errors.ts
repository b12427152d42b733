export type ErrorCode =
  | 'malformed_json'
  | 'bad_request'
  | 'unauthenticated'
  | 'invalid'
  | 'not_found'
  | 'route_not_found'
  | 'method_not_allowed'
  | 'too_large'
  | 'unsupported_media_type'
  | 'misdirected'
  | 'request_timeout'
  | 'run_in_progress'
  | 'idempotency_key_reused'
  | 'cursor_mismatch'
  | 'queue_full'
  | 'rate_limited'
  | 'too_many_streams'
  | 'budget_spent'
  | 'conversation_spent'
  | 'memory_changed'
  | 'memory_full'
  | 'tool_decided'
  | 'answer_gone'
  | 'model_unavailable'
  | 'answer_pending'
  | 'draining'
  | 'store_unavailable'
  | 'auth_unavailable'
  | 'internal'

/** What is wrong with a field, for contracts that have words of their own for it. */
export type FieldFault =
  | { kind: 'missing' }
  | { kind: 'type'; expected: string; given: unknown }
  | { kind: 'too_short' | 'too_long' | 'too_small' | 'too_big'; limit: number }

export interface FieldProblem {
  /** Where it is wrong, from the outside in: `['body', 'content']`. */
  path: readonly (string | number)[]
  message: string
  fault?: FieldFault
}

export interface DomainErrorOptions {
  retryable?: boolean
  retryAfterSeconds?: number
  cause?: unknown
  problems?: readonly FieldProblem[]
  /** What a client needs to go on: the id of the run in progress, the methods that are allowed. */
  extra?: Readonly<Record<string, unknown>>
}

/** A refusal in neutral words: each dialect says it in its own. `detail` is written for the person who asked. */
export class DomainError extends Error {
  readonly code: ErrorCode
  readonly detail: string
  readonly retryable: boolean
  readonly retryAfterSeconds: number | undefined
  readonly problems: readonly FieldProblem[]
  readonly extra: Readonly<Record<string, unknown>>

  constructor(code: ErrorCode, detail: string, options: DomainErrorOptions = {}) {
    super(detail, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = 'DomainError'
    this.code = code
    this.detail = detail
    this.retryable = options.retryable ?? false
    this.retryAfterSeconds = options.retryAfterSeconds
    this.problems = options.problems ?? []
    this.extra = options.extra ?? {}
  }
}
