import { describe, expect, test } from 'vitest'
import { startTestServer } from '../../harness.ts'
import { chat, contextOf } from './chat.ts'

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

describe('S3-4: what the document shows of', () => {
  test('GET /', async () => {
    await using server = await startTestServer()
    for (const accept of ['*/*', 'text/html', 'application/json']) {
      const { status, headers, json } = await server.client.call('GET', '/?a=b', { headers: { accept } })
      expect(status).toBe(200)
      expect(headers['content-type']).toBe('application/json; charset=utf-8')
      expect(json).toEqual(information)
    }
  })

  test('GET /health, with no other key than the time, and its HEAD', async () => {
    await using server = await startTestServer()
    const { json } = await server.client.get('/health')
    expect(Object.keys(json).sort()).toEqual(['service', 'status', 'timestamp'])
    expect(json).toMatchObject({ status: 'healthy', service: 'TherapyBot API' })
    expect(new Date(json.timestamp).toISOString().slice(0, 19)).toBe(json.timestamp.slice(0, 19))
    expect((await server.client.stream('HEAD', '/health')).status).toBe(200)
  })

  test('S2-7: GET /health of a server without a model of its own, and nothing more', async () => {
    await using server = await startTestServer({ model: { kind: 'offline' } })
    const { json } = await server.client.get('/health')
    expect(Object.keys(json).sort()).toEqual(['checks', 'service', 'status', 'timestamp'])
    expect(json.checks).toEqual({ model: 'offline' })
  })
})

describe('S3-6: while authentication is off', () => {
  test.for(['Bearer YOUR_TOKEN_HERE', 'Bearer', 'Bearer a.b.c', 'Basic dXNlcjpwYXNz', 'x', ''])(
    'Authorization "%s" is taken, and changes nobody',
    async (authorization) => {
      await using server = await startTestServer()
      const { client, model } = server
      await chat(client, { message: 'One', sessionId: 's', userId: 'u' })
      const stream = await chat(client, { message: 'Two', sessionId: 's', userId: 'u' }, { authorization })
      expect(stream.status).toBe(200)
      expect(contextOf(model)).toEqual(['user: One', 'assistant: You said: One', 'user: Two'])
      for (const path of ['/', '/health', '/chat?message=Hi&sessionId=s']) {
        expect((await client.call('GET', path, { headers: { authorization } })).status).toBe(200)
      }
    },
  )
})

describe('S3-7: no API path answers in HTML', () => {
  test.for([
    ['PUT', '/', 405],
    ['POST', '/', 405],
    ['DELETE', '/health', 405],
    ['PUT', '/chat', 405],
    ['POST', '/chat', 400],
    ['PATCH', '/api/chat', 405],
    ['POST', '/api/chat', 422],
    ['GET', '/api/chat/sessions/no-such', 404],
    ['GET', '/api/chat/sessions?limit=x', 422],
    ['GET', '/api', 404],
    ['GET', '/api/no-such', 404],
    ['GET', '/chat/', 404],
    ['GET', '/chat/no-such', 404],
    ['GET', '/chat/stream', 405],
    ['GET', '/no-such', 404],
    ['GET', '/index.html', 404],
    ['GET', '/favicon.ico', 404],
    ['GET', '/%E0%A4%A', 404],
    ['GET', '/<script>alert(1)</script>', 404],
  ] as const)('%s %s is refused in JSON, to a browser too', async ([method, path, status]) => {
    await using server = await startTestServer()
    const headers = { accept: 'text/html,application/xhtml+xml' }
    const answer = await server.client.call(method, path, { headers, ...(method === 'POST' && { body: {} }) })
    expect(answer.status).toBe(status)
    expect(answer.headers['content-type']).toBe('application/json; charset=utf-8')
    expect(Object.keys(answer.json).sort()).toEqual(['correlation_id', 'detail', 'error'])
    expect(answer.json.correlation_id).toBe(answer.headers['x-correlation-id'])
    expect(answer.text).not.toContain('<')
    if (status === 405) expect(answer.headers.allow).toMatch(/^[A-Z]+(?:, [A-Z]+)*$/)
  })
})
