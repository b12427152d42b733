import { describe, expect, test } from 'vitest'
import { startTestServer } from '../../harness.ts'

const body = { message: 'What is 2+2?' }
const headers = { 'x-correlation-id': 'abc-123' }

describe('S2-1: POST /chat', () => {
  test('W1, W2: is the frames of its document to the byte, numbered, and has no [DONE]', async () => {
    await using server = await startTestServer()
    server.model.reply('The answer is 4')
    const answer = await server.client.call('POST', '/chat', { body, headers })
    expect(answer.status).toBe(200)
    expect(answer.text).toBe(
      'data: {"content": "The", "sequence": 0, "is_final": false, "correlation_id": "abc-123"}\n\n' +
        'data: {"content": " answer", "sequence": 1, "is_final": false, "correlation_id": "abc-123"}\n\n' +
        'data: {"content": " is", "sequence": 2, "is_final": false, "correlation_id": "abc-123"}\n\n' +
        'data: {"content": " 4", "sequence": 3, "is_final": false, "correlation_id": "abc-123"}\n\n' +
        'data: {"content": "", "sequence": 4, "is_final": true, "correlation_id": "abc-123"}\n\n',
    )
  })

  test('W5, W7: sends its headers before the model has said anything, and each token before the next one exists', async () => {
    await using server = await startTestServer()
    const steps = server.model.stepped(['"你"', '\n🌙'])
    const stream = await server.client.stream('POST', '/chat', { body, headers })
    expect(stream.headers).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache',
      connection: 'keep-alive',
      'x-accel-buffering': 'no',
      'x-correlation-id': 'abc-123',
    })
    expect(stream.headers).not.toHaveProperty('content-encoding')
    const first =
      'data: {"content": "\\"\\u4f60\\"", "sequence": 0, "is_final": false, "correlation_id": "abc-123"}\n\n'
    steps.release()
    expect(await stream.untilText((text) => text !== '')).toBe(first)
    const second =
      'data: {"content": "\\n\\ud83c\\udf19", "sequence": 1, "is_final": false, "correlation_id": "abc-123"}\n\n'
    steps.release()
    expect(await stream.untilText((text) => text.length > first.length)).toBe(first + second)
    steps.releaseAll()
    await stream.all()
    expect(stream.text()).toBe(
      first + second + 'data: {"content": "", "sequence": 2, "is_final": true, "correlation_id": "abc-123"}\n\n',
    )
  })

  test('W3: numbers the pieces of a token that is too long for one frame', async () => {
    await using server = await startTestServer()
    const long = 'né🌙'.repeat(500)
    server.model.next(async (exchange) => {
      await exchange.token(long)
      await exchange.finish()
      await exchange.done()
    })
    const { text } = await server.client.post('/chat', body)
    const frames = text.split('\n\n').slice(0, -1)
    expect(Math.max(...frames.map((frame) => frame.length + 2))).toBeLessThan(1024)
    const told = frames.map((frame) => JSON.parse(frame.slice(6)) as { content: string; sequence: number })
    expect(told.map(({ sequence }) => sequence)).toEqual(told.map((_, index) => index))
    expect(told.map(({ content }) => content).join('')).toBe(long)
  })

  test('W4: is kept alive by comments that its clients skip', async () => {
    await using server = await startTestServer({ keepaliveMs: 20 })
    const steps = server.model.stepped(['Hi'])
    const stream = await server.client.stream('POST', '/chat', { body, headers })
    await stream.untilText((text) => text.startsWith(': ping\n\n: ping\n\n'))
    steps.releaseAll()
    await stream.all()
    expect(stream.text().replaceAll(': ping\n\n', '')).toBe(
      'data: {"content": "Hi", "sequence": 0, "is_final": false, "correlation_id": "abc-123"}\n\n' +
        'data: {"content": "", "sequence": 1, "is_final": true, "correlation_id": "abc-123"}\n\n',
    )
  })

  test('remembers nothing: the model sees a helpful assistant and this one message', async () => {
    await using server = await startTestServer()
    await server.client.post('/chat', { message: 'My name is Anna' })
    await server.client.post('/chat', { message: 'What is my name?' })
    for (const [index, message] of ['My name is Anna', 'What is my name?'].entries())
      expect(server.model.requests[index]?.body.messages).toEqual([
        { role: 'system', content: expect.stringContaining('You are a helpful assistant') },
        { role: 'user', content: message },
      ])
    expect((await server.client.get('/v1/conversations')).json.data).toEqual([])
  })
})

describe('S2-2: a failure', () => {
  test('W6: before the first token is told in the stream, without the words of the provider', async () => {
    await using server = await startTestServer({ retry: { attempts: 0 } })
    server.model.fail(500, {}, '{"error":{"message":"sk-verysecret is out of order"}}')
    const answer = await server.client.call('POST', '/chat', { body, headers })
    expect([answer.status, answer.text]).toEqual([
      200,
      'data: {"content": "", "sequence": -1, "is_final": true, "correlation_id": "abc-123", "error": "The model failed. The model\'s server reported a failure of its own. Send the message again in a moment."}\n\n',
    ])
  })

  test('after some tokens ends the stream, once', async () => {
    await using server = await startTestServer({ retry: { attempts: 0 } })
    server.model.next(async (exchange) => {
      await exchange.token('Half')
      await exchange.end()
    })
    const answer = await server.client.call('POST', '/chat', { body, headers })
    expect(answer.text).toBe(
      'data: {"content": "Half", "sequence": 0, "is_final": false, "correlation_id": "abc-123"}\n\n' +
        'data: {"content": "", "sequence": -1, "is_final": true, "correlation_id": "abc-123", "error": "The answer broke off. The model\'s server closed the connection before the answer was complete. Send the message again in a moment."}\n\n',
    )
  })
})
