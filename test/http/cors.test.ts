import { describe, expect, test } from 'vitest'
import { readEnv } from '../../src/config/env.ts'
import type { Answer } from '../client.ts'
import { startTestServer, type TestServer } from '../harness.ts'
import { wire } from '../dialects/v1/under-attack.ts'

const origin = 'https://app.example.com'
const id = '0190a0b0-0000-7000-8000-000000000000'

/** Every path of the five contracts, with a method that it takes. */
const contracts: [method: string, path: string][] = [
  ['GET', '/'],
  ['GET', '/health'],
  ['POST', '/chat'],
  ['GET', '/chat'],
  ['POST', '/chat/completion'],
  ['POST', '/chat/stream'],
  ['POST', '/api/chat'],
  ['POST', '/api/chat/simple'],
  ['GET', '/api/chat/history/somebody'],
  ['DELETE', '/api/chat/history/somebody'],
  ['GET', '/api/health'],
  ['GET', '/api/health/detailed'],
  ['GET', '/api/chat/sessions'],
  ['GET', `/api/chat/sessions/${id}`],
  ['GET', `/api/chat/sessions/${id}/messages`],
  ['POST', `/api/chat/sessions/${id}`],
  ['PATCH', `/api/chat/sessions/${id}`],
  ['DELETE', `/api/chat/sessions/${id}`],
]
const others: [method: string, path: string][] = [
  ['GET', '/v1/conversations'],
  ['POST', '/v1/conversations'],
  ['GET', `/v1/runs/${id}/events`],
  ['GET', '/v1/me/export'],
  ['GET', '/v1/no-such'],
  ['GET', '/healthz'],
  ['GET', '/readyz'],
  ['GET', '/openapi.json'],
  ['GET', '/no-such'],
]

const preflight = ({ client }: TestServer, path: string, method: string, from = origin): Promise<Answer> =>
  client.call('OPTIONS', path, { headers: { origin: from, 'access-control-request-method': method } })

/** A small request that is answered at once, well or badly. */
const ask = ({ client }: TestServer, method: string, path: string, headers: Record<string, string>): Promise<Answer> =>
  client.call(method, path, { headers, ...(method !== 'GET' && method !== 'DELETE' && { body: {} }) })

function expectAllowed({ headers }: Pick<Answer, 'headers'>, from = origin): void {
  expect(headers['access-control-allow-origin']).toBe(from)
  expect(headers['access-control-allow-credentials']).toBe('true')
  expect(headers['access-control-expose-headers']).toBe(
    'X-Correlation-Id, X-Run-Id, X-Conversation-Id, X-Workflow-Run-Id, X-Request-Id, Location, Retry-After, x-should-retry, RateLimit, RateLimit-Policy, WWW-Authenticate',
  )
  expect(headers.vary).toBe('Origin')
}

const allowsOf = ({ headers }: Pick<Answer, 'headers'>): string[] =>
  Object.keys(headers).filter((name) => name.startsWith('access-control-'))

describe('S3-5, SETTLED 20: with CORS_ORIGINS unset', () => {
  test('a page of any origin may ask every path of the five contracts', async () => {
    await using server = await startTestServer()
    for (const [method, path] of contracts) {
      for (const from of [origin, 'http://localhost:3000', 'null']) {
        const may = await preflight(server, path, method, from)
        expect([path, may.status, may.text]).toEqual([path, 204, ''])
        expectAllowed(may, from)
        expect(may.headers).toMatchObject({
          'access-control-allow-methods': 'GET, POST, PUT, PATCH, DELETE, OPTIONS',
          'access-control-allow-headers':
            'Content-Type, Authorization, Idempotency-Key, Last-Event-ID, Prefer, X-Correlation-Id, X-Run-Id, X-Session-Id',
          'x-correlation-id': expect.stringMatching(/^[0-9a-f-]{36}$/),
        })
        expectAllowed(await ask(server, method, path, { origin: from }), from)
      }
    }
  })

  test('what OpenAI’s clients tell of themselves is let through with the rest, and nothing else is', async () => {
    await using server = await startTestServer()
    const asked = 'authorization, x-stainless-lang, X-Stainless-Retry-Count, x-evil, x-stainless-\u0061b=c, cookie'
    const may = await server.client.call('OPTIONS', '/chat', {
      headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': asked },
    })
    expect(may.headers['access-control-allow-headers']).toMatch(
      /, X-Session-Id, x-stainless-lang, X-Stainless-Retry-Count$/,
    )
  })

  test('none may ask any other', async () => {
    await using server = await startTestServer()
    for (const [method, path] of others) {
      const may = await preflight(server, path, method)
      expect([path, may.status]).not.toEqual([path, 204])
      for (const answer of [may, await ask(server, method, path, { origin })]) {
        expect([path, allowsOf(answer), answer.headers.vary]).toEqual([path, [], undefined])
      }
    }
  })

  test.for([
    ['POST', '/chat', 400, { 'content-type': 'application/json' }],
    ['POST', '/chat', 415, { 'content-type': 'text/plain' }],
    ['POST', '/api/chat', 422, { 'content-type': 'application/json' }],
    ['PUT', '/chat', 405, {}],
    ['OPTIONS', '/chat', 405, {}],
    ['POST', `/api/chat/sessions/${id}`, 404, { 'content-type': 'application/json' }],
    ['POST', '/chat', 421, { host: 'evil.example.com', 'content-type': 'application/json' }],
  ] as const)('a page can read why %s %s is refused with %i', async ([method, path, status, headers]) => {
    await using server = await startTestServer()
    const raw = method === 'POST' ? { raw: status === 404 ? '{"title":"x"}' : '{"x":1}' } : {}
    const refused = await server.client.call(method, path, { ...raw, headers: { origin, ...headers } })
    expect(refused.status).toBe(status)
    expect(refused.json.correlation_id).toBe(refused.headers['x-correlation-id'])
    expectAllowed(refused)
  })

  test('a page can read streams, their runs, and when to come again', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    const bodies: [path: string, body: object][] = [
      ['/chat', { message: 'Hi', sessionId: 's' }],
      ['/chat', { message: 'Hi' }],
      ['/chat/stream', { messages: [{ role: 'user', content: 'Hi' }] }],
      ['/api/chat', { user_id: 'u', message: 'Hi' }],
    ]
    for (const [path, body] of bodies) {
      const stream = await client.stream('POST', path, { body, headers: { origin } })
      await stream.all()
      expectAllowed(stream)
    }
    for (const path of ['/chat', '/chat?message=Hi&sessionId=s']) {
      const stream = await client.stream('GET', path, { headers: { origin } })
      await stream.all()
      expectAllowed(stream)
      const back = await client.stream('GET', path, { headers: { origin, 'last-event-id': '0' } })
      expect(back.status).toBe(204)
      expectAllowed(back)
    }
    expect(model.requests).toHaveLength(5)
  })

  test('what is asked by no page is told of no page, but that the answer differs by it', async () => {
    await using server = await startTestServer()
    for (const [method, path] of contracts) {
      const answer = await ask(server, method, path, {})
      expect(allowsOf(answer)).toEqual([])
      expect(answer.headers.vary).toBe('Origin')
    }
  })

  test('an origin cannot put headers of its own into the answer', async () => {
    await using server = await startTestServer()
    const said = await wire(
      server,
      'GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nOrigin: https://a\rSet-Cookie: x=1\r\n\r\n',
    )
    expect(said).toMatch(/^HTTP\/1\.1 400 /)
    expect(said).not.toMatch(/set-cookie|access-control/i)
  })
})

describe('S3-5: with a list of origins', () => {
  const listed = { corsOrigins: [origin, 'http://localhost:3000'] }

  const strangers = [
    'https://evil.example.com',
    `${origin}.evil.com`,
    `${origin}:8443`,
    'http://app.example.com',
    'null',
  ]

  test('only pages of these may ask, whatever the path', async () => {
    await using server = await startTestServer(listed)
    for (const [method, path] of [...contracts, ...others]) {
      for (const from of listed.corsOrigins) {
        const may = await preflight(server, path, method, from)
        expect([path, may.status]).toEqual([path, 204])
        expectAllowed(may, from)
        expectAllowed(await ask(server, method, path, { origin: from }), from)
      }
      for (const from of strangers) {
        for (const answer of [
          await preflight(server, path, method, from),
          await ask(server, method, path, { origin: from }),
        ]) {
          expect([path, allowsOf(answer), answer.headers.vary]).toEqual([path, [], 'Origin'])
        }
      }
    }
  })
})

describe("S3-5: with CORS_ORIGINS '*'", () => {
  test('a page of any origin may ask, whatever the path', async () => {
    await using server = await startTestServer({ corsOrigins: 'any' })
    for (const [method, path] of [...contracts, ...others]) {
      const may = await preflight(server, path, method)
      expect([path, may.status]).toEqual([path, 204])
      expectAllowed(may)
      expectAllowed(await ask(server, method, path, { origin }))
    }
  })
})

describe('S3-5: CORS_ORIGINS', () => {
  test.for([
    ['*', 'any'],
    [' * ', 'any'],
    ['https://app.example.com', ['https://app.example.com']],
    ['https://App.Example.com, http://localhost:3000', ['https://app.example.com', 'http://localhost:3000']],
    ['http://127.0.0.1:8080,http://[::1]:8080', ['http://127.0.0.1:8080', 'http://[::1]:8080']],
  ] as const)('"%s" is read', ([text, expected]) => {
    const { corsOrigins, problems } = readEnv({ CORS_ORIGINS: text })
    expect(corsOrigins).toEqual(expected)
    expect(problems).toEqual([])
  })

  test('is unset where it is empty', () => {
    expect(readEnv({ CORS_ORIGINS: ' ' })).toEqual({ problems: [], warnings: [] })
  })

  test.for([
    '*, http://a',
    'http://a, *',
    'https://app.example.com/',
    'https://app.example.com/path',
    'https://app.example.com?x=1',
    'https://me:hunter2@app.example.com',
    'javascript:alert(1)',
    'file:///etc',
    'ftp://app.example.com',
    'app.example.com',
    'https://*.example.com',
    'null',
    'https://a,,https://b',
    'https://a;https://b',
  ])('"%s" is refused, and not shown', (text) => {
    const { corsOrigins, problems } = readEnv({ CORS_ORIGINS: text })
    expect(corsOrigins).toBeUndefined()
    expect(problems).toEqual([
      'CORS_ORIGINS must be *, or origins such as https://app.example.com with commas between them. ' +
        'Correct it, or unset it for the default.',
    ])
  })
})
