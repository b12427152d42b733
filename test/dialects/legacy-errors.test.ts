import { DatabaseSync } from 'node:sqlite'
import { describe, expect, test } from 'vitest'
import { dialects } from '../../src/dialects/registry.ts'
import type { Answer, Client } from '../client.ts'
import { startTestServer } from '../harness.ts'

/** One request of each legacy route that is as the route takes it. */
const asks: readonly { of: string; route: string; path?: string; body?: object; sends?: true; needsNoStore?: true }[] =
  [
    { of: 'S0', route: 'POST /chat/completion', body: { messages: [{ role: 'user', content: 'Hi' }] }, sends: true },
    { of: 'S0', route: 'POST /chat/stream', body: { messages: [{ role: 'user', content: 'Hi' }] }, sends: true },
    { of: 'S1', route: 'POST /api/chat', body: { user_id: 'ann', message: 'Hi' }, sends: true },
    { of: 'S4', route: 'POST /api/chat', body: { message: 'Hi' }, sends: true },
    { of: 'S1', route: 'POST /api/chat/simple', body: { user_id: 'ann', message: 'Hi' }, sends: true },
    { of: 'S1', route: 'GET /api/chat/history/:user_id', path: '/api/chat/history/ann' },
    { of: 'S1', route: 'DELETE /api/chat/history/:user_id', path: '/api/chat/history/ann' },
    { of: 'S1', route: 'GET /api/health' },
    { of: 'S1', route: 'GET /api/health/detailed' },
    { of: 'S2', route: 'POST /chat', body: { message: 'Hi' }, sends: true },
    { of: 'S3', route: 'POST /chat', body: { message: 'Hi', sessionId: 's' }, sends: true },
    { of: 'S3', route: 'GET /chat', path: '/chat?message=Hi&sessionId=s', sends: true },
    { of: 'S3', route: 'GET /', needsNoStore: true },
    { of: 'S4', route: 'GET /api/chat/sessions' },
    { of: 'S4', route: 'GET /api/chat/sessions/:session_id', path: '/api/chat/sessions/x' },
    { of: 'S4', route: 'GET /api/chat/sessions/:session_id/messages', path: '/api/chat/sessions/x/messages' },
    { of: 'S4', route: 'POST /api/chat/sessions/:session_id', path: '/api/chat/sessions/x', body: { title: 'New' } },
    { of: 'S4', route: 'PATCH /api/chat/sessions/:session_id', path: '/api/chat/sessions/x', body: { title: 'New' } },
    { of: 'S4', route: 'DELETE /api/chat/sessions/:session_id', path: '/api/chat/sessions/x' },
  ]
type Ask = (typeof asks)[number]

const pathOf = ({ route, path }: Ask): string => path ?? (route.split(' ')[1] as string)
const methodOf = ({ route }: Ask): string => route.split(' ')[0] as string
const ask = (client: Client, one: Ask): Promise<Answer> =>
  client.call(methodOf(one), pathOf(one), { ...(one.body && { body: one.body }) })

const legacy = new Set(['luma', 'smart-chatbot', 'personal-assistant', 'therapy-bot', 'domain-guide'])
const routes = dialects.filter(({ name }) => legacy.has(name)).flatMap((dialect) => dialect.routes)
const withBody = asks.filter(({ body }) => body)
const sending = asks.filter(({ sends }) => sends)

function expectEnvelope(answer: Answer, status: number): void {
  expect(answer.status).toBe(status)
  expect(answer.headers['content-type']).toBe('application/json; charset=utf-8')
  expect(Object.keys(answer.json)).toEqual(['error', 'detail', 'correlation_id'])
  expect(answer.json.error).toMatch(/^\S/)
  expect(answer.json.detail).toSatisfy((detail) => Array.isArray(detail) || /^\S/.test(String(detail)))
  expect(answer.json.correlation_id).toMatch(/^[0-9a-f-]{36}$/)
  expect(answer.json.correlation_id).toBe(answer.headers['x-correlation-id'])
}

test('CONTRACTS: this page asks every route that there is', () => {
  const there = routes.map(({ method, path }) => `${method} ${path}`)
  expect(new Set(asks.map(({ route }) => route))).toEqual(new Set(there))
})

describe('S3-7: errors are JSON on every path', () => {
  test('a path that is none is 404', async () => {
    await using server = await startTestServer()
    const near = asks.map((one) => `${pathOf(one).split('?')[0]}/no/such`.replace('//', '/'))
    for (const path of [...near, '/nothing', '/api', '/api/nothing', '/chat/', '/index.html', '/favicon.ico', '/%zz']) {
      for (const method of ['GET', 'POST', 'PUT', 'TRACE']) {
        const answer = await server.client.call(method, path, { headers: { accept: 'text/html' } })
        expectEnvelope(answer, 404)
        expect([path, answer.json.error]).toEqual([path, 'Not found'])
      }
    }
  })

  test('a method that a path does not have is 405, with those that it has', async () => {
    await using server = await startTestServer()
    const has = Object.groupBy(routes, ({ path }) => path)
    for (const one of asks) {
      const allowed = new Set<string>(has[one.route.split(' ')[1] as string]?.map(({ method }) => method))
      const others = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'TRACE'].filter((method) => !allowed.has(method))
      for (const method of others) {
        const answer = await server.client.call(method, pathOf(one))
        expectEnvelope(answer, 405)
        expect(answer.json.error).toBe('Method not allowed')
        expect(String(answer.headers.allow).split(', ').sort()).toEqual([...allowed].sort())
      }
    }
    const health = await server.client.call('POST', '/health')
    expectEnvelope(health, 405)
    expect(health.headers.allow).toBe('GET, HEAD')
  })

  test('a body that is too large, or no JSON in UTF-8, is refused before anybody reads it', async () => {
    await using server = await startTestServer({ limits: { bodyBytes: 1_000 } })
    const { client } = server
    for (const one of withBody) {
      const [method, path] = [methodOf(one), pathOf(one)]
      const large = await client.call(method, path, { raw: JSON.stringify({ ...one.body, more: 'x'.repeat(1_000) }) })
      expectEnvelope(large, 413)
      expect(large.json.error).toBe('Request too large')
      const raw = JSON.stringify(one.body)
      for (const headers of [
        { 'content-type': 'text/plain' },
        { 'content-encoding': 'br' },
        { 'content-type': 'nonsense' },
      ]) {
        const odd = await client.call(method, path, { raw, headers })
        expectEnvelope(odd, 415)
        expect(odd.json.error).toBe('Unsupported media type')
      }
    }
    expect(server.model.requests).toHaveLength(0)
  })

  test('malformed JSON and a body without what it needs are 400 on /chat, and 422 with a list elsewhere', async () => {
    await using server = await startTestServer()
    for (const one of withBody) {
      const [method, path] = [methodOf(one), pathOf(one)]
      const answers = [
        await server.client.call(method, path, { raw: '{"sk-broken-json-key": ' }),
        await server.client.call(method, path, { raw: Buffer.from([0x22, 0xff, 0x22]) }),
        await server.client.call(method, path, { body: {} }),
        await server.client.call(method, path, { body: [] }),
      ]
      for (const answer of answers) {
        expectEnvelope(answer, path === '/chat' ? 400 : 422)
        expect(Array.isArray(answer.json.detail)).toBe(path !== '/chat')
        expect(answer.text).not.toContain('sk-broken')
      }
    }
    expect(server.model.requests).toHaveLength(0)
  })
})

describe('CONTRACTS: when the server cannot', () => {
  test('SETTLED 11: a server that is going down takes no sends, and says when to come back', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    const steps = model.stepped(['Still here'])
    const stored = model.stepped(['Stored'])
    const open = client.post('/chat/completion', { messages: [{ role: 'user', content: 'Hi' }] })
    await model.waitForRequest(1)
    const session = client.post('/api/chat', { message: 'Hi' })
    await model.waitForRequest(2)
    const drained = server.drain()
    for (const one of sending) {
      const answer = await ask(client, one)
      expectEnvelope(answer, 503)
      expect(answer.json.error).toBe('Service unavailable')
      expect(answer.headers['retry-after']).toMatch(/^\d+$/)
    }
    steps.releaseAll()
    expect((await open).json).toEqual({ response: 'Still here' })
    stored.releaseAll()
    expect((await session).json).toMatchObject({ message: 'Stored' })
    await drained
    expect(model.requests).toHaveLength(2)
  })

  test('SETTLED 21: a database that takes nothing is 503, and there is service again when it does', async () => {
    await using server = await startTestServer()
    const { client, path } = server
    const others = asks.filter(({ route }) => route.startsWith('PATCH'))
    const writing = [...sending.filter((_one, i) => i % 3 === 0), ...others]
    const database = new DatabaseSync(path)
    database.exec('BEGIN IMMEDIATE')
    for (const one of writing) {
      const answer = await ask(client, one)
      expectEnvelope(answer, 503)
      expect(answer.json.error).toBe('Service unavailable')
      expect(answer.headers['retry-after']).toMatch(/^\d+$/)
      expect(answer.text).not.toMatch(/sqlite|locked|busy/i)
    }
    database.exec('ROLLBACK')
    database.close()
    expect((await client.post('/api/chat', { message: 'Hi' })).json.message).toBe('You said: Hi')
  })

  test('what nobody foresaw is 500, and the answer tells nothing of it that the log does', async () => {
    await using server = await startTestServer()
    const { client, path } = server
    const tables = ['conversations', 'runs', 'tallies']
    const database = new DatabaseSync(path, { timeout: 5_000 })
    for (const table of tables) database.exec(`ALTER TABLE ${table} RENAME TO ${table}_away`)
    for (const one of asks.filter(({ needsNoStore }) => !needsNoStore)) {
      const answer = await ask(client, one)
      expectEnvelope(answer, 500)
      expect([one.route, answer.json.detail]).toEqual([one.route, 'Internal server error'])
      expect(answer.json.error).toMatch(/\.$/)
      expect(answer.text).not.toMatch(/table|sql|conversations|runs|tallies|\.ts|node_modules| at /i)
      const line = await server.logged({ event: 'request_failed', correlation_id: answer.json.correlation_id })
      expect(JSON.stringify(line)).toContain('no such table')
    }
    for (const table of tables) database.exec(`ALTER TABLE ${table}_away RENAME TO ${table}`)
    database.close()
  })
})

const key = 'sk-proj-Canary0123456789abcdefCanary0123456789'
const canary = 'kanarienvogel'
const words = `Wrong key ${key} for ${canary} at /srv/${canary}/key.ts:7`
const body = JSON.stringify({
  error: { message: words, type: key, param: words, code: key, stack: `Error\n at ${words}` },
})

describe('CONTRACTS: a failure of the provider', () => {
  test.each(sending)('$of: is told by $route in our words alone, and logged in no words of theirs', async (one) => {
    await using server = await startTestServer({ retry: { attempts: 0, baseMs: 1 } })
    const { client, model } = server
    const failures = [400, 401, 403, 404, 429, 500, 503]
    for (const status of failures) model.fail(status, { 'content-type': 'application/json', 'x-detail': words }, body)
    model.fail(500, { 'content-type': 'text/html' }, `<h1>${words}</h1>`)
    model.next((exchange) => exchange.error(JSON.parse(body).error))
    model.next((exchange) => exchange.frame(`{"${words}"`))
    model.next((exchange) => exchange.comment(words).then(() => exchange.cut()))
    for (let i = 0; i < failures.length + 4; i++) {
      const answer = await ask(client, one)
      const isStream = /event-stream/.test(String(answer.headers['content-type']))
      if (!isStream) {
        expectEnvelope(answer, 503)
        expect(answer.json.detail).toBe('AI service unavailable')
      }
      expect(answer.status).toBe(isStream ? 200 : 503)
      expect(answer.text).toMatch(/"error": ?"[A-Z][^"]+\. [^"]+\."/)
      for (const secret of [key, 'sk-', canary, 'Canary', model.url, '.ts:', 'Error\\n'])
        expect(answer.text).not.toContain(secret)
    }
    expect(model.requests).toHaveLength(failures.length + 4)
    const log = server.lines.join('\n')
    expect(server.lines.filter((line) => line.includes('"event":"model_error"'))).toHaveLength(failures.length + 4)
    for (const secret of [key, 'sk-proj', canary, 'Canary']) expect(log).not.toContain(secret)
  })
})
