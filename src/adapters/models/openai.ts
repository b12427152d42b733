import type { Model } from '../../ports/model.ts'
import { createOpenAiChat } from './openai-chat.ts'
import { createOpenAiResponses } from './openai-responses.ts'
import type { EventStreamOptions } from './stream-events.ts'

/** Responses, but for answers that are drawn with penalties, of which only Chat Completions knows. */
export function createOpenAi(options: EventStreamOptions): Model & AsyncDisposable {
  const stack = new AsyncDisposableStack()
  const chat = stack.use(createOpenAiChat(options))
  const responses = stack.use(createOpenAiResponses(options))
  return {
    stream(request, on, signal) {
      const hasPenalties = request.frequencyPenalty !== undefined || request.presencePenalty !== undefined
      return (hasPenalties ? chat : responses).stream(request, on, signal)
    },
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  }
}
