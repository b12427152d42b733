import { Agent } from 'undici'
import type { FrameReader, Outcome } from './frame-reader.ts'
import { modelFailure } from './model-failure.ts'
import { receiveEvents, type StreamTimeouts } from './receive-events.ts'

export interface EventStreamOptions {
  /** With or without a trailing slash. No other host is ever contacted. */
  baseUrl: string
  apiKey?: string | undefined
  timeouts: StreamTimeouts
  maxFrameBytes?: number
  /** Of the whole response. */
  maxBytes?: number
}

export interface EventStreams extends AsyncDisposable {
  /** Rejects only when the reader throws. */
  post(path: string, body: string, reader: FrameReader, signal: AbortSignal): Promise<Outcome>
}

export function createEventStreams(options: EventStreamOptions): EventStreams {
  const { apiKey, timeouts, maxFrameBytes = 1 << 20, maxBytes = 64 << 20 } = options
  const base = new URL(options.baseUrl)
  const prefix = base.pathname.replace(/\/+$/, '')
  const headers: Record<string, string> = { 'content-type': 'application/json', accept: 'text/event-stream' }
  if (apiKey) headers['authorization'] = `Bearer ${apiKey}`
  // The receiver keeps its own time: undici's timers are half a second coarse. Its connect timeout frees the socket.
  const agent = new Agent({
    allowH2: false,
    maxOrigins: 1,
    connect: { timeout: timeouts.connectMs },
    headersTimeout: 0,
    bodyTimeout: 0,
    maxResponseSize: maxBytes,
  })

  return {
    async post(path, body, reader, signal) {
      if (signal.aborted) return modelFailure('cancelled', { reason: 'cancelled before it was sent' })
      return new Promise((resolve, reject) => {
        agent.dispatch(
          { origin: base.origin, path: `${prefix}${path}${base.search}`, method: 'POST', headers, body },
          receiveEvents({ reader, signal, timeouts, maxFrameBytes, apiKey, resolve, reject }),
        )
      })
    },
    [Symbol.asyncDispose]: () => agent.destroy(),
  }
}
