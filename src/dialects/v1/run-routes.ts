import { type Route, route } from '../dialect.ts'
import { nativeEvents, nativeExample } from '../native-events.ts'
import { cursorOf } from './cursors.ts'
import * as replies from './replies.ts'
import * as schema from './schema.ts'
import { reply, scopeOf } from './send.ts'

/** The answer when it is done, or the run at once, as the sender prefers. */
const sent = { 200: replies.answered, 202: replies.run }

export const runRoutes: readonly Route[] = [
  route({
    method: 'POST',
    path: '/v1/conversations/:id/messages',
    summary: 'Send a message and have it answered',
    schema: { params: schema.conversationId, body: schema.newMessage, response: sent },
    streams: nativeExample,
    heeds: ['accept', 'idempotency-key', 'prefer'],
    sends: ({ params }) => ({ session: params.id }),
    handle: (request, engine, settings) => {
      const { content, parentId } = request.body
      return reply(request, { kind: 'message', content, parentId }, engine, settings)
    },
  }),
  route({
    method: 'POST',
    path: '/v1/conversations/:id/messages/:messageId/regenerate',
    summary: 'Answer the same message again',
    schema: { params: schema.messageId, body: schema.regeneration, response: sent },
    streams: nativeExample,
    heeds: ['accept', 'idempotency-key', 'prefer'],
    sends: ({ params }) => ({ session: params.id }),
    handle: (request, engine, settings) =>
      reply(request, { kind: 'regenerate', messageId: request.params.messageId }, engine, settings),
  }),
  route({
    method: 'GET',
    path: '/v1/conversations/:id/run',
    summary: 'The run that answers this conversation now',
    schema: { params: schema.byId, response: { 200: replies.run, 204: null } },
    async handle(request, engine) {
      const run = await engine.currentRun(scopeOf(request), request.params.id)
      return run ? { kind: 'body', status: 200, body: run } : { kind: 'body', status: 204 }
    },
  }),
  route({
    method: 'GET',
    path: '/v1/runs/:id',
    summary: 'One run',
    schema: { params: schema.byId, response: { 200: replies.run } },
    handle: async (request, engine) => ({
      kind: 'body',
      status: 200,
      body: await engine.run(request.userId, request.params.id),
    }),
  }),
  route({
    method: 'GET',
    path: '/v1/runs/:id/events',
    summary: 'Follow a run from its start, or from a cursor',
    schema: { params: schema.byId, querystring: schema.eventsQuery },
    streams: nativeExample,
    heeds: ['last-event-id'],
    async handle(request, engine) {
      const { id } = request.params
      const { id: run } = await engine.run(request.userId, id)
      const after = cursorOf(run, request.header('last-event-id'), request.query.after)
      const reading = await engine.reading(request.userId, run, after)
      return { kind: 'stream', reading, encoder: nativeEvents, headers: { 'x-run-id': run } }
    },
  }),
  route({
    method: 'POST',
    path: '/v1/runs/:id/stop',
    summary: 'Stop a run; what was said so far stays',
    schema: { params: schema.byId, response: { 200: replies.run } },
    handle: async (request, engine, { answerWaitMs }) => ({
      kind: 'body',
      status: 200,
      body: await engine.stop(request.userId, request.params.id, answerWaitMs),
    }),
  }),
  route({
    method: 'POST',
    path: '/v1/runs/:id/tools/:callId',
    summary: 'Allow or refuse the use of a tool that waits for it',
    schema: { params: schema.toolUse, body: schema.decision, response: { 200: replies.decided } },
    async handle(request, engine) {
      const { id, callId } = request.params
      const state = await engine.decideTool(request.userId, id, callId, request.body.approve)
      return { kind: 'body', status: 200, body: { callId, state } }
    },
  }),
]
