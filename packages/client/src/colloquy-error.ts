/** As the server words it, where it is the server that refuses. */
export interface Problem {
  /** The HTTP status; 0 where no server was reached. */
  status: number
  title: string
  detail: string
  code: string
  correlationId?: string | undefined
  retryAfterSeconds?: number | undefined
  /** Whether the same request may succeed later. */
  retryable: boolean
  /** The run that a refusal speaks of, such as the one that is under way. */
  runId?: string | undefined
  /** Which fields are not valid. */
  errors?: readonly { path: string; message: string }[] | undefined
}

/** A request that was refused, or could not be made: `title` says what happened, `detail` why and what to do. */
export class ColloquyError extends Error implements Problem {
  override readonly name = 'ColloquyError'
  readonly status: number
  readonly title: string
  readonly detail: string
  readonly code: string
  readonly correlationId: string | undefined
  readonly retryAfterSeconds: number | undefined
  readonly retryable: boolean
  readonly runId: string | undefined
  readonly errors: readonly { path: string; message: string }[]

  constructor(problem: Problem, options?: ErrorOptions) {
    super(`${problem.title}: ${problem.detail}`, options)
    this.status = problem.status
    this.title = problem.title
    this.detail = problem.detail
    this.code = problem.code
    this.correlationId = problem.correlationId
    this.retryAfterSeconds = problem.retryAfterSeconds
    this.retryable = problem.retryable
    this.runId = problem.runId
    this.errors = problem.errors ?? []
  }
}
