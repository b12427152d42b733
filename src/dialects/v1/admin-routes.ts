import { type Route, route } from '../dialect.ts'
import { listOf, positionOf } from './cursors.ts'
import * as replies from './admin-replies.ts'
import * as schema from './admin-schema.ts'
import { erased, listOf as pageOf } from './replies.ts'

/** The operator's own: none of them shows what anybody said. */
export const adminRoutes: readonly Route[] = [
  route({
    method: 'POST',
    path: '/v1/admin/keys',
    access: 'operator',
    summary: 'Make an API key; it is told only now',
    schema: { querystring: schema.nothing, body: schema.newKey, response: { 201: replies.newKey } },
    async handle({ body }, { admin }) {
      const { name, userId, expiresAt } = body
      const made = await admin.createKey({ name, userId: userId ?? null, expiresAt: expiresAt ?? null })
      return { kind: 'body', status: 201, headers: { location: `/v1/admin/keys/${made.id}` }, body: made }
    },
  }),
  route({
    method: 'GET',
    path: '/v1/admin/keys',
    access: 'operator',
    summary: 'The API keys that there are, latest first',
    schema: { querystring: schema.page, response: { 200: pageOf(replies.key) } },
    async handle({ query }, { admin }) {
      const from = positionOf(query.cursor, ['number', 'string'])
      return { kind: 'body', status: 200, body: listOf(await admin.listKeys({ limit: query.limit, from })) }
    },
  }),
  route({
    method: 'DELETE',
    path: '/v1/admin/keys/:id',
    access: 'operator',
    summary: 'Revoke an API key, at once',
    schema: { params: schema.byId, querystring: schema.nothing, response: { 204: null } },
    async handle({ params }, { admin }) {
      await admin.revokeKey(params.id)
      return { kind: 'body', status: 204 }
    },
  }),
  route({
    method: 'GET',
    path: '/v1/admin/users/:userId/budget',
    access: 'operator',
    summary: "What a user's answers may cost, and have cost",
    schema: { params: schema.byUser, querystring: schema.nothing, response: { 200: replies.budget } },
    handle: async ({ params }, { admin }) => ({
      kind: 'body',
      status: 200,
      body: await admin.budgetOf(params.userId),
    }),
  }),
  route({
    method: 'PUT',
    path: '/v1/admin/users/:userId/budget',
    access: 'operator',
    summary: 'Give a user another budget than the others have, or with `{"tokens": null}` none at all',
    schema: {
      params: schema.byUser,
      querystring: schema.nothing,
      body: schema.budget,
      response: { 200: replies.budget },
    },
    handle: async ({ params, body }, { admin }) => ({
      kind: 'body',
      status: 200,
      body: await admin.setBudget(params.userId, body),
    }),
  }),
  route({
    method: 'DELETE',
    path: '/v1/admin/users/:userId/budget',
    access: 'operator',
    summary: 'Give a user the budget back that the others have',
    schema: { params: schema.byUser, querystring: schema.nothing, response: { 204: null } },
    async handle({ params }, { admin }) {
      await admin.resetBudget(params.userId)
      return { kind: 'body', status: 204 }
    },
  }),
  route({
    method: 'DELETE',
    path: '/v1/admin/users/:userId',
    access: 'operator',
    summary: 'Erase everything of a user, as they could by `DELETE /v1/me`, and revoke the API keys that name them',
    schema: { params: schema.byUser, querystring: schema.nothing, response: { 200: erased } },
    handle: async ({ params }, engine) => ({
      kind: 'body',
      status: 200,
      body: { erased: await engine.erasePerson(params.userId, 'admin') },
    }),
  }),
  route({
    method: 'GET',
    path: '/v1/admin/usage',
    access: 'operator',
    summary: "What everybody's answers have cost, by user",
    schema: { querystring: schema.usageQuery, response: { 200: pageOf(replies.userUsage) } },
    async handle({ query }, { admin }) {
      const { limit, cursor, from, to, userId } = query
      const page = await admin.usage({ from, to, userId }, { limit, from: positionOf(cursor, ['string']) })
      return {
        kind: 'body',
        status: 200,
        body: listOf(page, ({ userId: id, runs, usage }) => ({ userId: id, runs, ...usage })),
      }
    },
  }),
  route({
    method: 'GET',
    path: '/v1/admin/runs',
    access: 'operator',
    summary: 'What is and was answered, latest first',
    schema: { querystring: schema.runsQuery, response: { 200: pageOf(replies.listedRun) } },
    async handle({ query }, { admin }) {
      const { limit, cursor, state, userId } = query
      const page = await admin.runs({ state, userId }, { limit, from: positionOf(cursor, ['string']) })
      return { kind: 'body', status: 200, body: listOf(page) }
    },
  }),
  route({
    method: 'GET',
    path: '/v1/admin/audit',
    access: 'operator',
    summary: 'Who did what to keys, budgets and people, and how often somebody was turned away; latest first',
    schema: { querystring: schema.page, response: { 200: pageOf(replies.auditEntry) } },
    async handle({ query }, { admin }) {
      const from = positionOf(query.cursor, ['number', 'string'])
      return { kind: 'body', status: 200, body: listOf(await admin.listAudit({ limit: query.limit, from })) }
    },
  }),
]
