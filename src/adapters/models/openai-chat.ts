import type { FinishReason, Model, ModelListener, ModelRequest, ModelUsage } from '../../ports/model.ts'
import { modelFailure } from './model-failure.ts'
import { providerError } from './provider-error.ts'
import { isReasoningModel } from './reasoning-model.ts'
import { createEventStreams } from './stream-events.ts'
import type { FrameReader } from './frame-reader.ts'
import type { EventStreamOptions } from './stream-events.ts'
import { tokenUsage } from './token-usage.ts'

interface ChatFrame {
  choices?: readonly ChatChoice[] | null
  usage?: { prompt_tokens?: unknown; completion_tokens?: unknown } | null
  error?: unknown
}

interface ChatChoice {
  delta?: { content?: unknown; refusal?: unknown } | null
  finish_reason?: unknown
}

/** Chat Completions, as OpenAI and those who imitate it speak it. */
export function createOpenAiChat(options: EventStreamOptions): Model & AsyncDisposable {
  const streams = createEventStreams(options)
  return {
    async stream(request, on, signal) {
      const reader = readChat(on)
      const outcome = await streams.post('/chat/completions', JSON.stringify(chatBody(request)), reader, signal)
      const usage = reader.usage()
      if (usage) on.usage(usage)
      return outcome
    },
    [Symbol.asyncDispose]: () => streams[Symbol.asyncDispose](),
  }
}

function chatBody({ format, ...request }: ModelRequest): object {
  const body = {
    model: request.model,
    messages: request.messages.map(({ role, content, name }) => ({ role, content, name })),
    stream: true,
    stream_options: { include_usage: true },
    response_format: format && {
      type: 'json_schema',
      json_schema: { name: format.name, schema: format.schema, strict: true },
    },
  }
  if (isReasoningModel(request.model)) return { ...body, max_completion_tokens: request.maxTokens }
  return {
    ...body,
    temperature: request.temperature,
    max_tokens: request.maxTokens,
    frequency_penalty: request.frequencyPenalty,
    presence_penalty: request.presencePenalty,
  }
}

function readChat(on: ModelListener): FrameReader & { usage(): ModelUsage | undefined } {
  let reason: FinishReason | undefined
  let usage: ModelUsage | undefined
  return {
    frame(frame: ChatFrame, event) {
      if ((frame.error !== undefined && frame.error !== null) || event === 'error') return providerError(frame)
      const choice = frame.choices?.[0]
      const text = choice?.delta?.content ?? choice?.delta?.refusal
      if (typeof text === 'string' && text !== '') on.delta(text)
      const said = choice?.finish_reason
      if (typeof said === 'string' && said !== '') reason = finishReason(said)
      // Some repeat it in every frame: the last one counts.
      if (frame.usage) usage = tokenUsage(frame.usage.prompt_tokens, frame.usage.completion_tokens) ?? usage
      return undefined
    },
    end: () =>
      reason ? { kind: 'finish', reason } : modelFailure('interrupted', { reason: 'ended without a finish_reason' }),
    usage: () => usage,
  }
}

function finishReason(said: string): FinishReason {
  return said === 'length' || said === 'content_filter' ? said : 'stop'
}
