import { defaultPersona } from '../../personas/personas.ts'
import { type Route, route } from '../dialect.ts'
import { settingsChange } from './memory-schema.ts'
import * as replies from './replies.ts'
import * as schema from './schema.ts'

export const personRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/v1/me',
    summary: 'Who you are here, and what you have chosen',
    schema: { response: { 200: replies.me } },
    handle: async ({ userId }, engine) => ({
      kind: 'body',
      status: 200,
      body: { userId, ...(await engine.settings(userId)) },
    }),
  }),
  route({
    method: 'PATCH',
    path: '/v1/me',
    summary: 'Choose your country and language, and whether anything is remembered of you',
    schema: { body: settingsChange, response: { 200: replies.me } },
    async handle({ userId, body }, engine) {
      const { country, language, memory } = body
      const change = {
        ...(country !== undefined && { country }),
        ...(language !== undefined && { language }),
        ...(memory !== undefined && { memory }),
      }
      return { kind: 'body', status: 200, body: { userId, ...(await engine.changeSettings(userId, change)) } }
    },
  }),
  route({
    method: 'GET',
    path: '/v1/me/export',
    summary: 'Everything of yours, as one JSON document',
    schema: { response: { 200: replies.exported } },
    handle: async (request, engine) => ({
      kind: 'document',
      contentType: 'application/json; charset=utf-8',
      headers: { 'content-disposition': 'attachment; filename="colloquy-export.json"' },
      pieces: engine.exportPerson(request.userId),
    }),
  }),
  route({
    method: 'DELETE',
    path: '/v1/me',
    summary: 'Erase everything of yours',
    schema: { response: { 200: replies.erased } },
    handle: async (request, engine) => ({
      kind: 'body',
      status: 200,
      body: { erased: await engine.erasePerson(request.userId, 'user') },
    }),
  }),
  route({
    method: 'GET',
    path: '/v1/usage',
    summary: 'What your answers have cost',
    schema: { querystring: schema.usageQuery, response: { 200: replies.listOf(replies.usageLine) } },
    async handle(request, engine) {
      const { from, to, group } = request.query
      const lines = await engine.usage(
        request.userId,
        { ...(from !== undefined && { from }), ...(to !== undefined && { to }) },
        group,
      )
      const name = group === 'conversation' ? 'conversationId' : group
      const data = lines.map(({ key, runs, usage }) => ({ [name]: key, runs, ...usage }))
      return { kind: 'body', status: 200, body: { data, nextCursor: null } }
    },
  }),
  route({
    method: 'POST',
    path: '/v1/messages/:id/feedback',
    summary: 'Say whether an answer was good',
    schema: { params: schema.byId, body: schema.feedback, response: { 200: replies.rating } },
    async handle(request, engine) {
      const { rating, comment } = request.body
      return {
        kind: 'body',
        status: 200,
        body: await engine.rate(request.userId, request.params.id, rating, comment ?? null),
      }
    },
  }),
  route({
    method: 'GET',
    path: '/v1/personas',
    summary: 'Who may answer',
    schema: { response: { 200: replies.listOf(replies.persona) } },
    handle: async (_request, engine) => {
      const data = engine.personas.list().map(({ id, name, description, parameters }) => ({
        id,
        name,
        description,
        parameters,
        default: id === defaultPersona,
      }))
      return { kind: 'body', status: 200, body: { data, nextCursor: null } }
    },
  }),
  route({
    method: 'GET',
    path: '/v1/models',
    summary: 'What `model` may be',
    schema: { response: { 200: replies.listOf(replies.model) } },
    handle: async (_request, _engine, { models }) => ({
      kind: 'body',
      status: 200,
      body: { data: models.map((id, i) => ({ id, default: i === 0 })), nextCursor: null },
    }),
  }),
]
