import { describe, expect, test } from 'vitest'
import { startTestServer } from '../../harness.ts'
import { chat, counts, history, open, simple, success } from './talk.ts'

const key = { 'idempotency-key': 'k' }

describe('SETTLED 6, S1-1: a repeated POST /api/chat', () => {
  test('is the same run and the same bytes, from the start, and costs nothing', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    model.reply('One, two and three')
    const first = await chat(client, 'u', 'Count', key)
    const second = await chat(client, 'u', 'Count', key)
    expect(second.status).toBe(200)
    expect(second.text).toBe(first.text)
    expect(second.headers['x-run-id']).toBe(first.headers['x-run-id'])
    expect(model.requests.length).toBe(1)
    expect(await history(client, 'u')).toEqual(['Count > One, two and three'])
  })

  test('joins the answer that is being made', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    const steps = model.stepped(['Half', ' and half'])
    const first = await open(client, 'u', 'Go', key)
    steps.release()
    await first.untilText((text) => text.includes('Half'))
    const second = await open(client, 'u', 'Go', key)
    await second.untilText((text) => text === 'data: {"content": "Half", "done": false}\n\n')
    steps.releaseAll()
    await Promise.all([first.all(), second.all()])
    expect(second.text()).toBe(
      `data: {"content": "Half", "done": false}\n\ndata: {"content": " and half", "done": false}\n\n${success}`,
    )
    expect(first.text()).toBe(second.text())
    expect(model.requests.length).toBe(1)
  })

  test('ends as the first did where the answer failed after others', async () => {
    await using server = await startTestServer({ retry: { attempts: 0, baseMs: 1 } })
    const { client, model } = server
    await chat(client, 'u', 'Before')
    model.fail(500)
    const first = await chat(client, 'u', 'Doomed', key)
    expect(first.text).toContain('"error": "The model failed.')
    expect((await chat(client, 'u', 'Doomed', key)).text).toBe(first.text)
    expect(model.requests.length).toBe(2)
  })
})

describe('SETTLED 6, S1-2: a repeated POST /api/chat/simple', () => {
  test('gets the same answer, and costs nothing', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    const first = await simple(client, 'u', 'Once', key)
    const second = await simple(client, 'u', 'Once', key)
    expect([second.status, second.text]).toEqual([200, first.text])
    expect(second.headers['x-run-id']).toBe(first.headers['x-run-id'])
    expect(model.requests.length).toBe(1)
    expect(await counts(client)).toEqual([1, 1])
  })

  test('eight times at once is one run and one model call', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    const answers = await Promise.all(Array.from({ length: 8 }, () => simple(client, 'u', 'Once', key)))
    expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(200))
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1)
    expect(model.requests.length).toBe(1)
    expect(await history(client, 'u')).toEqual(['Once > You said: Once'])
  })
})

describe('SETTLED 6, S1-1, S1-2: a key that came with another request', () => {
  test.each([
    ['message', chat, chat, 'Other'],
    ['message', simple, simple, 'Other'],
    ['path', chat, simple, 'Once'],
    ['path', simple, chat, 'Once'],
  ])('of another %s is refused before any stream, and its run is left alone', async (_what, first, second, message) => {
    await using server = await startTestServer()
    const { client, model } = server
    await first(client, 'u', 'Once', key)
    const refused = await second(client, 'u', message, key)
    expect(refused.status).toBe(409)
    expect(refused.json).toEqual({
      error: 'The Idempotency-Key was used before',
      detail: 'This Idempotency-Key came with another request before. Use a new key for a new request.',
      correlation_id: refused.headers['x-correlation-id'],
    })
    expect(await history(client, 'u')).toEqual(['Once > You said: Once'])
    expect(model.requests.length).toBe(1)
  })
})
