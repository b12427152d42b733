import { StringDecoder } from 'node:string_decoder'
import { createParser } from 'eventsource-parser'
import type { EventSourceMessage } from 'eventsource-parser'
import type { Dispatcher } from 'undici'
import type { IncomingHttpHeaders } from 'undici/types/header.js'
import { httpFailure } from './http-failure.ts'
import { isEventStream } from './is-event-stream.ts'
import { modelFailure, withoutKey } from './model-failure.ts'
import type { FrameReader, Outcome } from './frame-reader.ts'
import { transportFailure } from './transport-failure.ts'

export interface StreamTimeouts {
  connectMs: number
  headersMs: number
  /** Between two chunks of the body. */
  gapMs: number
}

export interface Reception {
  reader: FrameReader
  signal: AbortSignal
  timeouts: StreamTimeouts
  maxFrameBytes: number
  apiKey: string | undefined
  resolve(outcome: Outcome): void
  reject(error: unknown): void
}

type Phase = 'connect' | 'headers' | 'body' | 'over'

const MAX_ERROR_BODY = 64 << 10
/** How long a connection may go on after the answer's end and be kept for the next request. */
const LINGER_MS = 1000
const LEFT = new Error('The rest of the response is not wanted')

/** Reads one response: settles once, and lets go of the socket unless its body ends by itself. */
export function receiveEvents(reception: Reception): Dispatcher.DispatchHandler {
  const { reader, signal, timeouts, maxFrameBytes, apiKey } = reception
  let phase: Phase = 'connect'
  let settled = false
  let controller: Dispatcher.DispatchController | undefined
  let timer = setTimeout(onTimeout, timeouts.connectMs)
  let refusal: { status: number; headers: IncomingHttpHeaders; body: Buffer[]; bytes: number } | undefined
  let unframed = 0
  let decoder: StringDecoder | undefined
  let torn = false
  const parser = createParser({ onEvent })
  signal.addEventListener('abort', onAbort, { once: true })

  function settle(outcome: Outcome): void {
    if (settled) return
    close()
    if (outcome.kind === 'error') {
      leave()
      reception.resolve(withoutKey(outcome, apiKey))
      return
    }
    if (phase !== 'over') timer = setTimeout(leave, LINGER_MS).unref()
    reception.resolve(outcome)
  }

  function crash(error: unknown): void {
    close()
    leave()
    reception.reject(error)
  }

  function close(): void {
    settled = true
    clearTimeout(timer)
    signal.removeEventListener('abort', onAbort)
  }

  function leave(): void {
    if (phase !== 'over') controller?.abort(LEFT)
  }

  function enter(next: Phase, timeoutMs: number): void {
    phase = next
    clearTimeout(timer)
    timer = setTimeout(onTimeout, timeoutMs)
  }

  function onTimeout(): void {
    settle(refused() ?? modelFailure('timeout', { reason: `no ${phase} in time` }))
  }

  function onAbort(): void {
    settle(modelFailure('cancelled', { reason: 'cancelled' }))
  }

  function refused(): Outcome | undefined {
    return refusal && httpFailure(refusal.status, refusal.headers, Buffer.concat(refusal.body).toString())
  }

  function garbled(reason: string): void {
    settle(modelFailure('garbled', { reason }))
  }

  function decode(chunk: Buffer): string {
    const wasTorn = torn
    torn = (chunk[chunk.length - 1] ?? 0) > 0x7f
    if (!wasTorn && !torn) return chunk.toString()
    decoder ??= new StringDecoder('utf8')
    return decoder.write(chunk)
  }

  function onEvent(message: EventSourceMessage): void {
    if (settled) return
    unframed = 0
    const { data } = message
    if (data.length > maxFrameBytes) return garbled('a frame is too large')
    if (data === '[DONE]') return settle(reader.end())
    const frame = parseObject(data)
    if (frame === undefined) return garbled('a frame is no JSON object')
    const outcome = reader.frame(frame, message.event)
    if (outcome !== undefined) settle(outcome)
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
      if (status >= 300) refusal = { status, headers, body: [], bytes: 0 }
      else if (!isEventStream(headers)) garbled(`status ${status} without an event stream`)
    },
    onResponseData(_, chunk) {
      if (settled) return
      timer.refresh()
      if (refusal) {
        refusal.body.push(chunk)
        refusal.bytes += chunk.length
        const failure = refusal.bytes > MAX_ERROR_BODY && refused()
        if (failure) settle(failure)
        return
      }
      unframed += chunk.length
      try {
        parser.feed(decode(chunk))
      } catch (error) {
        crash(error)
      }
      // The parser would drop a line that is no field and wait for its end for ever: so bytes are counted here.
      if (unframed > maxFrameBytes) garbled('a line is too long')
    },
    onResponseEnd() {
      phase = 'over'
      clearTimeout(timer)
      if (!settled) settle(refused() ?? reader.end())
    },
    onResponseError(_, error) {
      const started = phase === 'body'
      phase = 'over'
      clearTimeout(timer)
      if (!settled) settle(refused() ?? transportFailure(error, started))
    },
  }
}

function parseObject(data: string): object | undefined {
  try {
    const value: unknown = JSON.parse(data)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined
  } catch {
    return undefined
  }
}
