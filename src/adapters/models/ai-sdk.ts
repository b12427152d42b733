import type { ReadableStreamReadResult } from 'node:stream/web'
import type { Model, ModelListener, ModelRequest } from '../../ports/model.ts'
import { aiSdkCall, type ForProvider } from './ai-sdk-call.ts'
import { aiSdkFailure } from './ai-sdk-failure.ts'
import { type PartReader, readParts } from './ai-sdk-parts.ts'
import type { AiSdkCall, AiSdkLanguageModel, AiSdkPart } from './ai-sdk-shape.ts'
import type { Outcome } from './frame-reader.ts'
import { modelFailure } from './model-failure.ts'
import { timerMs } from './timer-ms.ts'

export interface AiSdkOptions {
  /** Of a model that keeps no time itself: until the first part of an answer, and between two. */
  timeouts?: { firstMs: number; gapMs: number } | undefined
  forProvider?: ForProvider
  /** An error in the stream that takes nothing from the answer. */
  isHarmless?(error: unknown): boolean
}

type Stream = (
  options: AiSdkCall,
) => PromiseLike<{ stream: ReadableStream<AiSdkPart> }> | { stream: ReadableStream<AiSdkPart> }

const versions: ReadonlySet<unknown> = new Set(['v2', 'v3', 'v4'])
const patience = { firstMs: 70_000, gapMs: 60_000 }
/** How long a stream may go on behind the answer's end. */
const LINGER_MS = 1000

/** Any language model of the AI SDK, such as `mistral('mistral-large-latest')`. */
export function createAiSdkModel(
  languageModel: AiSdkLanguageModel,
  { timeouts = patience }: Pick<AiSdkOptions, 'timeouts'> = {},
): Model {
  if (!versions.has(languageModel.specificationVersion))
    throw new TypeError(
      'This is no language model of the AI SDK that can be asked: it has to be of specification v2, v3 or v4.',
    )
  return { stream: (request, on, signal) => streamAiSdk(languageModel, request, on, signal, { timeouts }) }
}

export async function streamAiSdk(
  languageModel: AiSdkLanguageModel,
  request: ModelRequest,
  on: ModelListener,
  signal: AbortSignal,
  { timeouts, forProvider, isHarmless }: AiSdkOptions,
): Promise<Outcome> {
  if (signal.aborted) return modelFailure('cancelled', { reason: 'cancelled before it was sent' })
  const leave = new AbortController()
  const call = aiSdkCall(request, leave.signal, forProvider)
  const reader = readParts(request, on, isHarmless)
  return new Promise((resolve, reject) => {
    pump((languageModel.doStream as Stream).bind(languageModel, call), {
      reader,
      leave,
      signal,
      timeouts,
      resolve,
      reject,
    })
  })
}

interface Reception {
  reader: PartReader
  /** Ends the request. */
  leave: AbortController
  signal: AbortSignal
  timeouts: AiSdkOptions['timeouts']
  resolve(outcome: Outcome): void
  reject(error: unknown): void
}

/** Reads one stream: settles once, whatever the stream does then, and lets go of it unless it ends by itself. */
function pump(open: () => ReturnType<Stream>, reception: Reception): void {
  const { reader, leave, signal, timeouts } = reception
  let settled = false
  let started = false
  let source: ReadableStreamDefaultReader<AiSdkPart> | undefined
  let timer = timeouts && setTimeout(onTimeout, timerMs(timeouts.firstMs))
  signal.addEventListener('abort', onAbort, { once: true })

  function close(): void {
    settled = true
    clearTimeout(timer)
    signal.removeEventListener('abort', onAbort)
  }

  function abandon(): void {
    leave.abort()
    source?.cancel().catch(() => {})
  }

  function settle(outcome: Outcome): void {
    if (settled) return
    close()
    if (outcome.kind === 'error') abandon()
    else timer = setTimeout(abandon, LINGER_MS).unref()
    reception.resolve(outcome)
  }

  function onAbort(): void {
    settle(modelFailure('cancelled', { reason: 'cancelled' }))
  }

  function onTimeout(): void {
    settle(modelFailure('timeout', { reason: started ? 'no part in time' : 'no answer in time' }))
  }

  function onFailure(error: unknown): void {
    clearTimeout(timer)
    settle(aiSdkFailure(error, started))
  }

  function onPart({ done, value }: ReadableStreamReadResult<AiSdkPart>): void {
    if (done) {
      clearTimeout(timer)
      settle(modelFailure('interrupted', { reason: 'ended without its last part' }))
      return
    }
    if (!settled) take(value)
    next()
  }

  function take(part: AiSdkPart): void {
    if (started) timer?.refresh()
    else begin()
    try {
      const outcome = reader.part(part)
      if (outcome) settle(outcome)
    } catch (error) {
      if (settled) return
      close()
      abandon()
      reception.reject(error)
    }
  }

  function begin(): void {
    started = true
    if (!timeouts) return
    clearTimeout(timer)
    timer = setTimeout(onTimeout, timerMs(timeouts.gapMs))
  }

  function next(): void {
    source?.read().then(onPart, onFailure)
  }

  function onOpen({ stream }: { stream: ReadableStream<AiSdkPart> }): void {
    source = stream.getReader()
    if (settled) abandon()
    next()
  }

  Promise.try(open).then(onOpen).catch(onFailure)
}
