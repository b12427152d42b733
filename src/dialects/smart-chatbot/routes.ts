import type { z } from 'zod'
import type { Engine } from '../../conversation/engine.ts'
import { beginningOf } from '../../conversation/seq.ts'
import type { Scope } from '../../conversation/types.ts'
import type { Reading } from '../../streams/follow-run.ts'
import { answerOf } from '../answer.ts'
import { type Dialect, route, type Sending, type WireRequest } from '../dialect.ts'
import { has } from '../fields.ts'
import { idempotencyOf } from '../idempotency.ts'
import { saidWith } from '../said-with.ts'
import { codec, createEncoder } from './codec.ts'
import { detailedHealthOf, healthOf } from './health.ts'
import * as schema from './schema.ts'

const name = 'smart-chatbot'

const example = 'data: {"content": "Hello!", "done": false}\n\ndata: {"content": "", "done": true}\n\ndata: [DONE]\n\n'

/** A person has one conversation here, and never hears its id. */
const externalId = 'history'
const contextExchanges = 5

const scopeOf = (request: WireRequest, userId: string): Scope => ({
  userId: request.personNamed(userId),
  namespace: name,
})

/** A person has one session here: what bounds the person bounds it. */
const sends = ({ body }: WireRequest<unknown, unknown, z.infer<typeof schema.chat>>): Sending => ({
  person: body.user_id,
})

async function send(
  request: WireRequest<unknown, unknown, z.infer<typeof schema.chat>>,
  engine: Engine,
): Promise<Reading> {
  const { body } = request
  const scope = scopeOf(request, body.user_id)
  const run = await engine.send(scope, {
    conversation: { persona: name, externalId },
    dialect: name,
    ask: { kind: 'message', content: body.message },
    asked: { exchanges: contextExchanges, tallyUpTo: schema.shownExchanges, dropsEmpty: true },
    ...saidWith(request),
    ...idempotencyOf(request, body),
    whileRunning: 'queue',
  })
  return { run: run.id, userId: scope.userId, after: beginningOf(run.attempt) }
}

export const smartChatbot: Dialect = {
  name,
  description: 'Smart Chatbot: a conversation with each person, by `user_id`.',
  openToPages: true,
  codec,
  routes: [
    route({
      method: 'POST',
      path: '/api/chat',
      summary: "With `user_id`: an answer to this person's message, as it is written",
      claims: (body) => has(body, 'user_id'),
      schema: { body: schema.chat },
      streams: example,
      heeds: ['idempotency-key'],
      sends,
      async handle(request, engine) {
        const reading = await send(request, engine)
        return { kind: 'stream', reading, encoder: createEncoder(), headers: { 'x-run-id': reading.run } }
      },
    }),
    route({
      method: 'POST',
      path: '/api/chat/simple',
      summary: 'The same, whole',
      schema: { body: schema.chat, response: { 200: schema.simpleAnswer } },
      heeds: ['idempotency-key'],
      sends,
      async handle(request, engine, settings) {
        const reading = await send(request, engine)
        const { text, end } = await answerOf(engine, reading, request, settings)
        const { user_id, message } = request.body
        const timestamp = end.data.message.createdAt
        const headers = { 'x-run-id': reading.run }
        return { kind: 'body', status: 200, headers, body: { user_id, message, response: text, timestamp } }
      },
    }),
    route({
      method: 'GET',
      path: '/api/chat/history/:user_id',
      summary: 'The latest exchanges with this person, oldest first',
      schema: { params: schema.user, querystring: schema.historyQuery, response: { 200: schema.history } },
      async handle(request, engine) {
        const { user_id } = request.params
        const scope = scopeOf(request, user_id)
        const conversation = await engine.conversationNamed(scope, externalId)
        const page = conversation
          ? await engine.listExchanges(scope, conversation.id, {
              limit: request.query.limit || schema.shownExchanges,
              order: 'desc',
              ended: ['completed'],
            })
          : { items: [] }
        const history = page.items.reverse().map(({ question, answer }) => ({
          timestamp: question.createdAt,
          user_message: question.content,
          assistant_response: answer.content,
        }))
        return { kind: 'body', status: 200, body: { user_id, history, count: history.length } }
      },
    }),
    route({
      method: 'DELETE',
      path: '/api/chat/history/:user_id',
      summary: 'Forget all exchanges with this person',
      schema: { params: schema.user, response: { 200: schema.cleared } },
      async handle(request, engine) {
        const { user_id } = request.params
        const scope = scopeOf(request, user_id)
        const conversation = await engine.conversationNamed(scope, externalId)
        if (conversation) await engine.deleteConversation(scope, conversation.id)
        return { kind: 'body', status: 200, body: { message: `Chat history cleared for user ${user_id}` } }
      },
    }),
    route({
      method: 'GET',
      path: '/api/health',
      access: 'open',
      summary: 'Alive, with counts',
      schema: { response: { 200: schema.health } },
      handle: async (_request, engine, settings) => ({
        kind: 'body',
        status: 200,
        body: await healthOf(name, engine, settings),
      }),
    }),
    route({
      method: 'GET',
      path: '/api/health/detailed',
      summary: 'Alive, with counts, configuration and system',
      schema: { response: { 200: schema.detailedHealth } },
      handle: async (_request, engine, settings) => ({
        kind: 'body',
        status: 200,
        body: await detailedHealthOf(name, engine, settings),
      }),
    }),
  ],
}
