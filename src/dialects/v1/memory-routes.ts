import { type Route, route } from '../dialect.ts'
import { listOf, positionOf } from './cursors.ts'
import * as schema from './memory-schema.ts'
import * as replies from './replies.ts'
import { byId } from './schema.ts'

export const memoryRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/v1/memories',
    summary: 'What is remembered of you, latest first; with `q`, what holds every word of it',
    schema: { querystring: schema.listQuery, response: { 200: replies.listOf(replies.memory) } },
    async handle({ userId, query }, { memory }) {
      const { q, limit, cursor } = query
      const from = positionOf(cursor, ['number'])
      const page = await memory.list(userId, { limit, from, ...(q !== undefined && { text: q }) })
      return { kind: 'body', status: 200, body: listOf(page) }
    },
  }),
  route({
    method: 'POST',
    path: '/v1/memories',
    summary: 'Have something remembered, in your own words',
    schema: { body: schema.newMemory, response: { 201: replies.memory } },
    async handle({ userId, body }, { memory }) {
      const made = await memory.create(userId, body.text, body.importance)
      return { kind: 'body', status: 201, headers: { location: `/v1/memories/${made.id}` }, body: made }
    },
  }),
  route({
    method: 'PATCH',
    path: '/v1/memories/:id',
    summary: 'Correct a memory; with `version`, only as you have read it',
    schema: { params: byId, body: schema.memoryChange, response: { 200: replies.memory } },
    async handle({ userId, params, body }, { memory }) {
      const { text, importance, version } = body
      const change = {
        ...(text !== undefined && { text }),
        ...(importance !== undefined && { importance }),
        ...(version !== undefined && { version }),
      }
      return { kind: 'body', status: 200, body: await memory.update(userId, params.id, change) }
    },
  }),
  route({
    method: 'DELETE',
    path: '/v1/memories/:id',
    summary: 'Forget this; it is not learned again by itself',
    schema: { params: byId, response: { 204: null } },
    async handle({ userId, params }, { memory }) {
      await memory.remove(userId, params.id)
      return { kind: 'body', status: 204 }
    },
  }),
  route({
    method: 'DELETE',
    path: '/v1/memories',
    summary: 'Forget all that is remembered of you',
    schema: { response: { 200: replies.forgotten } },
    handle: async ({ userId }, { memory }) => ({
      kind: 'body',
      status: 200,
      body: { deleted: await memory.removeAll(userId) },
    }),
  }),
  route({
    method: 'POST',
    path: '/v1/memories/recall',
    summary: 'What an answer to this text would be given of you',
    schema: { body: schema.recall, response: { 200: replies.recalled } },
    async handle({ userId, body }, { memory }) {
      const { items, tookMs, degraded } = await memory.recall(userId, body)
      const shown = items.map(({ kind, text, score, why, messageId, createdAt }) => ({
        kind,
        text,
        score,
        why,
        messageId,
        createdAt,
      }))
      return { kind: 'body', status: 200, body: { items: shown, tookMs, ...(degraded !== undefined && { degraded }) } }
    },
  }),
]
