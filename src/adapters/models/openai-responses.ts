import type { FinishReason, Model, ModelListener, ModelRequest, ModelUsage } from '../../ports/model.ts'
import { modelFailure } from './model-failure.ts'
import { providerError } from './provider-error.ts'
import { responsesBody } from './responses-body.ts'
import { createResponsesCalls } from './responses-calls.ts'
import { createEventStreams } from './stream-events.ts'
import type { FrameReader } from './frame-reader.ts'
import type { EventStreamOptions } from './stream-events.ts'
import { tokenUsage } from './token-usage.ts'
import { finishWith } from './tool-calls.ts'

interface ResponsesFrame {
  type?: unknown
  delta?: unknown
  error?: unknown
  item?: unknown
  response?: {
    output?: unknown
    error?: unknown
    incomplete_details?: { reason?: unknown } | null
    usage?: { input_tokens?: unknown; output_tokens?: unknown } | null
  } | null
}

/** OpenAI's Responses API, with nothing kept on its side. */
export function createOpenAiResponses(options: EventStreamOptions): Model & AsyncDisposable {
  const streams = createEventStreams(options)
  return {
    async stream(request, on, signal) {
      const reader = readResponses(request, on)
      const outcome = await streams.post('/responses', JSON.stringify(responsesBody(request)), reader, signal)
      const usage = reader.usage()
      if (usage) on.usage(usage)
      return outcome
    },
    [Symbol.asyncDispose]: () => streams[Symbol.asyncDispose](),
  }
}

function readResponses(request: ModelRequest, on: ModelListener): FrameReader & { usage(): ModelUsage | undefined } {
  const asked = createResponsesCalls()
  let usage: ModelUsage | undefined
  return {
    frame(frame: ResponsesFrame, event) {
      switch (frame.type) {
        case 'response.output_text.delta':
        case 'response.refusal.delta':
          if (typeof frame.delta === 'string' && frame.delta !== '') on.delta(frame.delta)
          return undefined
        case 'response.output_item.done':
          return asked.take(frame.item)
        case 'response.completed':
        case 'response.incomplete':
        case 'response.failed': {
          const counts = frame.response?.usage
          usage = tokenUsage(counts?.input_tokens, counts?.output_tokens)
          if (frame.type === 'response.failed') return providerError(frame.response)
          if (frame.type === 'response.incomplete') return { kind: 'finish', reason: cutReason(frame) }
          return asked.takeAll(frame.response?.output) ?? finishWith('stop', asked.calls(), request)
        }
        case 'error':
          return providerError(frame)
        default:
          return event === 'error' || frame.error ? providerError(frame) : undefined
      }
    },
    end: () => modelFailure('interrupted', { reason: 'ended without its last event' }),
    usage: () => usage,
  }
}

function cutReason(frame: ResponsesFrame): FinishReason {
  return frame.response?.incomplete_details?.reason === 'content_filter' ? 'content_filter' : 'length'
}
