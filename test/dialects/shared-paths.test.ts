import { describe, expect, test } from 'vitest'
import type { Answer, Client } from '../client.ts'
import { startTestServer } from '../harness.ts'

const detailOf = (type: string, msg: string, ...loc: string[]) => [{ type, loc: ['body', ...loc], msg }]
const noText = ['string_type', 'Input should be a valid string'] as const
const noObject = 'Input should be a valid dictionary or object to extract fields from'
const withCharset = 'application/json; charset=utf-16'

const events = (client: Client, path: string, body: unknown) => client.stream('POST', path, { body })

/** The envelope, and in it what this refusal says. */
function expectRefusal(answer: Answer, status: number, said: object): void {
  expect(answer.status).toBe(status)
  expect(answer.headers['content-type']).toBe('application/json; charset=utf-8')
  expect(Object.keys(answer.json)).toEqual(['error', 'detail', 'correlation_id'])
  expect(answer.json).toMatchObject({ ...said, correlation_id: answer.headers['x-correlation-id'] })
}

describe('POST /api/chat', () => {
  test('S1-1: with a user_id it is the stream of Smart Chatbot, whatever else stands there', async () => {
    await using server = await startTestServer()
    for (const more of [{}, { sessionId: 'x' }, { session_id: null }, { userId: 'y' }]) {
      const stream = await events(server.client, '/api/chat', { user_id: 'ann', message: 'Hi', ...more })
      await stream.all()
      expect(stream.text()).toBe(
        'data: {"content": "You", "done": false}\n\ndata: {"content": " said:", "done": false}\n\n' +
          'data: {"content": " Hi", "done": false}\n\ndata: {"content": "", "done": true}\n\ndata: [DONE]\n\n',
      )
    }
  })

  test('S1-1: a user_id that is no name is refused by Smart Chatbot, and not given to the guide', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    const wrong: [unknown, readonly [string, string]][] = [
      [null, noText],
      [7, noText],
      [0, noText],
      [false, noText],
      [[], noText],
      [{}, noText],
      ['', ['string_too_short', 'String should have at least 1 character']],
      ['x'.repeat(256), ['string_too_long', 'String should have at most 255 characters']],
    ]
    for (const [user_id, [type, msg]] of wrong) {
      const answer = await client.post('/api/chat', { user_id, message: 'Hi' })
      expectRefusal(answer, 422, { error: 'Validation error', detail: detailOf(type, msg, 'user_id') })
    }
    expect(model.requests).toHaveLength(0)
  })

  test('S4-1: without a user_id of its own it is the guide, whatever stands deeper', async () => {
    await using server = await startTestServer()
    const more: object[] = [
      {},
      { userId: 'ann' },
      { USER_ID: 'ann' },
      { metadata: { user_id: 'ann' } },
      { constructor: 'x' },
    ]
    for (const one of more) {
      const { status, json } = await server.client.post('/api/chat', { message: 'Hi', ...one })
      expect(status).toBe(200)
      expect(Object.keys(json)).toEqual(['message', 'sessionId', 'messageId'])
    }
  })

  test('S4-1: what is no object is refused as the guide does', async () => {
    await using server = await startTestServer()
    for (const raw of ['[]', '[{"user_id":"ann","message":"Hi"}]', 'null', '"user_id"', '7', 'true']) {
      const answer = await server.client.call('POST', '/api/chat', { raw })
      const detail = detailOf('model_attributes_type', noObject)
      expectRefusal(answer, 422, { error: 'Validation error', detail })
    }
    const nothing = await server.client.call('POST', '/api/chat')
    expectRefusal(nothing, 422, { detail: detailOf('missing', 'Field required') })
  })

  test('SETTLED 21: before its body is read it speaks as the guide', async () => {
    await using server = await startTestServer({ limits: { bodyBytes: 1_000 } })
    const { client } = server
    const raw = '{"user_id": "ann", "message": "Hi"}'
    for (const broken of ['{"user_id": "ann"', '{"__proto__": {"user_id": "ann"}, "message": "Hi"}', '\u0000']) {
      const answer = await client.call('POST', '/api/chat', { raw: broken })
      expectRefusal(answer, 422, { error: 'Validation error' })
      expect(answer.json.detail).toEqual([
        { type: 'json_invalid', loc: ['body'], msg: expect.stringMatching(/^JSON decode error: The body .*\.$/) },
      ])
    }
    const large = await client.call('POST', '/api/chat', { raw: `${raw}${' '.repeat(1_000)}` })
    expectRefusal(large, 413, { error: 'Request too large', detail: expect.stringMatching(/\.$/) })
    for (const headers of [
      { 'content-type': 'text/plain' },
      { 'content-encoding': 'gzip' },
      { 'content-type': withCharset },
    ]) {
      const answer = await client.call('POST', '/api/chat', { raw, headers })
      expectRefusal(answer, 415, { error: 'Unsupported media type', detail: expect.stringMatching(/\.$/) })
    }
  })
})

describe('POST /chat', () => {
  test('S3-1: with a sessionId it is the stream of TherapyBot, numbers included', async () => {
    await using server = await startTestServer()
    for (const more of [
      { sessionId: 's' },
      { sessionId: 7 },
      { sessionId: 's', userId: 'ann' },
      { sessionId: 's', model: 'gpt-4' },
    ]) {
      const stream = await events(server.client, '/chat', { message: 'Hi', ...more })
      await stream.all()
      expect(stream.text()).toBe(
        'data: {"content": "You"}\n\ndata: {"content": " said:"}\n\ndata: {"content": " Hi"}\n\n',
      )
    }
  })

  test('S3-2: a sessionId or userId that says nothing is refused by TherapyBot, and not given to the assistant', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    const wrong = [{ sessionId: '' }, { sessionId: null }, { sessionId: [] }, { userId: 'ann' }, { userId: null }]
    for (const ids of wrong) {
      const answer = await client.post('/chat', { message: 'Hi', ...ids })
      expectRefusal(answer, 400, { error: 'Missing required fields', detail: expect.stringMatching(/\.$/) })
    }
    expect(model.requests).toHaveLength(0)
  })

  test('S2-1: without either it is the assistant, whatever stands deeper', async () => {
    await using server = await startTestServer()
    const headers = { 'x-correlation-id': 'abc-123' }
    for (const more of [
      {},
      { session_id: 's' },
      { user_id: 'ann' },
      { nested: { sessionId: 's' } },
      { constructor: 'x' },
    ]) {
      const stream = await server.client.stream('POST', '/chat', { body: { message: 'Hi', ...more }, headers })
      await stream.all()
      expect(stream.text()).toMatch(
        /^data: \{"content": "You", "sequence": 0, "is_final": false, "correlation_id": "abc-123"\}\n\n/,
      )
    }
  })

  test('S2-3: what is no object is refused as the assistant does', async () => {
    await using server = await startTestServer()
    for (const raw of ['[]', '[{"sessionId":"s","message":"Hi"}]', 'null', '"sessionId"', '7', 'true']) {
      const answer = await server.client.call('POST', '/chat', { raw })
      expectRefusal(answer, 400, { error: 'Validation error', detail: `Field 'body': ${noObject}` })
    }
    const nothing = await server.client.call('POST', '/chat')
    expectRefusal(nothing, 400, { error: 'Validation error', detail: "Field 'body': Field required" })
  })

  test('SETTLED 21: before its body is read it speaks as the assistant', async () => {
    await using server = await startTestServer({ limits: { bodyBytes: 1_000 } })
    const { client } = server
    const raw = '{"sessionId": "s", "message": "Hi"}'
    for (const broken of ['{"sessionId": "s"', '{"__proto__": {"sessionId": "s"}, "message": "Hi"}', '\u0000']) {
      const answer = await client.call('POST', '/chat', { raw: broken })
      expectRefusal(answer, 400, { error: 'Malformed JSON', detail: expect.stringMatching(/^The body .*\.$/) })
    }
    const large = await client.call('POST', '/chat', { raw: `${raw}${' '.repeat(1_000)}` })
    expectRefusal(large, 413, { error: 'Request too large' })
    for (const headers of [
      { 'content-type': 'text/plain' },
      { 'content-encoding': 'gzip' },
      { 'content-type': withCharset },
    ]) {
      expectRefusal(await client.call('POST', '/chat', { raw, headers }), 415, { error: 'Unsupported media type' })
    }
  })
})

describe('S2-7, S3-4: the paths that belong to all', () => {
  test('GET /health has one body, and GET / is TherapyBot', async () => {
    await using server = await startTestServer()
    const health = await server.client.get('/health')
    expect(health.text).toMatch(
      /^\{"status":"healthy","timestamp":"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}\+00:00","service":"TherapyBot API"\}$/,
    )
    const root = await server.client.get('/')
    expect([root.status, root.headers['content-type']]).toEqual([200, 'application/json; charset=utf-8'])
    expect(root.json).toEqual({
      name: 'TherapyBot API',
      version: '1.0.0',
      status: 'running',
      endpoints: {
        '/': 'API information',
        '/health': 'Health check endpoint',
        '/chat': 'Chat endpoint (POST) - accepts message, sessionId, userId',
      },
    })
  })
})

test('S0-3, S1-1, S2-1, S3-1, S4-1: all five contracts answer at once on one port, each in its own frames', async () => {
  await using server = await startTestServer()
  const { client, model } = server
  const together = 7
  model.script(async (exchange) => {
    const asked = String(exchange.request.body.messages?.at(-1)?.content)
    await exchange.token('To')
    // Nobody's answer ends before everybody's has begun.
    await model.waitForRequest(together)
    await exchange.token(` ${asked}`)
    await exchange.finish()
    await exchange.done()
  })
  const headers = { 'x-correlation-id': 'abc-123' }
  const open = (path: string, body: unknown) => client.stream('POST', path, { body, headers })
  const messages = [{ role: 'user', content: 's0' }]
  const [s0, s1, s2, s3, native, ...bodies] = await Promise.all([
    open('/chat/stream', { messages }),
    open('/api/chat', { user_id: 'ann', message: 's1' }),
    open('/chat', { message: 's2' }),
    open('/chat', { message: 's3', sessionId: 's' }),
    open('/api/chat', { message: 's4' }),
    client.post('/chat/completion', { messages }),
    client.post('/api/chat', { message: 'json' }),
  ])
  for (const stream of [s0, s1, s2, s3]) await stream.all()
  expect(s0.text()).toBe(
    'data: {"token": "To", "content": "To", "done": false}\n\ndata: {"token": " s0", "content": " s0", "done": false}\n\n' +
      'data: {"token": "", "content": "", "done": true}\n\n',
  )
  expect(s1.text()).toBe(
    'data: {"content": "To", "done": false}\n\ndata: {"content": " s1", "done": false}\n\n' +
      'data: {"content": "", "done": true}\n\ndata: [DONE]\n\n',
  )
  expect(s2.text()).toBe(
    'data: {"content": "To", "sequence": 0, "is_final": false, "correlation_id": "abc-123"}\n\n' +
      'data: {"content": " s2", "sequence": 1, "is_final": false, "correlation_id": "abc-123"}\n\n' +
      'data: {"content": "", "sequence": 2, "is_final": true, "correlation_id": "abc-123"}\n\n',
  )
  expect(s3.text()).toBe('data: {"content": "To"}\n\ndata: {"content": " s3"}\n\n')
  expect((await native.all()).map(({ type, data }) => data.text ?? type)).toEqual([
    'started',
    'To',
    ' s4',
    'usage',
    'completed',
  ])
  expect(bodies.map(({ json }) => json)).toMatchObject([{ response: 'To s0' }, { message: 'To json' }])
})
