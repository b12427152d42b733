import { expect, test } from 'vitest'
import type { Answer, Client } from '../client.ts'
import { dialects } from '../../src/dialects/registry.ts'
import { startTestServer } from '../harness.ts'

const routes = dialects.flatMap((dialect) => dialect.routes)

/** What is documented of a reply is all that it has, and nothing that it lacks. */
function expectAsDocumented(method: string, path: string, { status, json }: Answer): void {
  const pattern = (route: string): RegExp => new RegExp(`^${route.replaceAll(/:\w+/g, '[^/]+')}$`)
  const documented = routes.flatMap((route) => {
    const schema =
      route.method === method && pattern(route.path).test(path) ? route.schema.response?.[status] : undefined
    return schema ? [schema] : []
  })
  expect(documented, `${method} ${path} ${status}`).not.toEqual([])
  const fits = documented.some((schema) => {
    const read = schema.safeParse(json)
    return read.success && sameKeys(read.data, json)
  })
  expect(fits, `${method} ${path} ${status}: ${JSON.stringify(json)}`).toBe(true)
}

/** A schema drops what it does not know. */
function sameKeys(read: unknown, given: unknown): boolean {
  if (typeof given !== 'object' || given === null) return true
  const [mine, theirs] = [read as Record<string, unknown>, given as Record<string, unknown>]
  return Object.keys(theirs).every((key) => key in mine && sameKeys(mine[key], theirs[key]))
}

async function callAll(client: Client, calls: [method: string, path: string, body?: object][]): Promise<void> {
  for (const [method, path, body] of calls) {
    const answer = await client.call(method, path, body ? { body } : {})
    expectAsDocumented(method, path.split('?', 1)[0] ?? '', answer)
  }
}

test('S1-6: what the native protocol answers is what its documentation says', async () => {
  await using server = await startTestServer()
  const { client } = server
  const id = await client.conversation({ title: 'Tea' })
  const { json } = await client.ask(id, 'Is tea good?')
  const { run, message } = json as { run: { id: string }; message: { id: string } }
  const queued = await client.sendAsync(id, 'And coffee?')
  expectAsDocumented('POST', `/v1/conversations/${id}/messages`, queued)
  await callAll(client, [
    ['POST', '/v1/conversations', { title: 'Milk', metadata: { a: 1 } }],
    ['GET', '/v1/conversations?limit=1'],
    ['POST', '/v1/conversations/import', { messages: [{ role: 'user', content: 'Hi' }] }],
    ['GET', `/v1/conversations/${id}`],
    ['PATCH', `/v1/conversations/${id}`, { title: 'Coffee' }],
    ['POST', `/v1/conversations/${id}/messages`, { content: 'More?', whileRunning: 'queue' }],
    ['POST', `/v1/conversations/${id}/messages/${message.id}/regenerate`, { whileRunning: 'queue' }],
    ['GET', `/v1/conversations/${id}/messages`],
    ['GET', '/v1/search?q=tea'],
    ['GET', `/v1/runs/${run.id}`],
    ['POST', `/v1/runs/${run.id}/stop`],
    ['POST', `/v1/messages/${message.id}/feedback`, { rating: 'up' }],
    ['GET', '/v1/usage?group=model'],
    ['GET', '/v1/personas'],
    ['GET', '/v1/models'],
    ['GET', '/v1/me/export'],
    ['DELETE', '/v1/me'],
  ])
})

test('S1-6: what the older contracts answer is what their documentation says', async () => {
  await using server = await startTestServer()
  const { client } = server
  const message = 'Hello'
  const session = (await client.post('/api/chat', { message })).json as { sessionId: string }
  const path = `/api/chat/sessions/${session.sessionId}`
  await callAll(client, [
    ['GET', '/'],
    ['POST', '/chat/completion', { messages: [{ role: 'user', content: message }] }],
    ['POST', '/api/chat/simple', { user_id: 'ann', message }],
    ['GET', '/api/chat/history/ann'],
    ['GET', '/api/health'],
    ['GET', '/api/health/detailed'],
    ['DELETE', '/api/chat/history/ann'],
    ['POST', '/api/chat', { message, sessionId: session.sessionId }],
    ['GET', '/api/chat/sessions'],
    ['GET', path],
    ['GET', `${path}/messages`],
    ['POST', path, { title: 'One' }],
    ['PATCH', path, { title: 'Two' }],
    ['DELETE', path],
  ])
})

test('S1-6: refusals look as their documentation says, each in the words of its contract', async () => {
  await using server = await startTestServer()
  const { client } = server
  for (const { routes: all, codec } of dialects) {
    for (const { method, path, schema, claims } of all) {
      if (!schema.body || claims) continue
      const { status, json, headers } = await client.call(method, path.replaceAll(/:\w+/g, 'x'), { raw: '[' })
      expect([400, 422], `${method} ${path}`).toContain(status)
      expect(headers['content-type']).toContain(codec.refusal.type)
      const read = codec.refusal.schema.safeParse(json)
      expect(read.success && sameKeys(read.data, json), `${method} ${path}: ${JSON.stringify(json)}`).toBe(true)
    }
  }
})
