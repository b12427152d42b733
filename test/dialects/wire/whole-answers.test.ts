import { describe, expect, test } from 'vitest'
import type { Answer, Client } from '../../client.ts'
import { startTestServer, type TestServer } from '../../harness.ts'

const waits = { limits: { answerWaitMs: 40 } }

function expectUnavailable({ status, headers, json }: Answer, sentence: string): void {
  expect(status).toBe(503)
  expect(headers['retry-after']).toBe('5')
  expect(json).toEqual({
    error: sentence,
    detail: 'AI service unavailable',
    correlation_id: headers['x-correlation-id'],
  })
}

const stored: readonly [
  title: string,
  path: string,
  body: object,
  readBack: (client: Client) => Promise<unknown>,
  expected: unknown,
][] = [
  [
    'S1 POST /api/chat/simple',
    '/api/chat/simple',
    { user_id: 'local', message: 'Hi' },
    async (client) => (await client.get('/api/chat/history/local')).json,
    {
      user_id: 'local',
      history: [{ timestamp: expect.any(String), user_message: 'Hi', assistant_response: 'At last' }],
      count: 1,
    },
  ],
  [
    'S4 POST /api/chat',
    '/api/chat',
    { message: 'Hi' },
    async (client) => {
      const [session] = (await client.get('/api/chat/sessions')).json as { sessionId: string }[]
      return (await client.get(`/api/chat/sessions/${session?.sessionId}/messages`)).json
    },
    [
      expect.objectContaining({ role: 'user', content: 'Hi' }),
      expect.objectContaining({ role: 'assistant', content: 'At last' }),
    ],
  ],
]

async function runOf({ logged }: TestServer): Promise<string> {
  return String((await logged({ event: 'message_accepted' }))['run_id'])
}

describe('W9, SETTLED 7: an answer that takes longer than a JSON endpoint waits', () => {
  test.each(stored)('is a 503 and is stored nevertheless: %s', async (_title, path, body, readBack, expected) => {
    await using server = await startTestServer(waits)
    const { client, model } = server
    const steps = model.stepped(['At', ' last'])
    steps.release()
    const answer = await client.post(path, body)
    expectUnavailable(
      answer,
      'The answer takes longer than a request may wait. It goes on, and is stored if the model completes it: look for it before you send the message again.',
    )
    expect((await model.waitForRequest(1)).isClosed).toBe(false)
    const events = await client.events(await runOf(server))
    steps.releaseAll()
    expect((await events.all()).at(-1)?.type).toBe('completed')
    expect(await readBack(client)).toEqual(expected)
    expect(model.requests[0]?.wasAborted).toBe(false)
  })

  test('is a 503 and is given up where nothing is stored: S0 POST /chat/completion', async () => {
    await using server = await startTestServer(waits)
    const { client, model } = server
    model.stepped(['At', ' last']).release()
    const answer = await client.post('/chat/completion', { messages: [{ role: 'user', content: 'Hi' }] })
    expectUnavailable(answer, 'The answer took longer than this server waits. Ask again, or ask for a stream.')
    await model.requests[0]?.closed
    expect(model.requests[0]?.wasAborted).toBe(true)
  })

  test.each(stored)('is read with the same key once it is there: %s', async (_title, path, body) => {
    await using server = await startTestServer(waits)
    const { client, model } = server
    const steps = model.stepped(['At', ' last'])
    const key = { 'idempotency-key': 'once' }
    expect((await client.post(path, body, key)).status).toBe(503)
    const events = await client.events(await runOf(server))
    steps.releaseAll()
    await events.all()
    const again = await client.post(path, body, key)
    expect(again.status).toBe(200)
    expect(again.text).toContain('"At last"')
    expect(model.requests).toHaveLength(1)
  })
})
