import { describe, expect, test } from 'vitest'
import { startTestServer } from '../../harness.ts'
import { chat, history, open, success } from './talk.ts'

const sorry = '"Sorry, something went wrong with this answer."'
const unanswered = { retry: { attempts: 0, baseMs: 1 } }

describe('S1-1: POST /api/chat', () => {
  test('W1, W3: the whole stream is as the document prints it, a frame for each delta', async () => {
    await using server = await startTestServer()
    server.model.reply('Hello! I am well')
    const answer = await chat(server.client, 'user123', 'Hello, how are you today?')
    expect(answer.status).toBe(200)
    expect(answer.text).toBe(
      'data: {"content": "Hello!", "done": false}\n\n' +
        'data: {"content": " I", "done": false}\n\n' +
        'data: {"content": " am", "done": false}\n\n' +
        'data: {"content": " well", "done": false}\n\n' +
        'data: {"content": "", "done": true}\n\n' +
        'data: [DONE]\n\n',
    )
  })

  test('W2: text of any width is escaped as Python escapes it', async () => {
    await using server = await startTestServer()
    server.model.next(async (exchange) => {
      await exchange.token('你好 "é"\n\u007f👋\\</')
      await exchange.finish()
      await exchange.done()
    })
    const { text } = await chat(server.client, 'u', 'Hi')
    expect(text).toBe(
      String.raw`data: {"content": "\u4f60\u597d \"\u00e9\"\n\u007f\ud83d\udc4b\\</", "done": false}` +
        '\n\ndata: {"content": "", "done": true}\n\ndata: [DONE]\n\n',
    )
  })

  test('W3: a delta too large for one frame is split between code points, and none of it is lost', async () => {
    await using server = await startTestServer()
    const long = `x${'👋🏽'.repeat(400)}`
    server.model.next(async (exchange) => {
      await exchange.token(long)
      await exchange.finish()
      await exchange.done()
    })
    const { text } = await chat(server.client, 'u', 'Hi')
    const frames = text.split('\n\n').slice(0, -3)
    expect(frames.length).toBeGreaterThan(1)
    const pieces = frames.map((frame) => (JSON.parse(frame.slice('data: '.length)) as { content: string }).content)
    expect(pieces.join('')).toBe(long)
    for (const piece of pieces) expect(piece.isWellFormed()).toBe(true)
    for (const frame of frames) expect(frame.length).toBeLessThan(1024)
  })

  test('W5: the headers say that it is a stream, and which run it tells', async () => {
    await using server = await startTestServer()
    const { headers } = await chat(server.client, 'u', 'Hi', { 'x-correlation-id': 'abc-123' })
    expect(headers).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache',
      connection: 'keep-alive',
      'x-accel-buffering': 'no',
      'x-correlation-id': 'abc-123',
    })
    expect(headers['x-run-id']).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
  })

  test('W7: each token is on the wire before the next one exists', async () => {
    await using server = await startTestServer()
    const steps = server.model.stepped(['One', ' two'])
    const stream = await open(server.client, 'u', 'Count')
    expect(stream.text()).toBe('')
    steps.release()
    const first = 'data: {"content": "One", "done": false}\n\n'
    await stream.untilText((text) => text === first)
    steps.release()
    await stream.untilText((text) => text === `${first}data: {"content": " two", "done": false}\n\n`)
    steps.releaseAll()
    await stream.all()
    expect(stream.text()).toBe(`${first}data: {"content": " two", "done": false}\n\n${success}`)
  })

  test('W6: a failure before the first token is an apology with its reason, then [DONE]', async () => {
    await using server = await startTestServer(unanswered)
    server.model.fail(401, {}, '{"error":{"message":"Incorrect API key provided: sk-canary"}}')
    const answer = await chat(server.client, 'u', 'Hi')
    expect(answer.status).toBe(200)
    expect(answer.text).toBe(
      `data: {"content": ${sorry}, "done": true, "error": "The model refused the request. ` +
        `The model's server does not accept this request as it is. ` +
        `The operator of this server finds the reason in its log."}\n\ndata: [DONE]\n\n`,
    )
  })

  test('W6: a failure in the middle follows the text that came, and is told in the same way', async () => {
    await using server = await startTestServer(unanswered)
    server.model.next(async (exchange) => {
      await exchange.token('Half an')
      exchange.cut()
    })
    const answer = await chat(server.client, 'u', 'Hi')
    expect(answer.status).toBe(200)
    expect(answer.text).toBe(
      'data: {"content": "Half an", "done": false}\n\n' +
        `data: {"content": ${sorry}, "done": true, "error": "The answer broke off. ` +
        `The model's server closed the connection before the answer was complete. ` +
        `Send the message again in a moment."}\n\ndata: [DONE]\n\n`,
    )
  })

  test("the document's own client reads success and failure: every data line but [DONE] has content", async () => {
    await using server = await startTestServer(unanswered)
    const { client, model } = server
    const read = async (): Promise<string> => {
      let printed = ''
      for (const line of (await chat(client, 'u', 'Hi')).text.split('\n')) {
        if (!line) continue
        expect(line.startsWith('data: ')).toBe(true)
        const data = line.slice(6)
        if (data === '[DONE]') return printed
        const { content } = JSON.parse(data) as { content?: string }
        expect(content).toBeTypeOf('string')
        printed += content
      }
      throw new Error('The stream ended without [DONE].')
    }
    model.reply('All is well')
    expect(await read()).toBe('All is well')
    model.fail(500)
    expect(await read()).toBe('Sorry, something went wrong with this answer.')
  })

  test('W8: an answer whose reader leaves is finished, once, and stands in the history', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    const steps = model.stepped(['Half', ' and half'])
    const stream = await open(client, 'u', 'Hi')
    steps.release()
    await stream.untilText((text) => text.includes('Half'))
    stream.leave()
    await server.logged({ event: 'stream_left' })
    steps.releaseAll()
    // It waits for the answer before it.
    await chat(client, 'u', 'Still there?')
    expect(await history(client, 'u')).toEqual(['Hi > Half and half', 'Still there? > You said: Still there?'])
    expect(model.requests.length).toBe(2)
  })

  test('what cannot be asked is refused before any stream, as a list, and is not sent to the model', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    const cases: [body: object, loc: string, msg: string][] = [
      [{ user_id: 'u' }, 'message', 'Field required'],
      [{ user_id: 'u', message: '' }, 'message', 'String should have at least 1 character'],
      [{ user_id: 'u', message: ' \n\t' }, 'message', 'Value error, Message must not be empty or whitespace'],
      [{ user_id: 'u', message: 5 }, 'message', 'Input should be a valid string'],
      [{ user_id: '', message: 'Hi' }, 'user_id', 'String should have at least 1 character'],
      [{ user_id: 7, message: 'Hi' }, 'user_id', 'Input should be a valid string'],
      [{ user_id: null, message: 'Hi' }, 'user_id', 'Input should be a valid string'],
    ]
    for (const [body, loc, msg] of cases) {
      for (const path of ['/api/chat', '/api/chat/simple']) {
        const refused = await client.post(path, body)
        expect(refused.status).toBe(422)
        expect(refused.json).toEqual({
          error: 'Validation error',
          detail: [{ type: expect.any(String), loc: ['body', loc], msg }],
          correlation_id: refused.headers['x-correlation-id'],
        })
      }
    }
    expect(model.requests.length).toBe(0)
  })
})
