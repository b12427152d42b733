import { describe, expect, test } from 'vitest'
import { startTestServer } from '../../harness.ts'

const body = { messages: [{ role: 'user', content: 'Hi' }] }
const one = 'data: {"token": "One", "content": "One", "done": false}\n\n'
const whole =
  one +
  'data: {"token": " two", "content": " two", "done": false}\n\n' +
  'data: {"token": "", "content": "", "done": true}\n\n'

describe("W8, SETTLED 5: when nobody waits for Luma's answer any more, the model is not paid for it", () => {
  test('where the reader of a stream leaves in the middle', async () => {
    await using server = await startTestServer()
    const steps = server.model.stepped(['One', ' two'])
    const stream = await server.client.stream('POST', '/chat/stream', { body, headers: { 'x-correlation-id': 'mine' } })
    steps.release()
    await stream.untilText((text) => text === one)
    stream.leave()
    const [request] = server.model.requests
    await request?.closed
    expect(request?.wasAborted).toBe(true)
    await server.logged({ event: 'stream_left', correlation_id: 'mine' })
    steps.releaseAll()
  })

  test('where the reader of a stream leaves before the first token', async () => {
    await using server = await startTestServer()
    server.model.next((exchange) => exchange.stall())
    const stream = await server.client.stream('POST', '/chat/stream', { body })
    const request = await server.model.waitForRequest(1)
    stream.leave()
    await request.closed
    expect(request.wasAborted).toBe(true)
  })

  test('where whoever waits for the whole answer hangs up', async () => {
    await using server = await startTestServer()
    server.model.next((exchange) => exchange.stall())
    const patience = new AbortController()
    const answer = server.client.call('POST', '/chat/completion', { body, signal: patience.signal })
    const request = await server.model.waitForRequest(1)
    patience.abort()
    await expect(answer).rejects.toThrow(/abort/i)
    await request.closed
    expect(request.wasAborted).toBe(true)
  })
})

describe('W8, SETTLED 6: a second reader by the same Idempotency-Key keeps the answer going', () => {
  const headers = { 'idempotency-key': 'k' }

  test('when the first one leaves its stream', async () => {
    await using server = await startTestServer()
    const steps = server.model.stepped(['One', ' two'])
    const first = await server.client.stream('POST', '/chat/stream', {
      body,
      headers: { ...headers, 'x-correlation-id': 'first' },
    })
    steps.release()
    await first.untilText((text) => text === one)
    const second = await server.client.stream('POST', '/chat/stream', { body, headers })
    await second.untilText((text) => text === one)
    first.leave()
    await server.logged({ event: 'stream_left', correlation_id: 'first' })
    steps.releaseAll()
    await second.all()
    expect(second.text()).toBe(whole)
    expect(server.model.requests).toHaveLength(1)
    expect(server.model.requests[0]?.wasAborted).toBe(false)
  })

  test('when the first one hangs up on a whole answer', async () => {
    await using server = await startTestServer()
    const steps = server.model.stepped(['One', ' two'])
    const patience = new AbortController()
    const first = server.client.call('POST', '/chat/completion', { body, headers, signal: patience.signal })
    await server.model.waitForRequest(1)
    const second = server.client.call('POST', '/chat/completion', {
      body,
      headers: { ...headers, 'x-correlation-id': 'second' },
    })
    await server.logged({ event: 'request_received', correlation_id: 'second' })
    // Requests are taken in their order: when a later one is answered, this one has joined.
    await server.client.post('/chat/completion', body)
    patience.abort()
    await expect(first).rejects.toThrow(/abort/i)
    steps.releaseAll()
    expect((await second).json).toEqual({ response: 'One two' })
    expect(server.model.requests).toHaveLength(2)
  })
})
