import type { FinishReason, Model, ModelListener, ModelRequest, ModelUsage } from '../../ports/model.ts'
import { chatBody } from './chat-body.ts'
import { type ChatCalls, createChatCalls } from './chat-calls.ts'
import { readFinishReason } from './finish-reason.ts'
import { modelFailure } from './model-failure.ts'
import { providerError } from './provider-error.ts'
import { createEventStreams } from './stream-events.ts'
import type { FrameReader } from './frame-reader.ts'
import type { EventStreamOptions } from './stream-events.ts'
import { tokenUsage } from './token-usage.ts'
import { finishWith } from './tool-calls.ts'

interface ChatFrame {
  choices?: readonly ChatChoice[] | null
  usage?: { prompt_tokens?: unknown; completion_tokens?: unknown } | null
  error?: unknown
}

interface ChatChoice {
  delta?: { content?: unknown; refusal?: unknown; tool_calls?: unknown } | null
  finish_reason?: unknown
}

/** Chat Completions, as OpenAI and those who imitate it speak it. */
export function createOpenAiChat(options: EventStreamOptions): Model & AsyncDisposable {
  const streams = createEventStreams(options)
  return {
    async stream(request, on, signal) {
      const reader = readChat(request, on)
      const outcome = await streams.post('/chat/completions', JSON.stringify(chatBody(request)), reader, signal)
      const usage = reader.usage()
      if (usage) on.usage(usage)
      return outcome
    },
    [Symbol.asyncDispose]: () => streams[Symbol.asyncDispose](),
  }
}

function readChat(request: ModelRequest, on: ModelListener): FrameReader & { usage(): ModelUsage | undefined } {
  let reason: FinishReason | 'given_up' | undefined
  let usage: ModelUsage | undefined
  let asked: ChatCalls | undefined
  return {
    frame(frame: ChatFrame, event) {
      if ((frame.error !== undefined && frame.error !== null) || event === 'error') return providerError(frame)
      const choice = frame.choices?.[0]
      const delta = choice?.delta
      const text = delta?.content || delta?.refusal
      if (typeof text === 'string' && text !== '') on.delta(text)
      const calls = delta?.tool_calls
      const said = choice?.finish_reason
      if (typeof said === 'string' && said !== '') reason = readFinishReason(said)
      // Some repeat it in every frame: the last one counts.
      if (frame.usage) usage = tokenUsage(frame.usage.prompt_tokens, frame.usage.completion_tokens) ?? usage
      return calls === undefined ? undefined : (asked ??= createChatCalls()).take(calls)
    },
    end() {
      if (reason === undefined) return modelFailure('interrupted', { reason: 'ended without a finish_reason' })
      if (reason === 'given_up') return modelFailure('unavailable', { reason: 'the server gave the answer up' })
      return finishWith(reason, asked?.calls() ?? [], request)
    },
    usage: () => usage,
  }
}
