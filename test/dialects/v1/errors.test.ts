import { describe, expect, test } from 'vitest'
import type { Answer, Client } from '../../client.ts'
import { startTestServer } from '../../harness.ts'
import { countRows, giveAway } from './another-person.ts'
import { expectProblem, withoutCorrelation } from './expect-problem.ts'

interface Ids {
  conversation: string
  run: string
  answer: string
}

type Attempt = (client: Client, ids: Ids) => Promise<Answer>

/** Every route that names something by its id; a group has one sentence for what is not there. */
const routes: Record<string, Attempt[]> = {
  conversation: [
    (client, { conversation }) => client.get(`/v1/conversations/${conversation}`),
    (client, { conversation }) =>
      client.call('PATCH', `/v1/conversations/${conversation}`, { body: { title: 'Mine' } }),
    (client, { conversation }) => client.call('DELETE', `/v1/conversations/${conversation}`),
    (client, { conversation }) => client.get(`/v1/conversations/${conversation}/messages`),
    (client, { conversation }) => client.get(`/v1/conversations/${conversation}/run`),
  ],
  sending: [(client, { conversation }) => client.ask(conversation, 'Hi')],
  regenerate: [
    (client, { conversation, answer }) =>
      client.post(`/v1/conversations/${conversation}/messages/${answer}/regenerate`),
  ],
  run: [
    (client, { run }) => client.get(`/v1/runs/${run}`),
    (client, { run }) => client.get(`/v1/runs/${run}/events`),
    (client, { run }) => client.get(`/v1/runs/${run}/events?after=1048577`),
    (client, { run }) => client.post(`/v1/runs/${run}/stop`),
  ],
  message: [(client, { answer }) => client.post(`/v1/messages/${answer}/feedback`, { rating: 'up' })],
}

const unknown = '01890000-0000-7000-8000-000000000000'
const malformed = [
  'x',
  '0',
  '-1',
  'null',
  '__proto__',
  '%00',
  '%F0%9F%8E%88',
  "'%20OR%201=1%20--",
  '..%2F..%2Fetc',
  '%25',
  '*',
]
malformed.push('%20', '%0d%0aX:1', 'x'.repeat(255), 'x'.repeat(2_000), unknown.toUpperCase(), `${unknown}%20`)

describe('PROTOCOL: unknown, foreign and malformed ids are the same 404 (LESSONS 22)', () => {
  for (const [name, attempts] of Object.entries(routes)) {
    test('a body that is left out where one is needed is missed in words', async () => {
      await using server = await startTestServer()
      const { client } = server
      const refused = await client.post(`/v1/conversations/${await client.conversation()}/messages`)
      expectProblem(refused, 422, 'invalid')
      expect(refused.json.detail).toBe(
        'body: must be there, as a JSON document. Correct it and send the request again.',
      )
    })

    test(`nobody learns from an answer whether there is a ${name} of somebody else`, async () => {
      await using server = await startTestServer()
      const { client, model } = server
      const steps = model.stepped(['Theirs'])
      const conversation = await client.conversation({ title: 'Theirs' })
      const { json: run } = await client.sendAsync(conversation, 'Their words')
      await model.waitForRequest(1)
      giveAway(server.path, conversation)
      const before = countRows(server.path)
      const theirs = { conversation, run: String(run.id), answer: String(run.messageId) }
      for (const attempt of attempts) {
        const foreign = await attempt(client, theirs)
        expectProblem(foreign, 404, 'not_found')
        const said = withoutCorrelation(foreign)
        expect(said).not.toContain('Their')
        for (const id of [unknown, ...malformed]) {
          const other = await attempt(client, { conversation: id, run: id, answer: id })
          expect(other.status).toBe(404)
          expect(withoutCorrelation(other)).toBe(said)
          expect(Object.keys(other.headers).sort()).toEqual(Object.keys(foreign.headers).sort())
        }
      }
      expect(countRows(server.path)).toEqual(before)
      expect(model.requests[0]?.isClosed).toBe(false)
      steps.releaseAll()
    })
  }

  test('an id longer than any path takes is no failure of the server', async () => {
    await using server = await startTestServer()
    for (const path of [`/v1/conversations/${'x'.repeat(3_000)}`, `/v1/runs/${'%F0%9F%8E%88'.repeat(600)}/events`]) {
      expectProblem(await server.client.get(path), 404, 'not_found')
    }
  })

  test("another's conversations are in no list", async () => {
    await using server = await startTestServer()
    const { client } = server
    const conversation = await client.conversation()
    await client.ask(conversation, 'Their words')
    giveAway(server.path, conversation)
    expect((await client.get('/v1/conversations')).json.data).toEqual([])
    expect((await client.get('/v1/usage')).json.data).toEqual([])
    expect((await client.get('/v1/search?q=their')).json.data).toEqual([])
  })
})

describe('PROTOCOL: the envelope of errors', () => {
  test('a refusal names every field that is wrong, and quotes nothing of the request', async () => {
    await using server = await startTestServer()
    const { client } = server
    const conversation = await client.conversation()
    const body = { content: 7, temperature: 'sk-secret', maxTokens: -1 }
    const refused = await client.post(`/v1/conversations/${conversation}/messages`, body)
    expectProblem(refused, 422, 'invalid')
    const paths = refused.json.errors.map(({ path }: { path: string }) => path)
    expect(paths.sort()).toEqual(['body.content', 'body.maxTokens', 'body.temperature'])
    for (const { message } of refused.json.errors) expect(message).toMatch(/\S/)
    expect(refused.text).not.toContain('sk-secret')
    expect(server.lines.join('')).not.toContain('sk-secret')
    expect(Object.keys(refused.json).sort()).toEqual(
      ['type', 'title', 'status', 'detail', 'correlationId', 'code', 'errors'].sort(),
    )
  })

  test('a refusal says what is wanted in words, and not in those of a parser', async () => {
    await using server = await startTestServer()
    const { client } = server
    const conversation = await client.conversation()
    const refused = await client.post(`/v1/conversations/${conversation}/messages`, { content: 5 })
    expect(refused.json.errors).toEqual([{ path: 'body.content', message: 'must be of the type string' }])
    const empty = await client.post('/ag-ui/run', {})
    expect(empty.json.detail).toBe('body.threadId: must be there. Correct it and send the request again.')
    expect(empty.text).not.toContain('Invalid input')
  })

  test('a refusal that will stay one says so, and one that will pass does not (LESSONS 14)', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    model.stepped(['Never'])
    const conversation = await client.conversation()
    const { json: run } = await client.sendAsync(conversation, 'Hi')
    const refusals = [
      await client.ask(conversation, ''),
      await client.call('POST', '/v1/conversations', { raw: '{' }),
      await client.call('PUT', '/v1/conversations'),
      await client.call('POST', '/v1/conversations', { raw: 'x', headers: { 'content-type': 'text/plain' } }),
      await client.ask(conversation, 'Two'),
      await client.get(`/v1/runs/${run.id}/events?after=1`),
    ]
    expect(refusals.map(({ status }) => status)).toEqual([422, 400, 405, 415, 409, 400])
    for (const { headers } of refusals) {
      expect(headers['x-should-retry']).toBe('false')
      expect(headers['retry-after']).toBeUndefined()
    }
    await client.post(`/v1/runs/${run.id}/stop`)
  })

  test('a server that is going away takes no sends, says when to come back, and lets everything be read (SETTLED 11)', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    const steps = model.stepped(['Still', ' here'])
    const conversation = await client.conversation()
    const stream = await client.send(conversation, 'Hi')
    steps.release()
    await stream.until(({ type }) => type === 'delta')
    const drained = server.drain()
    const refused = await client.ask(await client.conversation(), 'Too late')
    expectProblem(refused, 503, 'draining')
    expect(refused.headers['retry-after']).toMatch(/^\d+$/)
    expect(refused.headers['x-should-retry']).toBeUndefined()
    expect((await client.get('/readyz')).status).toBe(503)
    expect((await client.get('/healthz')).status).toBe(200)
    expect((await client.get(`/v1/conversations/${conversation}`)).status).toBe(200)
    const second = await client.events(String(stream.headers['x-run-id']))
    steps.releaseAll()
    for (const reader of [stream, second]) expect((await reader.all()).at(-1)?.type).toBe('completed')
    await drained
  })
})

describe('PROTOCOL: paths and methods', () => {
  test('a method that a path does not have is 405, with those that it has', async () => {
    await using server = await startTestServer()
    const { client } = server
    const paths: [string, string][] = [
      ['/v1/conversations', 'GET, POST'],
      ['/v1/conversations/import', 'POST'],
      ['/v1/conversations/x', 'DELETE, GET, PATCH'],
      ['/v1/conversations/x/messages', 'GET, POST'],
      ['/v1/conversations/x/messages/y/regenerate', 'POST'],
      ['/v1/conversations/x/run', 'GET'],
      ['/v1/search', 'GET'],
      ['/v1/runs/x', 'GET'],
      ['/v1/runs/x/events', 'GET'],
      ['/v1/runs/x/stop', 'POST'],
      ['/v1/me/export', 'GET'],
      ['/v1/usage', 'GET'],
      ['/v1/models', 'GET'],
      ['/v1/messages/x/feedback', 'POST'],
    ]
    const all = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'TRACE']
    for (const [path, has] of paths) {
      for (const method of all.filter((one) => !has.split(', ').includes(one))) {
        if (path === '/v1/conversations/import' && ['GET', 'PATCH', 'DELETE'].includes(method)) continue
        const refused = await client.call(method, path)
        expectProblem(refused, 405, 'method_not_allowed')
        const allow = String(refused.headers.allow)
          .split(', ')
          .filter((one) => one !== 'HEAD')
        expect(allow.sort().join(', ')).toBe(has)
      }
    }
    expect((await client.get('/v1/conversations')).json.data).toEqual([])
  })

  test('a path that is none is 404 in the words of its contract', async () => {
    await using server = await startTestServer()
    const { client } = server
    const paths = [
      '/v1',
      '/v1/',
      '/v1/nothing',
      '/v1/runs',
      '/v1/runs/x/',
      '/v1/conversations/a/b/c/d',
      '/v1/__proto__',
    ]
    for (const path of paths) {
      for (const method of ['GET', 'POST', 'DELETE'])
        expectProblem(await client.call(method, path), 404, 'route_not_found')
    }
    // Here an id is empty, and therefore malformed.
    for (const path of ['/v1/conversations/', '/v1/runs/', '/v1/runs//events', '/v1/conversations//messages']) {
      expectProblem(await client.get(path), 404, 'not_found')
    }
    for (const path of ['/v1x', '/V1/conversations', '/v2/conversations', '/nothing']) {
      const { status, json } = await client.get(path)
      expect(status).toBe(404)
      expect(Object.keys(json).sort()).toEqual(['correlation_id', 'detail', 'error'])
    }
  })
})

describe('S2-5: X-Correlation-Id', () => {
  test('a correlation id is on every answer, whatever it is', async () => {
    await using server = await startTestServer()
    const { client } = server
    const conversation = await client.conversation()
    const calls: [string, string, object?][] = [
      ['GET', '/v1/conversations'],
      ['GET', `/v1/conversations/${conversation}/run`],
      ['GET', '/v1/conversations/x'],
      ['GET', '/v1/nothing'],
      ['GET', '/nothing'],
      ['GET', '/v1/conversations/%zz'],
      ['PUT', '/v1/conversations'],
      ['GET', '/v1/conversations?limit=x'],
      ['POST', '/v1/conversations', { raw: '{' }],
      ['POST', '/v1/conversations', { raw: 'x'.repeat(2_000_000) }],
      ['POST', `/v1/conversations/${conversation}/messages`, { body: { content: 'Hi' } }],
      ['GET', '/v1/me/export'],
      ['GET', '/healthz'],
      ['DELETE', `/v1/conversations/${conversation}`],
    ]
    for (const [i, [method, path, options]] of calls.entries()) {
      const fresh = await client.call(method, path, options)
      expect(`${path} ${String(fresh.headers['x-correlation-id'])}`).toMatch(
        / [0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
      )
      const kept = await client.call(method, path, { ...options, headers: { 'x-correlation-id': `call:${i}` } })
      expect(`${path} ${String(kept.headers['x-correlation-id'])}`).toBe(`${path} call:${i}`)
      if (kept.status >= 400) expect(kept.text).toContain(`"call:${i}"`)
    }
  })

  test('one that could do harm in a log or a header is replaced', async () => {
    await using server = await startTestServer()
    const { client } = server
    const good = ['a', 'A-z_0.9:x', 'x'.repeat(128)]
    for (const id of good) {
      const { headers } = await client.get('/v1/models', { headers: { 'x-correlation-id': id } })
      expect(headers['x-correlation-id']).toBe(id)
    }
    for (const id of ['', 'x'.repeat(129), 'a b', '"', '<script>', '\u00e9', 'a,b', '../x', '{}']) {
      const { headers } = await client.get('/v1/models', { headers: { 'x-correlation-id': id } })
      expect(headers['x-correlation-id']).toMatch(/^[0-9a-f-]{36}$/)
    }
  })

  test('it is on streams, and in the log lines of its request', async () => {
    await using server = await startTestServer()
    const { client } = server
    const conversation = await client.conversation()
    const stream = await client.send(conversation, 'Hi', {}, { 'x-correlation-id': 'mine' })
    await stream.all()
    expect(stream.headers['x-correlation-id']).toBe('mine')
    const lines = server.lines.filter((line) => line.includes('"correlation_id":"mine"'))
    expect(lines.some((line) => line.includes('request_received'))).toBe(true)
    expect(lines.some((line) => line.includes('stream_started'))).toBe(true)
  })
})
