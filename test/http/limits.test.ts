import { describe, expect, test } from 'vitest'
import { startTestServer, type TestOptions, type TestServer } from '../harness.ts'
import type { Answer } from '../client.ts'
import { as, withAuth } from '../tokens.ts'

const off = { user: 'off', session: 'off', address: 'off' } as const
const rates = (some: TestOptions['rateLimits']): TestOptions => ({ rateLimits: { ...off, ...some } })

const statusesOf = (answers: readonly Answer[]): Record<number, number> => {
  const counts: Record<number, number> = {}
  for (const { status } of answers) counts[status] = (counts[status] ?? 0) + 1
  return counts
}

function many(count: number, ask: (i: number) => Promise<Answer>): Promise<Answer[]> {
  return Promise.all(Array.from({ length: count }, (_, i) => ask(i)))
}

const simple = ({ client }: TestServer, user: string) =>
  client.post('/api/chat/simple', { user_id: user, message: 'Hi' })

describe('the limit of a user', () => {
  test('is exact, however many come at once, and whole again after its time', async () => {
    await using server = await startTestServer(rates({ user: { requests: 7, seconds: 60 } }))
    const answers = await many(20, () => simple(server, 'ann'))
    // What is let in waits for its turn; eight may.
    expect(statusesOf(answers)).toEqual({ 200: 7, 429: 13 })
    expect((await simple(server, 'bob')).status).toBe(200)
    server.advance(60_000)
    expect(statusesOf(await many(9, () => simple(server, 'ann')))).toEqual({ 200: 7, 429: 2 })
  })

  test('is told in every answer, and when it is over', async () => {
    await using server = await startTestServer(rates({ user: { requests: 2, seconds: 60 } }))
    const first = await simple(server, 'ann')
    expect(first.headers['ratelimit-policy']).toBe('"user";q=2;w=60')
    expect(first.headers['ratelimit']).toBe('"user";r=1;t=60')
    await simple(server, 'ann')
    const refused = await simple(server, 'ann')
    expect(refused.status).toBe(429)
    expect(refused.headers['ratelimit']).toMatch(/^"user";r=0;t=(60|59)$/)
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(50)
    expect(refused.json.error).toBe('Rate limit exceeded')
    expect(refused.json.detail).toMatch(
      /^More than 2 messages in 60 seconds came from you\. Send this one again in \d+ seconds\.$/,
    )
  })

  test('is the token’s, wherever there is one', async () => {
    await using server = await startTestServer({ ...withAuth, ...rates({ user: { requests: 3, seconds: 60 } }) })
    const { client } = server
    const headers = await as('ann')
    const ask = (path: string, body: object) => client.call('POST', path, { body, headers })
    expect((await ask('/chat', { message: 'Hi' })).status).toBe(200)
    expect((await ask('/chat/completion', { messages: [{ role: 'user', content: 'Hi' }] })).status).toBe(200)
    expect((await ask('/api/chat', { message: 'Hi' })).status).toBe(200)
    expect((await ask('/api/chat', { message: 'Hi' })).status).toBe(429)
    const conversation = (await ask('/v1/conversations', {})).json.id
    const refused = await ask(`/v1/conversations/${conversation}/messages`, { content: 'Hi' })
    expect([refused.status, refused.json.code, refused.headers['x-should-retry']]).toEqual([
      429,
      'rate_limited',
      undefined,
    ])
    // Reading is not limited.
    expect((await client.get('/v1/conversations', { headers })).headers['ratelimit']).toBeUndefined()
  })

  test('is nobody’s where nobody is named', async () => {
    await using server = await startTestServer(rates({ user: { requests: 1, seconds: 60 } }))
    for (let i = 0; i < 3; i++) expect((await server.client.post('/chat', { message: 'Hi' })).status).toBe(200)
  })
})

describe('the limit of a session', () => {
  test('holds for each session of each person by itself, in every contract that has sessions', async () => {
    await using server = await startTestServer(rates({ session: { requests: 1, seconds: 60 } }))
    const { client } = server
    const therapy = (sessionId: string, userId: string) => client.post('/chat', { message: 'Hi', sessionId, userId })
    expect((await therapy('s', 'ann')).status).toBe(200)
    expect((await therapy('s', 'ann')).status).toBe(429)
    expect((await therapy('t', 'ann')).status).toBe(200)
    expect((await therapy('s', 'bob')).status).toBe(200)

    const { sessionId } = (await client.post('/api/chat', { message: 'Hi' })).json
    expect((await client.post('/api/chat', { message: 'Hi', sessionId })).status).toBe(200)
    expect((await client.post('/api/chat', { message: 'Hi', session_id: sessionId })).status).toBe(429)
    expect((await client.post('/api/chat', { message: 'Hi' })).status).toBe(200)

    const conversation = await client.conversation()
    const answered = await client.ask(conversation, 'Hi')
    expect(answered.status).toBe(200)
    const again = `/v1/conversations/${conversation}/messages/${answered.json.message.id}/regenerate`
    expect((await client.post(again)).status).toBe(429)
    expect((await client.ask(await client.conversation(), 'Hi')).status).toBe(200)
  })

  test('of an EventSource counts what it asks, and not that it comes back', async () => {
    await using server = await startTestServer(rates({ session: { requests: 1, seconds: 60 } }))
    const { client } = server
    const path = '/chat?message=Hi&sessionId=s'
    const first = await client.stream('GET', path)
    await first.all()
    const id = /id: (\S+)\n\n$/.exec(first.text())?.[1] ?? ''
    expect((await client.get(path, { headers: { 'last-event-id': id } })).status).toBe(204)
    expect((await client.get(path)).status).toBe(429)
    expect((await client.get('/chat')).status).toBe(200)
  })
})

describe('the limit of an address', () => {
  test('counts all that come from there, before any stream is opened, and nothing that is refused anyway', async () => {
    await using server = await startTestServer(rates({ address: { requests: 2, seconds: 60 } }))
    const { client, model } = server
    expect((await client.post('/chat', { message: '' })).status).toBe(400)
    expect((await client.post('/api/chat', { nothing: 1 })).status).toBe(422)
    for (let i = 0; i < 5; i++) expect((await client.get('/health')).status).toBe(200)
    expect((await client.post('/chat', { message: 'Hi' })).status).toBe(200)
    expect((await simple(server, 'ann')).status).toBe(200)
    for (const [path, body] of [
      ['/chat', { message: 'Hi' }],
      ['/chat/stream', { messages: [{ role: 'user', content: 'Hi' }] }],
      ['/api/chat', { user_id: 'bob', message: 'Hi' }],
    ] as const) {
      const refused = await client.stream('POST', path, { body })
      await refused.all()
      expect([path, refused.status, refused.headers['content-type']]).toEqual([
        path,
        429,
        'application/json; charset=utf-8',
      ])
    }
    expect(model.requests).toHaveLength(2)
    for (let i = 0; i < 5; i++) expect((await client.get('/health')).status).toBe(200)
  })

  test('is that of the connection, unless a proxy in front is trusted with it', async () => {
    const ask = (server: TestServer, from: string) =>
      server.client.call('POST', '/chat', { body: { message: 'Hi' }, headers: { 'x-forwarded-for': from } })
    const limited = rates({ address: { requests: 1, seconds: 60 } })
    {
      await using server = await startTestServer(limited)
      expect((await ask(server, '192.0.2.1')).status).toBe(200)
      expect((await ask(server, '192.0.2.2')).status).toBe(429)
    }
    for (const trustProxy of [1, ['loopback'], ['127.0.0.1']]) {
      await using server = await startTestServer({ ...limited, trustProxy })
      expect((await ask(server, '192.0.2.1')).status).toBe(200)
      expect((await ask(server, '192.0.2.2')).status).toBe(200)
      // What a client wrote there itself stands further left.
      expect((await ask(server, '198.51.100.7, 192.0.2.2')).status).toBe(429)
      // A household has many addresses of the newer kind, and one network.
      expect((await ask(server, '2001:db8::1')).status).toBe(200)
      expect((await ask(server, '2001:db8::ffff')).status).toBe(429)
    }
    await using elsewhere = await startTestServer({ ...limited, trustProxy: ['10.0.0.0/8'] })
    expect((await ask(elsewhere, '192.0.2.1')).status).toBe(200)
    expect((await ask(elsewhere, '192.0.2.2')).status).toBe(429)
  })
})

test('one limit that is reached takes nothing from the others', async () => {
  const limits = { session: { requests: 1, seconds: 60 }, address: { requests: 3, seconds: 60 } }
  await using server = await startTestServer(rates(limits))
  const { client } = server
  const ask = (sessionId: string) => client.post('/chat', { message: 'Hi', sessionId })
  expect((await ask('a')).headers['ratelimit']).toBe('"session";r=0;t=60, "address";r=2;t=60')
  for (let i = 0; i < 5; i++) expect((await ask('a')).status).toBe(429)
  expect((await ask('b')).status).toBe(200)
  expect((await ask('c')).status).toBe(200)
  expect((await ask('d')).status).toBe(429)
})

describe('the open streams of a user', () => {
  test('are so many at most, in whatever contract, and a closed one makes room', async () => {
    await using server = await startTestServer({
      ...withAuth,
      limits: { streamsPerUser: 3 },
      rateLimits: { user: { requests: 1_000, seconds: 60 } },
    })
    const { client, model } = server
    const headers = await as('ann')
    for (let i = 0; i < 20; i++) model.next((exchange) => exchange.stall())
    const open = (i: number) => client.stream('POST', '/chat', { body: { message: `Hi ${i}` }, headers })
    const streams = await Promise.all([1, 2, 3, 4, 5].map(open))
    expect(streams.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([200, 200, 200, 429, 429])
    expect((await client.stream('POST', '/chat', { body: { message: 'Hi' }, headers: await as('bob') })).status).toBe(
      200,
    )
    const refused = await client.call('POST', '/api/chat', { body: { user_id: 'ann', message: 'Hi' }, headers })
    expect([refused.status, refused.json.error, refused.headers['retry-after']]).toEqual([
      429,
      'Too many open streams',
      '5',
    ])
    streams.find(({ status }) => status === 200)?.leave()
    await server.logged({ event: 'stream_left' })
    expect((await open(6)).status).toBe(200)
    expect((await open(7)).status).toBe(429)
  })

  test('are not counted where nobody is named, nor where the limit of a user is off', async () => {
    for (const options of [{ rateLimits: { user: { requests: 9, seconds: 60 } } }, withAuth] as const) {
      await using server = await startTestServer({ ...options, limits: { streamsPerUser: 1 } })
      const { client, model } = server
      const headers = await as('ann')
      for (let i = 0; i < 3; i++) {
        model.next((exchange) => exchange.stall())
        expect((await client.stream('POST', '/chat', { body: { message: 'Hi' }, headers })).status).toBe(200)
      }
    }
  })
})
