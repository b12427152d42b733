import { expect, test } from 'vitest'
import { startTestServer } from '../../harness.ts'

const said = [{ role: 'user', content: 'I slept badly' }]

test('S0-1: the whole answer comes as one text under "response", and nothing beside it', async () => {
  await using server = await startTestServer()
  server.model.reply('That sounds "hard" — 你好 🌙.')
  const answer = await server.client.post('/chat/completion', { messages: said })
  expect(answer.status).toBe(200)
  expect(answer.headers['content-type']).toBe('application/json; charset=utf-8')
  expect(answer.json).toEqual({ response: 'That sounds "hard" — 你好 🌙.' })
})

test.each(['/chat/completion', '/chat/stream'])(
  'S0-1: a client that sends more than %s knows is not refused, and nothing of it reaches the model',
  async (path) => {
    await using server = await startTestServer()
    const extra = {
      temperature: 0,
      model: 'gpt-99',
      max_tokens: 3,
      session: { id: 1 },
      sessionId: 's',
      user_id: 'anna',
    }
    const body = { ...extra, stream: true, messages: [{ ...said[0], name: 'anna', id: 7 }] }
    const answer = await server.client.post(path, body)
    expect(answer.status).toBe(200)
    expect(answer.text).toContain('badly')
    const sent = server.model.requests[0]?.body
    expect(sent?.model).toBe('gpt-4')
    expect(sent?.temperature).toBe(0.7)
    expect(sent?.messages?.slice(1)).toEqual([{ role: 'user', content: 'I slept badly' }])
  },
)

test('S0-1: "stream" does not change what a path answers with', async () => {
  await using server = await startTestServer()
  const whole = await server.client.post('/chat/completion', { messages: said, stream: true })
  expect(whole.json).toEqual({ response: 'You said: I slept badly' })
  const streamed = await server.client.post('/chat/stream', { messages: said, stream: false })
  expect(streamed.headers['content-type']).toBe('text/event-stream; charset=utf-8')
})

test('S0-1: optional fields that are null count as absent', async () => {
  await using server = await startTestServer()
  const answer = await server.client.post('/chat/completion', { messages: said, user_id: null, stream: null })
  expect(answer.status).toBe(200)
})

test('CONTRACTS Errors, S0: a model that fails is 503 in fixed words, without the words of the provider', async () => {
  await using server = await startTestServer({ retry: { attempts: 0 } })
  server.model.fail(401, {}, '{"error":{"message":"Incorrect API key provided: sk-verysecret"}}')
  const headers = { 'x-correlation-id': 'mine' }
  const answer = await server.client.call('POST', '/chat/completion', { body: { messages: said }, headers })
  expect(answer.status).toBe(503)
  expect(answer.json).toEqual({
    error:
      "The model refused the request. The model's server does not accept this request as it is. The operator of this server finds the reason in its log.",
    detail: 'AI service unavailable',
    correlation_id: 'mine',
  })
})

test('CONTRACTS Errors, S0: half an answer is not taken for a whole one', async () => {
  await using server = await startTestServer({ retry: { attempts: 0 } })
  server.model.next(async (exchange) => {
    await exchange.token('Half of')
    await exchange.end()
  })
  const answer = await server.client.post('/chat/completion', { messages: said })
  expect(answer.status).toBe(503)
  expect(answer.json.detail).toBe('AI service unavailable')
  expect(answer.text).not.toContain('Half of')
})

test('SETTLED 7: a client whose answer takes too long is told so, and the model is not paid for it any longer', async () => {
  await using server = await startTestServer({ limits: { answerWaitMs: 30 } })
  server.model.next((exchange) => exchange.stall())
  const answer = await server.client.post('/chat/completion', { messages: said })
  expect(answer.status).toBe(503)
  expect(answer.headers['retry-after']).toBe('5')
  expect(answer.json).toEqual({
    error: 'The answer took longer than this server waits. Ask again, or ask for a stream.',
    detail: 'AI service unavailable',
    correlation_id: answer.headers['x-correlation-id'],
  })
  const [request] = server.model.requests
  await request?.closed
  expect(request?.wasAborted).toBe(true)
})
