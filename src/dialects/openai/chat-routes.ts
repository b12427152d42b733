import type { Engine } from '../../conversation/engine.ts'
import { DomainError } from '../../conversation/errors.ts'
import type { WholeAnswer } from '../../conversation/read-answer.ts'
import { answerOf } from '../answer.ts'
import { type DialectSettings, type Headers, type Reply, type Route, route, type WireRequest } from '../dialect.ts'
import { createChatEncoder, finishReasonOf, usageOf } from './chat-frames.ts'
import { askChat, type AskedChat, sessionOf } from './chat-request.ts'
import { type Chat, chat, completion } from './chat-schema.ts'
import { beginningOfRun, completionId, wireId } from './ids.ts'

const example =
  'data: {"id":"chatcmpl-01a1fe53-dffc-79c5-8fbc-465d2908aca8","object":"chat.completion.chunk","created":1790000000,"model":"gpt-4","choices":[{"index":0,"delta":{"content":"Hi"},"logprobs":null,"finish_reason":null}]}\n\ndata: [DONE]\n\n'

function headersOf({ reading, conversationId }: AskedChat, { correlationId }: WireRequest): Headers {
  return {
    'x-request-id': correlationId,
    'x-run-id': reading.run,
    ...(conversationId !== null && { 'x-conversation-id': wireId('conversation', conversationId) }),
  }
}

/** An SDK that asks again of its own accord says the message a second time, unless its key says that it is the same. */
export function withoutRepeats(error: unknown, { header }: Pick<WireRequest, 'header'>, isStored: boolean): unknown {
  if (!(error instanceof DomainError) || !error.retryable) return error
  const hasKey = header('idempotency-key') !== undefined
  const mayBeAsked = isStored ? hasKey : error.code !== 'answer_pending'
  if (mayBeAsked) return error
  const { code, detail, extra, retryAfterSeconds, cause } = error
  return new DomainError(code, detail, { extra, cause, ...(retryAfterSeconds !== undefined && { retryAfterSeconds }) })
}

function completionOf({ reading, model }: AskedChat, { text, end }: WholeAnswer) {
  const { run } = reading
  const { message } = end.data
  const usage = usageOf(message.usage)
  return {
    id: completionId(run),
    object: 'chat.completion',
    created: beginningOfRun(run),
    model: message.model ?? model ?? '',
    choices: [
      {
        index: 0,
        message: { role: 'assistant', content: text, refusal: null },
        logprobs: null,
        finish_reason: finishReasonOf(end),
      },
    ],
    ...(usage && { usage }),
  }
}

async function whole(
  asked: AskedChat,
  request: WireRequest,
  engine: Engine,
  settings: DialectSettings,
): Promise<Reply> {
  try {
    const answer = await answerOf(engine, asked.reading, request, settings)
    return { kind: 'body', status: 200, headers: headersOf(asked, request), body: completionOf(asked, answer) }
  } catch (error) {
    throw withoutRepeats(error, request, asked.conversationId !== null)
  }
}

export const chatRoutes: readonly Route[] = [
  route<unknown, unknown, Chat>({
    method: 'POST',
    path: '/openai/v1/chat/completions',
    summary: 'An answer to these messages; with a session, to the newest of them in a conversation that is kept',
    schema: { body: chat, response: { 200: completion } },
    streams: example,
    heeds: ['idempotency-key'],
    sends: (request) => ({ session: sessionOf(request) }),
    async handle(request, engine, settings) {
      const asked = await askChat(request, engine, settings)
      const { reading, model, conversationId } = asked
      const { body } = request
      if (body.stream !== true) return whole(asked, request, engine, settings)
      const encoder = createChatEncoder({
        run: reading.run,
        model,
        stored: conversationId !== null,
        includesUsage: body.stream_options?.include_usage === true,
      })
      return { kind: 'stream', reading, encoder, headers: headersOf(asked, request) }
    },
  }),
]
