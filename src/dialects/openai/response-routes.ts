import type { Engine } from '../../conversation/engine.ts'
import { DomainError } from '../../conversation/errors.ts'
import { beginningOf } from '../../conversation/seq.ts'
import type { Message, Run } from '../../conversation/types.ts'
import { answerOf } from '../answer.ts'
import { type DialectSettings, type Headers, type Reply, type Route, route, type WireRequest } from '../dialect.ts'
import { scopeOf } from './chat-request.ts'
import { withoutRepeats } from './chat-routes.ts'
import { idIn, wireId } from './ids.ts'
import { invalid, unsupported } from './refusals.ts'
import { createResponseEncoder } from './response-frames.ts'
import { type AskedResponse, askResponse, conversationIdIn, outlineOf, runOf } from './response-request.ts'
import { resumption } from './response-resume.ts'
import * as schema from './response-schema.ts'
import type { NewResponse } from './response-schema.ts'
import { type Outline, responseOf, standingBefore, standingOf, toItem } from './response-shape.ts'

const example =
  'event: response.output_text.delta\ndata: {"type":"response.output_text.delta","sequence_number":8,"item_id":"msg_01a1fe53-dffc-79c5-8fbc-465d2908aca8","output_index":0,"content_index":0,"delta":"Hi","logprobs":[]}\n\n'

function headersOf({ correlationId }: WireRequest, { run, conversationId }: Outline): Headers {
  return {
    'x-request-id': correlationId,
    'x-run-id': run,
    ...(conversationId !== null && { 'x-conversation-id': wireId('conversation', conversationId) }),
  }
}

async function whole(
  { outline, reading, run }: AskedResponse,
  request: WireRequest,
  engine: Engine,
  settings: DialectSettings,
): Promise<Reply> {
  try {
    const { end } = await answerOf(engine, reading, request, settings)
    const told = { ...outline, model: end.data.message.model ?? outline.model }
    return { kind: 'body', status: 200, headers: headersOf(request, outline), body: responseOf(told, standingOf(end)) }
  } catch (error) {
    throw withoutRepeats(error, request, run !== undefined)
  }
}

/** As it is by now. */
async function standing(
  request: WireRequest,
  engine: Engine,
  run: Run,
  { answerWaitMs }: DialectSettings,
): Promise<Reply> {
  const { userId } = request
  const outline = await outlineOf(engine, userId, run)
  const headers = headersOf(request, outline)
  if (run.endedAt === null)
    return { kind: 'body', status: 200, headers, body: responseOf(outline, standingBefore(run)) }
  const reading = { run: run.id, userId, after: beginningOf(run.attempt) }
  const answer = await engine.answer(reading, answerWaitMs, request.left())
  if (!answer) {
    // It may have been deleted since.
    await engine.run(userId, run.id)
    throw new DomainError('answer_pending', 'The response could not be read in time. Ask for it again in a moment.', {
      retryable: true,
      retryAfterSeconds: 5,
    })
  }
  return { kind: 'body', status: 200, headers, body: responseOf(outline, standingOf(answer.end)) }
}

const runIn = ({ userId, params }: WireRequest<{ response_id: string }>, engine: Engine): Promise<Run> =>
  runOf(engine, userId, idIn('response', params.response_id))

/** One that others go on from, or that stands among what somebody has put together, cannot go alone. */
async function deleteAlone(request: WireRequest, engine: Engine, run: Run): Promise<void> {
  const { userId } = request
  const { kept } = await outlineOf(engine, userId, run)
  const scope = scopeOf(request)
  const { items } = await engine.listMessages(scope, run.conversationId, { limit: 1, order: 'desc' })
  if (kept.named || kept.previous !== null || items[0]?.id !== run.messageId) {
    const whole = wireId('conversation', run.conversationId)
    throw unsupported(
      'response_id',
      `This response is part of a conversation, of which no part can be deleted alone. DELETE /openai/v1/conversations/${whole} deletes all of it.`,
    )
  }
  await engine.deleteConversation(scope, run.conversationId)
}

interface ItemsPage {
  limit: number
  order: 'asc' | 'desc'
  after?: string | undefined
}

export const listOf = (items: readonly Message[], hasMore: boolean) => {
  const data = items.map(toItem)
  return {
    object: 'list',
    data,
    first_id: data[0]?.id ?? null,
    last_id: data.at(-1)?.id ?? null,
    has_more: hasMore,
  }
}

const notListed = (): DomainError =>
  invalid('after', 'There is no item of that id in this list. Read the list from its start.')

/** Where a list goes on. */
export async function positionOf(
  engine: Engine,
  userId: string,
  conversationId: string,
  after: string | undefined,
): Promise<[number] | undefined> {
  if (after === undefined) return undefined
  const message = await engine.message(userId, idIn('message', after, 'after'))
  if (message.conversationId === conversationId) return [message.seq]
  throw notListed()
}

/** What came with the request of a response: the message that is answered, and those that its conversation began with. */
async function inputItems(request: WireRequest, engine: Engine, run: Run, page: ItemsPage) {
  const { userId } = request
  const scope = scopeOf(request)
  const { limit, order } = page
  const { kept } = await outlineOf(engine, userId, run)
  const asked = await engine.message(userId, run.userMessageId)
  const first = asked.seq - kept.before
  const given = await positionOf(engine, userId, run.conversationId, page.after)
  if (given && (given[0] < first || given[0] > asked.seq)) throw notListed()
  const start: [number] = order === 'asc' ? [first - 1] : [asked.seq + 1]
  const from = given ?? start
  const room = order === 'asc' ? asked.seq - from[0] : from[0] - first
  const wanted = Math.max(0, Math.min(limit, room))
  if (wanted === 0) return listOf([], false)
  const { items } = await engine.listMessages(scope, run.conversationId, { limit: wanted, order, from })
  return listOf(items, items.length < room)
}

const byId = schema.byResponse

export const responseRoutes: readonly Route[] = [
  route<unknown, unknown, NewResponse>({
    method: 'POST',
    path: '/openai/v1/responses',
    summary: 'A response to this input: whole, as it is written, or in the background',
    schema: { body: schema.newResponse, response: { 200: schema.response } },
    streams: example,
    heeds: ['idempotency-key'],
    sends: ({ body }) => ({ session: conversationIdIn(body) }),
    async handle(request, engine, settings) {
      const asked = await askResponse(request, engine, settings)
      const { outline, reading, run } = asked
      const { body } = request
      if (body.stream === true)
        return {
          kind: 'stream',
          reading,
          encoder: createResponseEncoder(outline),
          headers: headersOf(request, outline),
        }
      if (body.background === true && run) return standing(request, engine, run, settings)
      return whole(asked, request, engine, settings)
    },
  }),
  route({
    method: 'GET',
    path: '/openai/v1/responses/:response_id',
    summary: 'One response as it is by now; with `stream=true` its events, from its start or after `starting_after`',
    schema: { params: byId, querystring: schema.retrieval, response: { 200: schema.response } },
    streams: example,
    async handle(request, engine, settings) {
      const { userId, query } = request
      const run = await runIn(request, engine)
      const { stream, starting_after: number } = query
      if (!stream) return standing(request, engine, run, settings)
      const outline = await outlineOf(engine, userId, run)
      const headers = headersOf(request, outline)
      if (number === undefined) {
        const reading = { run: run.id, userId, after: beginningOf(run.attempt) }
        return { kind: 'stream', reading, encoder: createResponseEncoder(outline), headers }
      }
      const { reading, before } = await resumption(engine, userId, run, number)
      return { kind: 'stream', reading, encoder: createResponseEncoder(outline, before), headers }
    },
  }),
  route({
    method: 'POST',
    path: '/openai/v1/responses/:response_id/cancel',
    summary: 'Stop a response; what was said so far stays',
    schema: { params: byId, response: { 200: schema.response } },
    async handle(request, engine, settings) {
      const { id } = await runIn(request, engine)
      const run = await engine.stop(request.userId, id, settings.answerWaitMs)
      return standing(request, engine, run, settings)
    },
  }),
  route({
    method: 'DELETE',
    path: '/openai/v1/responses/:response_id',
    summary: 'Delete a response that stands alone, with all that was said for it',
    schema: { params: byId, response: { 200: schema.deleted } },
    async handle(request, engine) {
      await deleteAlone(request, engine, await runIn(request, engine))
      const headers = { 'x-request-id': request.correlationId }
      const body = { id: request.params.response_id, object: 'response', deleted: true }
      return { kind: 'body', status: 200, headers, body }
    },
  }),
  route({
    method: 'GET',
    path: '/openai/v1/responses/:response_id/input_items',
    summary: 'What a response was asked with',
    schema: { params: byId, querystring: schema.itemsPage, response: { 200: schema.itemList } },
    async handle(request, engine) {
      const run = await runIn(request, engine)
      const headers = { 'x-request-id': request.correlationId }
      return { kind: 'body', status: 200, headers, body: await inputItems(request, engine, run, request.query) }
    },
  }),
]
