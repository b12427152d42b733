import { describe, expect, test } from 'vitest'
import { startTestServer } from '../../harness.ts'
import { chat, counts, history, simple, told } from './talk.ts'

describe('S1-2: POST /api/chat/simple', () => {
  test('answers with exactly what the document lists, its time in UTC with a Z', async () => {
    await using server = await startTestServer()
    server.model.reply('I am well, thank you.')
    const answer = await simple(server.client, 'user123', 'Hello, how are you today?')
    expect(answer.status).toBe(200)
    expect(answer.headers['content-type']).toMatch(/^application\/json/)
    expect(answer.headers['x-run-id']).toMatch(/^[0-9a-f-]{36}$/)
    expect(answer.json).toEqual({
      user_id: 'user123',
      message: 'Hello, how are you today?',
      response: 'I am well, thank you.',
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/),
    })
  })

  test('S1-1: has one history with the stream, in which each knows what was said to the other', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    await chat(client, 'u', 'By stream')
    await simple(client, 'u', 'At once')
    expect(told(model)).toEqual(['user: By stream', 'assistant: You said: By stream', 'user: At once'])
    await chat(client, 'u', 'By stream again')
    expect(told(model).slice(2)).toEqual(['user: At once', 'assistant: You said: At once', 'user: By stream again'])
    expect(await history(client, 'u')).toEqual([
      'By stream > You said: By stream',
      'At once > You said: At once',
      'By stream again > You said: By stream again',
    ])
  })

  test.each([400, 401, 500])('says 503 in the envelope where the model says %i, and stores nothing', async (status) => {
    await using server = await startTestServer({ retry: { attempts: 0, baseMs: 1 } })
    const { client, model } = server
    model.fail(status, {}, '{"error":{"message":"Bad key sk-canary at /srv/canary"}}')
    const failed = await simple(client, 'u', 'Hi')
    expect(failed.status).toBe(503)
    expect(failed.json).toEqual({
      error: expect.stringMatching(/^The model [a-z ]+\. .+\.$/),
      detail: 'AI service unavailable',
      correlation_id: failed.headers['x-correlation-id'],
    })
    expect(failed.text).not.toContain('canary')
    expect(await history(client, 'u')).toEqual([])
    expect(await counts(client)).toEqual([0, 0])
  })

  test('says 503 where the answer takes longer than it waits, and keeps the answer (SETTLED 7)', async () => {
    await using server = await startTestServer({ limits: { answerWaitMs: 1 } })
    const { client, model } = server
    const steps = model.stepped(['Late'])
    const pending = await simple(client, 'u', 'Hi')
    expect([pending.status, pending.json.detail]).toEqual([503, 'AI service unavailable'])
    expect(pending.json.error).toMatch(/longer than a request may wait\. It goes on/)
    expect(pending.headers['retry-after']).toBe('5')
    steps.releaseAll()
    await chat(client, 'u', 'And now?')
    expect((await history(client, 'u'))[0]).toBe('Hi > Late')
    expect(model.requests.length).toBe(2)
  })
})
