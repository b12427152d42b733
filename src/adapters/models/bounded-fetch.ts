import { Agent } from 'undici'
import type { Dispatcher } from 'undici'
import type { IncomingHttpHeaders } from 'undici/types/header.js'
import type { ModelError } from '../../ports/model.ts'
import { CarriedFailure } from './carried-failure.ts'
import { CR, createFrameMeter, LF } from './frame-meter.ts'
import { httpFailure } from './http-failure.ts'
import { isEventStream } from './is-event-stream.ts'
import { modelFailure } from './model-failure.ts'
import type { StreamTimeouts } from './receive-events.ts'
import { transportFailure } from './transport-failure.ts'

export interface BoundedFetchOptions {
  timeouts: StreamTimeouts
  maxFrameBytes?: number | undefined
  maxBytes?: number | undefined
}

export interface BoundedFetch extends AsyncDisposable {
  /** A POST that resolves with an event stream, and else rejects with a `CarriedFailure`, as its body does. */
  post(url: string, headers: Record<string, string>, body: string, signal: AbortSignal): Promise<Response>
}

type Phase = 'connect' | 'headers' | 'body' | 'over'

const MAX_ERROR_BODY = 64 << 10
const LEFT = new Error('The rest of the response is not wanted')

/** For code that brings its own reader of events but leaves connecting to us: no redirect, and bounds on everything. */
export function createBoundedFetch(options: BoundedFetchOptions): BoundedFetch {
  const { timeouts, maxFrameBytes = 1 << 20, maxBytes = 64 << 20 } = options
  const agent = new Agent({
    allowH2: false,
    maxOrigins: 1,
    connect: { timeout: timeouts.connectMs },
    headersTimeout: 0,
    bodyTimeout: 0,
    maxResponseSize: maxBytes,
  })
  return {
    post(url, headers, body, signal) {
      const { origin, pathname, search } = new URL(url)
      return new Promise((resolve, reject) => {
        if (signal.aborted) {
          reject(new CarriedFailure(modelFailure('cancelled', { reason: 'cancelled before it was sent' })))
          return
        }
        agent.dispatch(
          { origin, path: `${pathname}${search}`, method: 'POST', headers, body },
          receiveResponse({ timeouts, maxFrameBytes, signal, resolve, reject }),
        )
      })
    },
    [Symbol.asyncDispose]: () => agent.destroy(),
  }
}

interface Reception {
  timeouts: StreamTimeouts
  maxFrameBytes: number
  signal: AbortSignal
  resolve(response: Response): void
  reject(failure: CarriedFailure): void
}

function receiveResponse({ timeouts, maxFrameBytes, signal, resolve, reject }: Reception): Dispatcher.DispatchHandler {
  let phase: Phase = 'connect'
  let settled = false
  let controller: Dispatcher.DispatchController | undefined
  let body: ReadableStreamDefaultController<Uint8Array> | undefined
  let timer = setTimeout(onTimeout, timeouts.connectMs)
  let refusal: { status: number; headers: IncomingHttpHeaders; parts: Buffer[]; bytes: number } | undefined
  const meter = createFrameMeter()
  let lastByte = 0
  signal.addEventListener('abort', onAbort, { once: true })

  function close(): void {
    settled = true
    clearTimeout(timer)
    signal.removeEventListener('abort', onAbort)
  }

  function leave(): void {
    if (phase !== 'over') controller?.abort(LEFT)
  }

  function fail(failure: ModelError): void {
    if (settled) return
    close()
    const error = new CarriedFailure(failure)
    if (body) body.error(error)
    else reject(error)
    leave()
  }

  function enter(next: Phase, timeoutMs: number): void {
    phase = next
    clearTimeout(timer)
    timer = setTimeout(onTimeout, timeoutMs)
  }

  function refused(): ModelError | undefined {
    return refusal && httpFailure(refusal.status, refusal.headers, Buffer.concat(refusal.parts).toString())
  }

  function onTimeout(): void {
    fail(refused() ?? modelFailure('timeout', { reason: `no ${phase} in time` }))
  }

  function onAbort(): void {
    fail(modelFailure('cancelled', { reason: 'cancelled' }))
  }

  /** The reader waits for nothing, so that no more than one packet is ever queued. */
  function bodyOf(): ReadableStream<Uint8Array> {
    return new ReadableStream<Uint8Array>({
      start(started) {
        body = started
      },
      cancel() {
        close()
        leave()
      },
    })
  }

  return {
    onRequestStart(started) {
      controller = started
      if (settled) leave()
      else enter('headers', timeouts.headersMs)
    },
    onResponseStart(_, status, headers) {
      if (status < 200 || settled) return
      enter('body', timeouts.gapMs)
      if (status >= 300) refusal = { status, headers, parts: [], bytes: 0 }
      else if (isEventStream(headers)) resolve(new Response(bodyOf(), { status, headers: plain(headers) }))
      else fail(modelFailure('garbled', { reason: `status ${status} without an event stream` }))
    },
    onResponseData(_, chunk) {
      if (settled) return
      timer.refresh()
      if (refusal) {
        refusal.parts.push(chunk)
        refusal.bytes += chunk.length
        const failure = refusal.bytes > MAX_ERROR_BODY && refused()
        if (failure) fail(failure)
      } else if (meter(chunk) > maxFrameBytes) fail(modelFailure('garbled', { reason: 'a frame is too large' }))
      else {
        lastByte = chunk[chunk.length - 1] ?? lastByte
        body?.enqueue(chunk)
      }
    },
    onResponseEnd() {
      phase = 'over'
      if (settled) return
      const failure = refused()
      if (failure) fail(failure)
      else {
        close()
        // Readers wait behind it for the second half of a line's end.
        if (lastByte === CR) body?.enqueue(Uint8Array.of(LF))
        body?.close()
      }
    },
    onResponseError(_, error) {
      const started = phase === 'body'
      phase = 'over'
      fail(refused() ?? transportFailure(error, started))
    },
  }
}

const plain = (headers: IncomingHttpHeaders): [string, string][] =>
  Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]))
