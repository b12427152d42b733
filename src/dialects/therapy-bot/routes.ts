import type { z } from 'zod'
import type { Engine } from '../../conversation/engine.ts'
import { beginningOf } from '../../conversation/seq.ts'
import type { Reading } from '../../streams/follow-run.ts'
import { type Dialect, type Reply, route, type WireRequest } from '../dialect.ts'
import { has } from '../fields.ts'
import { idempotencyOf } from '../idempotency.ts'
import { saidWith } from '../said-with.ts'
import { codec, createEncoder, createResumableEncoder, errorFrame, missing } from './codec.ts'
import { resume } from './events.ts'
import * as schema from './schema.ts'

const name = 'therapy-bot'

const example = 'data: {"content": "I understand"}\n\n'

const information = {
  name: 'TherapyBot API',
  version: '1.0.0',
  status: 'running',
  endpoints: {
    '/': 'API information',
    '/health': 'Health check endpoint',
    '/chat': 'Chat endpoint (POST) - accepts message, sessionId, userId',
  },
}

async function send(request: WireRequest, body: z.infer<typeof schema.chat>, engine: Engine): Promise<Reading> {
  const userId = request.personNamed(body.userId)
  const run = await engine.send(
    { userId, namespace: name },
    {
      conversation: { persona: name, externalId: body.sessionId },
      dialect: name,
      ask: { kind: 'message', content: body.message },
      asked: { dropsEmpty: true, memory: request.isSomebody(body.userId) },
      ...saidWith(request),
      ...idempotencyOf(request, body),
      whileRunning: 'queue',
    },
  )
  return { run: run.id, userId, after: beginningOf(run.attempt) }
}

/** Where a browser that comes back goes on. */
const lastHeard = (request: Pick<WireRequest, 'header'>): string | undefined =>
  request.header('last-event-id') || undefined

/** A stream of one frame. */
const told = (frame: string): Reply => ({
  kind: 'document',
  contentType: 'text/event-stream; charset=utf-8',
  headers: { 'cache-control': 'no-cache', 'x-accel-buffering': 'no' },
  pieces: [frame],
})

export const therapyBot: Dialect = {
  name,
  description: 'TherapyBot: conversations by `sessionId` and `userId`.',
  openToPages: true,
  codec,
  routes: [
    route({
      method: 'GET',
      path: '/',
      access: 'open',
      summary: 'What there is',
      schema: { response: { 200: schema.information } },
      handle: async () => ({ kind: 'body', status: 200, body: information }),
    }),
    route({
      method: 'POST',
      path: '/chat',
      summary: 'With `sessionId` or `userId`: an answer in this session, as it is written',
      claims: (body) => has(body, 'sessionId') || has(body, 'userId'),
      schema: { body: schema.chat },
      streams: example,
      heeds: ['idempotency-key'],
      sends: ({ body }) => ({ person: body.userId, session: body.sessionId }),
      async handle(request, engine) {
        const reading = await send(request, request.body, engine)
        return { kind: 'stream', reading, encoder: createEncoder(), headers: { 'x-run-id': reading.run } }
      },
    }),
    route({
      method: 'GET',
      path: '/chat',
      summary: 'The same for an EventSource, which can only GET; it is taken up again by `Last-Event-ID`',
      schema: { querystring: schema.chatQuery },
      streams: example,
      heeds: ['idempotency-key', 'last-event-id'],
      sends(request) {
        const sent = lastHeard(request) === undefined ? schema.chat.safeParse(request.query) : undefined
        return sent?.success === true ? { person: sent.data.userId, session: sent.data.sessionId } : undefined
      },
      async handle(request, engine) {
        const { query } = request
        const lastEventId = lastHeard(request)
        if (lastEventId !== undefined) {
          const userId = typeof query.userId === 'string' && query.userId !== '' ? query.userId : undefined
          return resume(engine, { userId: request.personNamed(userId), namespace: name }, lastEventId)
        }
        const body = schema.chat.safeParse(query)
        if (!body.success) {
          // The id makes a browser that comes back say so, and leave it at that.
          return told(errorFrame(`Missing required fields. ${missing}`).replace(/\n$/, 'id: 0\n\n'))
        }
        const reading = await send(request, body.data, engine)
        const encoder = createResumableEncoder({ after: 0, pieces: 0 })
        return { kind: 'stream', reading, encoder, headers: { 'x-run-id': reading.run } }
      },
    }),
  ],
}
