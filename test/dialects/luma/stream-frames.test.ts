import { describe, expect, test } from 'vitest'
import { startTestServer } from '../../harness.ts'

const body = { messages: [{ role: 'user', content: 'Hi' }] }
const done = 'data: {"token": "", "content": "", "done": true}\n\n'

describe('S0-3: /chat/stream', () => {
  test('W1, W2, W3: is one frame a token, to the byte, and has no [DONE] that its clients could not parse', async () => {
    await using server = await startTestServer()
    server.model.next(async (exchange) => {
      for (const token of ['Hi', ' "你"', '\n', '🌙\u007f', ' \\']) await exchange.token(token)
      await exchange.finish()
      await exchange.done()
    })
    const stream = await server.client.stream('POST', '/chat/stream', { body })
    await stream.all()
    expect(stream.status).toBe(200)
    expect(stream.text()).toBe(
      'data: {"token": "Hi", "content": "Hi", "done": false}\n\n' +
        'data: {"token": " \\"\\u4f60\\"", "content": " \\"\\u4f60\\"", "done": false}\n\n' +
        'data: {"token": "\\n", "content": "\\n", "done": false}\n\n' +
        'data: {"token": "\\ud83c\\udf19\\u007f", "content": "\\ud83c\\udf19\\u007f", "done": false}\n\n' +
        'data: {"token": " \\\\", "content": " \\\\", "done": false}\n\n' +
        'data: {"token": "", "content": "", "done": true}\n\n',
    )
  })

  test('W5, W7: sends its headers before the model has said anything, and each token before the next one exists', async () => {
    await using server = await startTestServer()
    const steps = server.model.stepped(['One', ' two'])
    const headers = { 'x-correlation-id': 'mine' }
    const stream = await server.client.stream('POST', '/chat/stream', { body, headers })
    expect(stream.headers).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache',
      connection: 'keep-alive',
      'x-accel-buffering': 'no',
      'x-correlation-id': 'mine',
    })
    expect(stream.headers).not.toHaveProperty('content-encoding')
    const first = 'data: {"token": "One", "content": "One", "done": false}\n\n'
    steps.release()
    expect(await stream.untilText((text) => text !== '')).toBe(first)
    const second = 'data: {"token": " two", "content": " two", "done": false}\n\n'
    steps.release()
    expect(await stream.untilText((text) => text.length > first.length)).toBe(first + second)
    steps.releaseAll()
    await stream.all()
    expect(stream.text()).toBe(first + second + done)
  })

  test('W3: keeps a frame under 1 KiB, for its clients do not put frames together', async () => {
    await using server = await startTestServer()
    const long = 'né🌙'.repeat(500)
    server.model.next(async (exchange) => {
      await exchange.token(long)
      await exchange.finish()
      await exchange.done()
    })
    const { text } = await server.client.post('/chat/stream', body)
    const frames = text.split('\n\n').slice(0, -1)
    expect(Math.max(...frames.map((frame) => frame.length + 2))).toBeLessThan(1024)
    const tokens = frames.map((frame) => (JSON.parse(frame.slice(6)) as { token: string }).token)
    expect(tokens.every((token) => token.isWellFormed())).toBe(true)
    expect(tokens.join('')).toBe(long)
  })

  test('W6: tells a failure before the first token in the stream, and then ends as every stream does', async () => {
    await using server = await startTestServer({ retry: { attempts: 0 } })
    server.model.fail(500, {}, 'sk-verysecret is out of order')
    const answer = await server.client.post('/chat/stream', body)
    expect(answer.status).toBe(200)
    expect(answer.text).toBe(
      'data: {"error": "The model failed. The model\'s server reported a failure of its own. Send the message again in a moment.", "token": "", "content": "", "done": false}\n\n' +
        'data: {"token": "", "content": "", "done": true}\n\n',
    )
  })

  test('tells a failure after some tokens, once', async () => {
    await using server = await startTestServer({ retry: { attempts: 0 } })
    server.model.next(async (exchange) => {
      await exchange.token('Half')
      await exchange.end()
    })
    const answer = await server.client.post('/chat/stream', body)
    expect(answer.text).toBe(
      'data: {"token": "Half", "content": "Half", "done": false}\n\n' +
        'data: {"error": "The answer broke off. The model\'s server closed the connection before the answer was complete. Send the message again in a moment.", "token": "", "content": "", "done": false}\n\n' +
        'data: {"token": "", "content": "", "done": true}\n\n',
    )
  })

  test('W4: is kept alive by comments that its clients skip', async () => {
    await using server = await startTestServer({ keepaliveMs: 20 })
    const steps = server.model.stepped(['Hi'])
    const stream = await server.client.stream('POST', '/chat/stream', { body })
    await stream.untilText((text) => text.startsWith(': ping\n\n: ping\n\n'))
    steps.releaseAll()
    await stream.all()
    expect(stream.text().replaceAll(': ping\n\n', '')).toBe(
      'data: {"token": "Hi", "content": "Hi", "done": false}\n\n' + done,
    )
  })
})
