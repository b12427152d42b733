import type { z } from 'zod'
import type { Engine } from '../../conversation/engine.ts'
import type { Scope } from '../../conversation/types.ts'
import { answerOf } from '../answer.ts'
import { type Dialect, route, type Route, type RouteOf, type WireRequest } from '../dialect.ts'
import { idempotencyOf } from '../idempotency.ts'
import { nativeEvents, nativeExample } from '../native-events.ts'
import { saidWith } from '../said-with.ts'
import { codec, messageOf, sessionOf } from './codec.ts'
import * as schema from './schema.ts'

const name = 'domain-guide'
const sessionPath = '/api/chat/sessions/:session_id'
const messagesAPage = 200

const scopeOf = ({ userId }: WireRequest): Scope => ({ userId, namespace: name })

function send(request: WireRequest<unknown, unknown, z.infer<typeof schema.chat>>, engine: Engine) {
  const { body } = request
  const id = body.sessionId || body.session_id
  return engine.send(scopeOf(request), {
    conversation: id ? { id } : { persona: name, externalId: null },
    dialect: name,
    ask: { kind: 'message', content: body.message },
    asked: { dropsEmpty: true },
    ...saidWith(request),
    ...idempotencyOf(request, body),
    whileRunning: 'queue',
  })
}

/** A JSON array of every message, as long as it may be. */
async function* allMessages(engine: Engine, scope: Scope, id: string): AsyncGenerator<string> {
  let separator = '['
  let from: readonly (string | number)[] | undefined
  do {
    const page = await engine.listExchanges(scope, id, {
      limit: messagesAPage,
      order: 'asc',
      ended: ['completed', 'stopped', 'blocked'],
      from,
    })
    for (const { question, answer } of page.items) {
      yield `${separator}${JSON.stringify(messageOf(question))},${JSON.stringify(messageOf(answer))}`
      separator = ','
    }
    from = page.next ?? undefined
  } while (from)
  yield separator === '[' ? '[]' : ']'
}

const retitle = (
  method: 'POST' | 'PATCH',
): RouteOf<z.infer<typeof schema.byId>, unknown, z.infer<typeof schema.change>> => ({
  method,
  path: sessionPath,
  summary: 'Give a session another title',
  schema: { params: schema.byId, body: schema.change, response: { 200: schema.sessionReply } },
  handle: async (request, engine) => ({
    kind: 'body',
    status: 200,
    body: sessionOf(await engine.updateConversation(scopeOf(request), request.params.session_id, request.body)),
  }),
})

const routes: readonly Route[] = [
  route({
    method: 'POST',
    path: '/api/chat',
    summary: 'Begin a session, or go on with one: the answer, whole; or as v1 events for `Accept: text/event-stream`',
    schema: { body: schema.chat, response: { 200: schema.answer } },
    streams: nativeExample,
    heeds: ['accept', 'idempotency-key'],
    sends: ({ body }) => ({ session: body.sessionId || body.session_id || undefined }),
    async handle(request, engine, settings) {
      const run = await send(request, engine)
      const reading = { run: run.id, userId: request.userId, after: 0 }
      const headers = { 'x-run-id': run.id }
      if (request.header('accept')?.toLowerCase().includes('text/event-stream') === true) {
        return { kind: 'stream', reading, encoder: nativeEvents, headers }
      }
      const { text } = await answerOf(engine, reading, request, settings)
      const body = { message: text, sessionId: run.conversationId, messageId: run.messageId }
      return { kind: 'body', status: 200, headers, body }
    },
  }),
  route({
    method: 'GET',
    path: '/api/chat/sessions',
    summary: 'Your sessions, latest first',
    schema: { querystring: schema.page, response: { 200: schema.sessions } },
    async handle(request, engine) {
      const { limit, offset } = request.query
      const { items } = await engine.listConversations(scopeOf(request), { limit, skip: offset })
      return { kind: 'body', status: 200, body: items.map(sessionOf) }
    },
  }),
  route({
    method: 'GET',
    path: sessionPath,
    summary: 'One session',
    schema: { params: schema.byId, response: { 200: schema.sessionReply } },
    handle: async (request, engine) => ({
      kind: 'body',
      status: 200,
      body: sessionOf(await engine.conversation(scopeOf(request), request.params.session_id)),
    }),
  }),
  route({
    method: 'GET',
    path: `${sessionPath}/messages`,
    summary: 'What was said in a session, oldest first',
    schema: { params: schema.byId, response: { 200: schema.messages } },
    async handle(request, engine) {
      const scope = scopeOf(request)
      const { id } = await engine.conversation(scope, request.params.session_id)
      const pieces = allMessages(engine, scope, id)
      return { kind: 'document', contentType: 'application/json; charset=utf-8', pieces }
    },
  }),
  route(retitle('POST')),
  route(retitle('PATCH')),
  route({
    method: 'DELETE',
    path: sessionPath,
    summary: 'Delete a session and its messages',
    schema: { params: schema.byId, response: { 200: schema.deleted } },
    async handle(request, engine) {
      await engine.deleteConversation(scopeOf(request), request.params.session_id)
      return { kind: 'body', status: 200, body: { success: true } }
    },
  }),
]

export const domainGuide: Dialect = {
  name,
  description: "The domain guide's chat sessions.",
  prefix: '/api/chat/sessions',
  openToPages: true,
  codec,
  routes,
}
