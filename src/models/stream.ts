import { setTimeout as delay } from 'node:timers/promises'
import type { Finish, Model, ModelError, ModelRequest, ModelUsage } from '../ports/model.ts'

export interface RetryPolicy {
  attempts: number
  baseMs: number
  maxMs: number
  maxRetryAfterMs: number
}

export interface StreamModelOptions {
  model: Model
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
}

export interface AnswerListener {
  delta(text: string): void
  /** Each failure as it happens, whether or not the model is asked again: for the log. */
  error(error: ModelError): void
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

/**
 * One answer of the model: the only retry loop there is. It asks again only while nothing was told, for two beginnings
 * cannot be one answer.
 */
export function createStreamModel(options: StreamModelOptions): StreamModel {
  const { model, retry, runMs, maxDeltas = 1_000_000, maxText = 4 * 1024 * 1024, random = Math.random } = options

  /** How long to wait before asking again; undefined where that is hopeless. */
  function pause(error: ModelError, attempt: number): number | undefined {
    if (!error.retryable || attempt >= retry.attempts) return undefined
    if (error.retryAfterMs !== undefined)
      return error.retryAfterMs <= retry.maxRetryAfterMs ? error.retryAfterMs : undefined
    const backoff = Math.min(retry.maxMs, retry.baseMs * 2 ** attempt)
    return backoff * (0.5 + random() / 2)
  }

  return async (request, on, signal, withinMs = Infinity) => {
    const inner = new AbortController()
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
    let usage: ModelUsage | undefined
    let unheard = false
    const listener = {
      delta(text: string): void {
        unheard ||= inner.signal.aborted
        if (unheard) return
        deltas++
        length += text.length
        if (deltas > maxDeltas || length > maxText) stopFor(tooLong)
        else on.delta(text)
      },
      usage(counted: ModelUsage): void {
        usage = counted
      },
    }

    /** An end that came after words which were not heard any more is no end of what was heard. */
    function judge(reply: Finish | ModelError): Finish | ModelError {
      if (unheard) return cancelled
      return reply.kind === 'finish' && reply.reason === 'stop' && length === 0 ? empty : reply
    }

    try {
      for (let attempt = 0; ; attempt++) {
        if (inner.signal.aborted) return { end: overrun ?? cancelled, usage }
        const reply = await model.stream(request, listener, inner.signal)
        const end = overrun ?? judge(reply)
        if (end.kind === 'finish') return { end, usage }
        if (end.code !== 'cancelled') on.error(end)
        if (inner.signal.aborted || deltas > 0) return { end, usage }
        const wait = pause(end, attempt)
        if (wait === undefined || performance.now() + wait > deadline) return { end, usage }
        await delay(wait, undefined, { signal: inner.signal }).catch(() => {})
      }
    } finally {
      clearTimeout(timer)
      signal.removeEventListener('abort', abort)
    }
  }
}
