import { setTimeout as delay } from 'node:timers/promises'
import type {
  Finish,
  Model,
  ModelError,
  ModelErrorCode,
  ModelRequest,
  ModelUsage,
  ToolProgress,
} from '../ports/model.ts'
import type { Breaker } from '../std/breaker.ts'

export interface RetryPolicy {
  attempts: number
  baseMs: number
  maxMs: number
  maxRetryAfterMs: number
}

export interface StreamModelOptions {
  model: Model
  /** Asked instead, in this order, where the one that is wanted does not answer. */
  fallbacks?: readonly string[]
  /** Of the model of this name. It chooses among fallbacks: the last that is left is asked whatever it says. */
  breakerFor?(model: string): Breaker
  retry: RetryPolicy
  /** How long one answer may take, retries included. */
  runMs: number
  /** One answer's bounds: more is a provider out of control. */
  maxDeltas?: number
  maxText?: number
  random?(): number
}

export interface ModelOutcome {
  end: Finish | ModelError
  /** As the provider counted; undefined where it did not. */
  usage: ModelUsage | undefined
  /** The one that was asked last. */
  model: string
}

export interface AnswerListener {
  delta(text: string): void
  /** Each failure as it happens, whether or not anybody is asked again: for the log. */
  error(error: ModelError): void
  tool?(progress: ToolProgress): void
}

/** `withinMs` where one answer may take less than any. */
export type StreamModel = (
  request: ModelRequest,
  on: AnswerListener,
  signal: AbortSignal,
  withinMs?: number,
) => Promise<ModelOutcome>

const timedOut: ModelError = { kind: 'error', code: 'timeout', retryable: false }
const empty: ModelError = { kind: 'error', code: 'empty', retryable: true }
const tooLong: ModelError = { kind: 'error', code: 'too_long', retryable: false }
const cancelled: ModelError = { kind: 'error', code: 'cancelled', retryable: false }

/** What says nothing of the model's health. */
const ownFaults: ReadonlySet<ModelErrorCode> = new Set(['refused', 'too_long', 'cancelled', 'empty'])

/** Not every model heeds its signal; one that does says first what it has counted. */
function whenAbandoned(signal: AbortSignal): Promise<ModelError> {
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => setImmediate(resolve, cancelled), { once: true })
  })
}

/** The only retry loop there is, and it asks again only while nothing was told: two beginnings cannot be one answer. */
export function createStreamModel(options: StreamModelOptions): StreamModel {
  const { model, fallbacks = [], breakerFor, retry, runMs, random = Math.random } = options
  const { maxDeltas = 1_000_000, maxText = 4 * 1024 * 1024 } = options

  /** How long to wait before asking again; undefined where that is hopeless, or another may be asked at once. */
  function pause(error: ModelError, attempt: number, isLast: boolean): number | undefined {
    if (!error.retryable || attempt >= retry.attempts) return undefined
    if (error.retryAfterMs !== undefined)
      return isLast && error.retryAfterMs <= retry.maxRetryAfterMs ? error.retryAfterMs : undefined
    const backoff = Math.min(retry.maxMs, retry.baseMs * 2 ** attempt)
    return backoff * (0.5 + random() / 2)
  }

  function report(breaker: Breaker | undefined, end: Finish | ModelError, wasTalking: boolean): void {
    if (end.kind === 'finish') breaker?.succeeded()
    // Whoever talks until our own time is up has not failed.
    else if (end === timedOut && wasTalking) return
    else if (!ownFaults.has(end.code)) breaker?.failed(Math.min(end.retryAfterMs ?? 0, retry.maxRetryAfterMs))
  }

  return async (request, on, signal, withinMs = Infinity) => {
    const inner = new AbortController()
    const abandoned = whenAbandoned(inner.signal)
    const abort = (): void => inner.abort()
    let overrun: ModelError | undefined
    const stopFor = (error: ModelError): void => {
      overrun ??= error
      inner.abort()
    }
    const boundMs = Math.min(runMs, withinMs)
    const deadline = performance.now() + boundMs
    const timer = setTimeout(stopFor, boundMs, timedOut)
    signal.addEventListener('abort', abort, { once: true })
    if (signal.aborted) abort()

    let deltas = 0
    let length = 0
    let acted = false
    let usage: ModelUsage | undefined
    let isCounted = false
    let unheard = false
    let over = false
    const listener = {
      delta(text: string): void {
        unheard ||= over || inner.signal.aborted
        if (unheard) return
        deltas++
        length += text.length
        if (deltas > maxDeltas || length > maxText) stopFor(tooLong)
        else on.delta(text)
      },
      usage(counted: ModelUsage): void {
        usage = counted
        isCounted = true
      },
      tool(progress: ToolProgress): void {
        if (over) return
        acted = true
        on.tool?.(progress)
      },
    }

    /** An end that came after words which were not heard any more is no end of what was heard. */
    function judge(reply: Finish | ModelError): Finish | ModelError {
      if (unheard) return cancelled
      return reply.kind === 'finish' && reply.reason === 'stop' && length === 0 && !reply.calls ? empty : reply
    }

    /** One model, until it answers or is not to be asked again. */
    async function ask(name: string, isLast: boolean): Promise<Finish | ModelError> {
      const asked = name === request.model ? request : { ...request, model: name }
      for (let attempt = 0; ; attempt++) {
        if (inner.signal.aborted) return overrun ?? cancelled
        isCounted = false
        const reply = await Promise.race([model.stream(asked, listener, inner.signal), abandoned])
        const end = overrun ?? judge(reply)
        if (end.kind === 'finish') return end
        if (end.code !== 'cancelled') on.error(end)
        if (inner.signal.aborted || deltas > 0 || acted) return end
        const wait = pause(end, attempt, isLast)
        if (wait === undefined || performance.now() + wait > deadline) return end
        await delay(wait, undefined, { signal: inner.signal }).catch(() => {})
      }
    }

    const names = [request.model, ...fallbacks.filter((name) => name !== request.model)]
    try {
      for (const [i, name] of names.entries()) {
        const isLast = i === names.length - 1
        const breaker = names.length > 1 ? breakerFor?.(name) : undefined
        if (!isLast && breaker?.allows() === false) continue
        const end = await ask(name, isLast)
        report(breaker, end, deltas > 0)
        const isOver = end.kind === 'finish' || inner.signal.aborted || deltas > 0 || acted
        // What was counted before is of another request, in which nothing was said.
        if (isOver || isLast) return { end, usage: isCounted || deltas === 0 ? usage : undefined, model: name }
      }
      throw new Error('The last model left is always asked')
    } finally {
      over = true
      clearTimeout(timer)
      signal.removeEventListener('abort', abort)
    }
  }
}
