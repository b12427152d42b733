import type { FinishReason, Model, ModelListener, ModelRequest, ModelUsage } from '../../ports/model.ts'
import { modelFailure } from './model-failure.ts'
import { providerError } from './provider-error.ts'
import { isReasoningModel } from './reasoning-model.ts'
import { createEventStreams } from './stream-events.ts'
import type { FrameReader } from './frame-reader.ts'
import type { EventStreamOptions } from './stream-events.ts'
import { tokenUsage } from './token-usage.ts'

interface ResponsesFrame {
  type?: unknown
  delta?: unknown
  error?: unknown
  response?: {
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
      const reader = readResponses(on)
      const outcome = await streams.post('/responses', JSON.stringify(responsesBody(request)), reader, signal)
      const usage = reader.usage()
      if (usage) on.usage(usage)
      return outcome
    },
    [Symbol.asyncDispose]: () => streams[Symbol.asyncDispose](),
  }
}

function responsesBody({ format, ...request }: ModelRequest): object {
  const { messages } = request
  const spoken = messages.findIndex((message) => message.role !== 'system')
  // Instructions alone are no input: a request that has nothing else sends them as items.
  const lead = Math.max(spoken, 0)
  const instructions = messages.slice(0, lead).map((message) => message.content)
  return {
    model: request.model,
    instructions: lead > 0 ? instructions.join('\n\n') : undefined,
    input: messages.slice(lead).map(({ role, content }) => ({ role, content })),
    stream: true,
    store: false,
    text: format && { format: { type: 'json_schema', name: format.name, schema: format.schema, strict: true } },
    temperature: isReasoningModel(request.model) ? undefined : request.temperature,
    max_output_tokens: request.maxTokens,
  }
}

function readResponses(on: ModelListener): FrameReader & { usage(): ModelUsage | undefined } {
  let usage: ModelUsage | undefined
  return {
    frame(frame: ResponsesFrame, event) {
      switch (frame.type) {
        case 'response.output_text.delta':
        case 'response.refusal.delta':
          if (typeof frame.delta === 'string' && frame.delta !== '') on.delta(frame.delta)
          return undefined
        case 'response.completed':
        case 'response.incomplete':
        case 'response.failed': {
          const counts = frame.response?.usage
          usage = tokenUsage(counts?.input_tokens, counts?.output_tokens)
          if (frame.type === 'response.failed') return providerError(frame.response)
          return { kind: 'finish', reason: frame.type === 'response.completed' ? 'stop' : cutReason(frame) }
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
