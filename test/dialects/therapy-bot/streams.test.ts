import { describe, expect, test } from 'vitest'
import { startTestServer } from '../../harness.ts'
import { chat, contextOf } from './chat.ts'

const noRetry = { retry: { attempts: 0, baseMs: 1 } }
const body = { message: "I'm feeling anxious today", sessionId: 'user123-session456', userId: 'user123' }

describe('S3-1: POST /chat', () => {
  test('W1, W2: the stream is the frames of the document and nothing else, to the byte', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    model.reply('I understand that you\'re feeling "anxious"\nand\ttired — 你好 👋 \u007f')
    const stream = await chat(client, body)
    expect(stream.status).toBe(200)
    expect(stream.text()).toBe(
      'data: {"content": "I"}\n\n' +
        'data: {"content": " understand"}\n\n' +
        'data: {"content": " that"}\n\n' +
        'data: {"content": " you\'re"}\n\n' +
        'data: {"content": " feeling"}\n\n' +
        'data: {"content": " \\"anxious\\""}\n\n' +
        'data: {"content": "\\nand"}\n\n' +
        'data: {"content": "\\ttired"}\n\n' +
        'data: {"content": " \\u2014"}\n\n' +
        'data: {"content": " \\u4f60\\u597d"}\n\n' +
        'data: {"content": " \\ud83d\\udc4b"}\n\n' +
        'data: {"content": " \\u007f"}\n\n',
    )
  })

  test('W5: its headers are those of a stream that nothing on the way holds back', async () => {
    await using server = await startTestServer()
    const { headers } = await chat(server.client, body, { 'x-correlation-id': 'mine' })
    expect(headers).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache',
      connection: 'keep-alive',
      'x-accel-buffering': 'no',
      'x-correlation-id': 'mine',
    })
    expect(headers['x-run-id']).toMatch(/^[0-9a-f-]{36}$/)
  })

  test('W7: a token is out before there is another', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    const steps = model.stepped(['One', ' two'])
    const stream = await client.stream('POST', '/chat', { body })
    steps.release()
    expect(await stream.untilText((text) => text !== '')).toBe('data: {"content": "One"}\n\n')
    steps.releaseAll()
    await stream.all()
    expect(stream.text()).toBe('data: {"content": "One"}\n\ndata: {"content": " two"}\n\n')
  })

  test("the document's own client reads it: it parses every data line of every piece that comes", async () => {
    await using server = await startTestServer()
    server.model.reply('One two three [DONE] data: four')
    const response = await fetch(`${server.url}/chat`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    })
    const reader = response.body?.getReader()
    const decoder = new TextDecoder()
    let read = ''
    for (;;) {
      const part = await reader?.read()
      if (!part || part.done) break
      for (const line of decoder.decode(part.value).split('\n')) {
        if (line.startsWith('data: ')) read += (JSON.parse(line.slice(6)) as { content: string }).content
      }
    }
    expect(read).toBe('One two three [DONE] data: four')
  })

  test('W3: a long piece of text is told in frames under 1 KiB, cut between characters', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    const long = '👋🏽é'.repeat(500)
    model.next(async (exchange) => {
      await exchange.token(long)
      await exchange.finish()
      await exchange.done()
    })
    const stream = await chat(client, body)
    const frames = stream.text().split('\n\n').slice(0, -1)
    expect(frames.length).toBeGreaterThan(1)
    const texts = frames.map((frame) => (JSON.parse(frame.slice(6)) as { content: string }).content)
    expect(texts.join('')).toBe(long)
    for (const frame of frames) expect(frame.length).toBeLessThan(1024)
    for (const text of texts) expect(text.isWellFormed()).toBe(true)
  })

  test('W8: it is answered and kept though its client leaves', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    const steps = model.stepped(['Half', ' and half'])
    const stream = await client.stream('POST', '/chat', { body })
    steps.release()
    await stream.untilText((text) => text !== '')
    stream.leave()
    await server.logged({ event: 'stream_left', run_id: stream.headers['x-run-id'] })
    steps.releaseAll()
    await chat(client, { ...body, message: 'And?' })
    expect(contextOf(model)).toEqual([`user: ${body.message}`, 'assistant: Half and half', 'user: And?'])
  })
})

describe('S3-1, W6: a failure is a frame with an error and no other key', () => {
  test('before the first token', async () => {
    await using server = await startTestServer(noRetry)
    server.model.fail(500, {}, '{"error":{"message":"canary of the provider"}}')
    const stream = await chat(server.client, body)
    expect(stream.status).toBe(200)
    expect(stream.text()).toBe(
      'data: {"error": "The model failed. The model\'s server reported a failure of its own. ' +
        'Send the message again in a moment."}\n\n',
    )
  })

  test('after it', async () => {
    await using server = await startTestServer(noRetry)
    server.model.next(async (exchange) => {
      await exchange.token('Half')
      exchange.cut()
    })
    const stream = await chat(server.client, body)
    expect(stream.text()).toBe(
      'data: {"content": "Half"}\n\n' +
        'data: {"error": "The answer broke off. The model\'s server closed the connection before the answer was ' +
        'complete. Send the message again in a moment."}\n\n',
    )
  })

  test('SETTLED 11: when the server goes down in the middle', async () => {
    await using server = await startTestServer({ drainMs: 50 })
    const { client, model } = server
    const steps = model.stepped(['Half', ' and half'])
    steps.release()
    const stream = await client.stream('POST', '/chat', { body })
    await stream.untilText((text) => text !== '')
    await server.drain()
    await stream.all()
    expect(stream.text()).toBe(
      'data: {"content": "Half"}\n\n' +
        'data: {"error": "The server is going down before the answer is complete. ' +
        'It will be finished and stored: your message need not be sent again."}\n\n',
    )
  })
})
