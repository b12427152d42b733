import { DomainError } from '../../conversation/errors.ts'
import { type Route, route } from '../dialect.ts'
import { page } from './admin-schema.ts'
import { listOf, positionOf } from './cursors.ts'
import { listOf as pageOf } from './replies.ts'
import * as schema from './safety-schema.ts'

/** The published protocol, and what only the operator sees; none of it shows what anybody said. */
export const safetyRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/v1/safety/protocol',
    access: 'open',
    summary: "What is done for people's safety, and when",
    schema: { response: { 200: schema.protocol } },
    handle: async (_request, { safety }) => ({ kind: 'body', status: 200, body: safety.protocol }),
  }),
  route({
    method: 'POST',
    path: '/v1/admin/safety/check',
    access: 'operator',
    summary: 'What would be made of a text, or of the last message of a conversation; nothing of it is kept',
    schema: { body: schema.check, response: { 200: schema.checked } },
    async handle(request, { personas, safety }) {
      const { text, turns = [{ role: 'user' as const, content: text ?? '' }], persona } = request.body
      if (persona !== undefined && !personas.has(persona)) {
        throw new DomainError(
          'invalid',
          'There is no persona of that id. GET /v1/personas lists those that there are.',
          {
            problems: [{ path: ['body', 'persona'], message: 'must be the id of a persona' }],
          },
        )
      }
      const body = await safety.dryRun({ turns, persona: persona ?? 'luma' }, request.left())
      return { kind: 'body', status: 200, body }
    },
  }),
  route({
    method: 'GET',
    path: '/v1/admin/safety/report',
    access: 'operator',
    summary: 'How often people were shown where there is help, in a year; without names',
    schema: { querystring: schema.reportQuery, response: { 200: schema.report } },
    async handle({ query }, { safety }) {
      return { kind: 'body', status: 200, body: await safety.report(query.year) }
    },
  }),
  route({
    method: 'GET',
    path: '/v1/admin/safety/audit',
    access: 'operator',
    summary: 'What was judged and done, newest first: each record is linked to all before it',
    schema: { querystring: page, response: { 200: pageOf(schema.record) } },
    async handle({ query }, { safety }) {
      const from = positionOf(query.cursor, ['number'])
      return { kind: 'body', status: 200, body: listOf(await safety.records({ limit: query.limit, from })) }
    },
  }),
]
