import type { RunEvent } from './answer-event.ts'
import { ColloquyError } from './colloquy-error.ts'
import type { Ask, Transport } from './create-transport.ts'
import { delayAfter, type Patience } from './patience.ts'
import { pause } from './pause.ts'
import { errorOf, unreachable } from './problem-of.ts'
import { readEvents } from './read-events.ts'
import { pathOf } from './path-of.ts'

export interface Reading {
  transport: Transport
  /** What begins the run, the same run however often it is asked; undefined for one that is there. */
  begin: Ask | undefined
  runId: string | undefined
  /** The seq of the last event that is known. */
  after: number
  signal: AbortSignal
  onRunId(id: string): void
  onEvent(event: RunEvent): void
  onDisconnected(retryInMs: number, reason: Error): void
  onResumed(): void
}

/** A connection that has told something for so long was a good one, though no event came. */
const steadyMs = 5_000

const accept = { accept: 'text/event-stream' }

/** What a token function rejects with where there is no network; whatever else it throws is not of the network. */
const isTransient = (error: unknown): error is Error =>
  error instanceof ColloquyError ? error.retryable : error instanceof TypeError

/** Reads a run to its last event, over as many connections as it takes. Each event is told once, in its order. */
export async function keepReading(reading: Reading): Promise<void> {
  const { transport, begin, signal, onRunId, onEvent, onDisconnected, onResumed } = reading
  const { patience } = transport
  let { runId, after } = reading
  let wantedMs = 0
  /** Connections in a row that brought nothing. */
  let vain = 0
  let isGood = false
  let isAway = false

  function learn(id: string): void {
    if (runId !== undefined || id === '') return
    runId = id
    onRunId(id)
  }

  function askOf(): Ask {
    if (runId === undefined && begin) return { ...begin, headers: { ...begin.headers, ...accept } }
    const cursor = after > 0 && { 'last-event-id': `${runId}:${after}` }
    return { method: 'GET', path: pathOf`/v1/runs/${runId ?? ''}/events`, headers: { ...accept, ...cursor } }
  }

  function take(event: RunEvent): void {
    learn(event.id.slice(0, event.id.lastIndexOf(':')))
    if (event.seq <= after || event.id !== `${runId}:${event.seq}`) return
    after = event.seq
    isGood = true
    onEvent(event)
  }

  /** True where the run has ended. */
  async function readOnce(): Promise<boolean> {
    const controller = new AbortController()
    const abort = (): void => controller.abort(unreachable(new Error('Nothing came any more')))
    const leave = (): void => controller.abort(signal.reason)
    signal.addEventListener('abort', leave)
    const timer = setTimeout(abort, patience.stalledAfterMs)
    try {
      const response = await transport.open({ ...askOf(), signal: controller.signal })
      if (!response.ok) throw await errorOf(response)
      clearTimeout(timer)
      learn(response.headers.get('x-run-id') ?? '')
      if (isAway) onResumed()
      isAway = false
      const since = performance.now()
      try {
        return await readEvents({
          response,
          stalledAfterMs: patience.stalledAfterMs,
          abort,
          onEvent: take,
          onRetry: (ms) => (wantedMs = ms),
        })
      } finally {
        if (performance.now() - since >= steadyMs) isGood = true
      }
    } finally {
      clearTimeout(timer)
      signal.removeEventListener('abort', leave)
      // Whatever of it is still open is of no use any more.
      controller.abort()
    }
  }

  for (;;) {
    signal.throwIfAborted()
    wantedMs = 0
    isGood = false
    let reason: Error
    try {
      if (await readOnce()) return
      reason = unreachable(new Error('The stream was closed before the answer had ended'))
    } catch (error) {
      signal.throwIfAborted()
      if (!isTransient(error)) throw error
      reason = error
    }
    const asked = reason instanceof ColloquyError ? (reason.retryAfterSeconds ?? 0) * 1000 : 0
    vain = isGood ? 0 : vain + 1
    if (vain > patience.tries || asked > patience.maxRetryAfterMs) throw reason
    const retryInMs = delayAfter(Math.max(0, vain - 1), patience, wanted(asked, wantedMs, patience))
    isAway = true
    onDisconnected(retryInMs, reason)
    await pause(retryInMs, signal)
  }
}

const wanted = (asked: number, retryMs: number, { maxRetryAfterMs }: Patience): number =>
  Math.max(asked, Math.min(retryMs, maxRetryAfterMs))
