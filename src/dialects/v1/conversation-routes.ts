import { DomainError } from '../../conversation/errors.ts'
import type { Engine } from '../../conversation/engine.ts'
import { type Route, route } from '../dialect.ts'
import { listOf, positionOf } from './cursors.ts'
import * as replies from './replies.ts'
import * as schema from './schema.ts'
import { scopeOf } from './send.ts'
import { snippetOf } from './snippet.ts'

function knownPersona(engine: Engine, persona: string | undefined): string | undefined {
  if (persona === undefined || engine.personas.has(persona)) return persona
  const known = engine.personas
    .list()
    .map(({ id }) => id)
    .join(', ')
  throw new DomainError('invalid', `This server has no persona of that name. Choose one of: ${known}.`, {
    problems: [{ path: ['body', 'persona'], message: `must be one of ${known}` }],
  })
}

export const conversationRoutes: readonly Route[] = [
  route({
    method: 'POST',
    path: '/v1/conversations',
    summary: 'Begin a conversation',
    schema: { body: schema.newConversation, response: { 201: replies.conversation } },
    async handle(request, engine) {
      const { persona, ...rest } = request.body ?? {}
      const body = await engine.createConversation(scopeOf(request), {
        ...rest,
        persona: knownPersona(engine, persona),
      })
      return { kind: 'body', status: 201, headers: { location: `/v1/conversations/${body.id}` }, body }
    },
  }),
  route({
    method: 'GET',
    path: '/v1/conversations',
    summary: 'Your conversations, latest first',
    schema: { querystring: schema.pageQuery, response: { 200: replies.listOf(replies.conversation) } },
    async handle(request, engine) {
      const { limit, cursor } = request.query
      const page = await engine.listConversations(scopeOf(request), {
        limit,
        from: positionOf(cursor, ['number', 'string']),
      })
      return { kind: 'body', status: 200, body: listOf(page) }
    },
  }),
  route({
    method: 'POST',
    path: '/v1/conversations/import',
    summary: 'Bring in a conversation from elsewhere',
    schema: { body: schema.importedConversation, response: { 201: replies.conversation } },
    large: true,
    async handle(request, engine) {
      const { title, persona, createdAt, messages } = request.body
      const body = await engine.importConversation(scopeOf(request), {
        title: title ?? null,
        persona: knownPersona(engine, persona),
        createdAt,
        messages,
      })
      return { kind: 'body', status: 201, headers: { location: `/v1/conversations/${body.id}` }, body }
    },
  }),
  route({
    method: 'GET',
    path: '/v1/conversations/:id',
    summary: 'One conversation',
    schema: { params: schema.byId, response: { 200: replies.conversation } },
    handle: async (request, engine) => ({
      kind: 'body',
      status: 200,
      body: await engine.conversation(scopeOf(request), request.params.id),
    }),
  }),
  route({
    method: 'PATCH',
    path: '/v1/conversations/:id',
    summary: 'Change title or metadata',
    schema: { params: schema.byId, body: schema.conversationChange, response: { 200: replies.conversation } },
    async handle(request, engine) {
      const { title, metadata } = request.body
      const change = { ...(title !== undefined && { title }), ...(metadata !== undefined && { metadata }) }
      return {
        kind: 'body',
        status: 200,
        body: await engine.updateConversation(scopeOf(request), request.params.id, change),
      }
    },
  }),
  route({
    method: 'DELETE',
    path: '/v1/conversations/:id',
    summary: 'Delete a conversation and everything under it',
    schema: { params: schema.byId, response: { 204: null } },
    async handle(request, engine) {
      await engine.deleteConversation(scopeOf(request), request.params.id)
      return { kind: 'body', status: 204 }
    },
  }),
  route({
    method: 'GET',
    path: '/v1/conversations/:id/messages',
    summary: 'The messages of a conversation, in their order',
    schema: {
      params: schema.byId,
      querystring: schema.messagesQuery,
      response: { 200: replies.listOf(replies.message) },
    },
    async handle(request, engine) {
      const { limit, cursor, order } = request.query
      const page = await engine.listMessages(scopeOf(request), request.params.id, {
        limit,
        order,
        from: positionOf(cursor, ['number']),
      })
      return { kind: 'body', status: 200, body: listOf(page) }
    },
  }),
  route({
    method: 'GET',
    path: '/v1/search',
    summary: 'Search your own messages',
    schema: { querystring: schema.searchQuery, response: { 200: replies.listOf(replies.hit) } },
    async handle(request, engine) {
      const { q, limit, cursor } = request.query
      const page = await engine.search(scopeOf(request), q, {
        limit,
        from: positionOf(cursor, ['number', 'number']),
      })
      return {
        kind: 'body',
        status: 200,
        body: listOf(page, (hit) => ({ ...hit, snippet: snippetOf(hit.message.content, q) })),
      }
    },
  }),
]
