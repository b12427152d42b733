import { type Dialect, type Route, route } from '../dialect.ts'
import { createProblemCodec } from '../problem-codec.ts'
import { decide, decisionsIn } from './decide.ts'
import { createEncoder } from './encode-run.ts'
import { historyOf } from './history.ts'
import { follow, headersOf, runOf } from './resume.ts'
import * as schema from './schema.ts'
import { name, scopeOf, send } from './send.ts'

const example =
  'data: {"type":"start","messageId":"01a1fe53-dffc-79c5-8fbc-465d2908aca8"}\n\n' +
  'data: {"type":"text-start","id":"text-1"}\n\ndata: {"type":"text-delta","id":"text-1","delta":"Hi"}\n\n' +
  'data: {"type":"text-end","id":"text-1"}\n\ndata: {"type":"finish","finishReason":"stop"}\n\ndata: [DONE]\n\n'

/** `/api/chat` is the SDK's default, and belongs to others as well: who sends `messages` means this. */
const isChat = (body: unknown): boolean =>
  typeof body === 'object' && body !== null && 'messages' in body && Array.isArray(body.messages)

const routesAt = (base: string, isShared: boolean): Route[] => [
  route({
    method: 'POST',
    path: base,
    summary: `${isShared ? 'With `messages`: h' : 'H'}ave the newest message of a chat answered, as a UI message stream`,
    ...(isShared && { claims: isChat }),
    schema: { body: schema.chat },
    streams: example,
    heeds: ['idempotency-key'],
    sends: ({ body }) => ({ session: body.id }),
    async handle(request, engine, settings) {
      const scope = scopeOf(request)
      const decisions = decisionsIn(request.body)
      if (decisions.length > 0) {
        const asking = await decide(engine, scope, request.body, decisions)
        return follow(engine, scope, asking, { answered: decisions.map(({ callId }) => callId) })
      }
      const run = await send(request, engine, settings)
      // A run that the key has begun before may have come far.
      if (request.header('idempotency-key') !== undefined) return follow(engine, scope, run)
      return {
        kind: 'stream',
        reading: { run: run.id, userId: request.userId, after: 0 },
        encoder: createEncoder(),
        headers: headersOf(run.id),
      }
    },
  }),
  route({
    method: 'GET',
    path: `${base}/:id/stream`,
    summary: 'The answer that is being written in a chat, from its start; of a run, by its id, from a chunk on',
    schema: { params: schema.byId, querystring: schema.streamQuery, response: { 204: null } },
    streams: example,
    async handle(request, engine) {
      const scope = scopeOf(request)
      const run = await runOf(engine, scope, request.params.id)
      return run ? follow(engine, scope, run, request.query) : { kind: 'body', status: 204 }
    },
  }),
  route({
    method: 'POST',
    path: `${base}/:id/stop`,
    summary: 'Stop the answer that is being written in a chat; what was said so far stays',
    schema: { params: schema.byId, response: { 200: schema.stopped, 204: null } },
    async handle(request, engine, { answerWaitMs }) {
      const run = await runOf(engine, scopeOf(request), request.params.id)
      if (!run) return { kind: 'body', status: 204 }
      const { id: runId, state } = await engine.stop(request.userId, run.id, answerWaitMs)
      return { kind: 'body', status: 200, body: { runId, state } }
    },
  }),
  route({
    method: 'GET',
    path: `${base}/:id/messages`,
    summary: 'What was said in a chat, for a page that opens it',
    schema: { params: schema.byId, response: { 200: schema.told } },
    async handle(request, engine) {
      const scope = scopeOf(request)
      const chat = await engine.conversationNamed(scope, request.params.id)
      return { kind: 'body', status: 200, body: chat ? await historyOf(engine, scope, chat.id) : [] }
    },
  }),
]

export const aiSdk: Dialect = {
  name,
  description: 'The UI message stream of the AI SDK, for pages with `useChat`.',
  prefix: '/ai-sdk',
  openToPages: false,
  codec: createProblemCodec(),
  routes: [...routesAt('/api/chat', true), ...routesAt('/ai-sdk/chat', false)],
}
