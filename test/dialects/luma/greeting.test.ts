import { describe, expect, test } from 'vitest'
import { startTestServer } from '../../harness.ts'

const opener =
  "Hello, I'm Luma. I'm glad you are here. There is no right place to begin: what has been on your mind the most today?"

const marking =
  'This is the built-in offline model, because no OPENAI_API_KEY is set: set it (or OPENAI_BASE_URL) and restart to talk with a real one.'

const body = { messages: [] }

const openerFrames =
  `data: {"token": "${opener}", "content": "${opener}", "done": false}\n\n` +
  'data: {"token": "", "content": "", "done": true}\n\n'

describe('S0-1: where nobody has said anything, Luma begins', () => {
  test('with words of the model, which sees her prompt and nothing else', async () => {
    await using server = await startTestServer()
    server.model.reply('Hello there.')
    server.model.reply('Hello again.')
    expect((await server.client.post('/chat/completion', body)).json).toEqual({ response: 'Hello there.' })
    const stream = await server.client.stream('POST', '/chat/stream', { body })
    await stream.all()
    expect(stream.text()).toBe(
      'data: {"token": "Hello", "content": "Hello", "done": false}\n\n' +
        'data: {"token": " again.", "content": " again.", "done": false}\n\n' +
        'data: {"token": "", "content": "", "done": true}\n\n',
    )
    for (const request of server.model.requests)
      expect(request.body.messages).toEqual([{ role: 'system', content: expect.stringContaining('You are Luma') }])
    expect(server.model.requests).toHaveLength(2)
  })

  test('with a line of her own where the model fails, as one text', async () => {
    await using server = await startTestServer({ retry: { attempts: 0 } })
    server.model.fail(500)
    const answer = await server.client.post('/chat/completion', body)
    expect([answer.status, answer.json]).toEqual([200, { response: opener }])
    expect(server.model.requests).toHaveLength(1)
  })

  test('with a line of her own where the model fails, as a stream without a failure in it', async () => {
    await using server = await startTestServer({ retry: { attempts: 0 } })
    server.model.fail(401)
    const answer = await server.client.post('/chat/stream', body)
    expect([answer.status, answer.text]).toEqual([200, openerFrames])
    expect(server.model.requests).toHaveLength(1)
  })

  test('with a line of her own where the model cannot be reached', async () => {
    await using server = await startTestServer({
      model: { kind: 'openai', api: 'chat', baseUrl: 'http://127.0.0.1:1/v1' },
      retry: { attempts: 0 },
    })
    expect((await server.client.post('/chat/completion', body)).json).toEqual({ response: opener })
    expect((await server.client.post('/chat/stream', body)).text).toBe(openerFrames)
  })

  test('but does not greet in the middle of a greeting that broke off', async () => {
    await using server = await startTestServer({ retry: { attempts: 0 } })
    const breakOff = () =>
      server.model.next(async (exchange) => {
        await exchange.token('Hel')
        await exchange.end()
      })
    breakOff()
    const answer = await server.client.post('/chat/stream', body)
    expect(answer.text).toContain('data: {"token": "Hel", "content": "Hel", "done": false}\n\n')
    expect(answer.text).toContain('data: {"error": ')
    expect(answer.text).not.toContain('Hello')
    breakOff()
    expect((await server.client.post('/chat/completion', body)).status).toBe(503)
  })

  test('nor before what of it was still looked at, and may not be said', async () => {
    await using server = await startTestServer({ retry: { attempts: 0 } })
    server.model.next(async (exchange) => {
      await exchange.token('Take forty pills')
      await exchange.end()
    })
    const { response } = (await server.client.post('/chat/completion', body)).json
    expect(response).toMatch(/^About medicines and amounts, please ask a doctor/)
  })

  test('with a line of her own where the built-in model answers, marked as such', async () => {
    await using server = await startTestServer({ model: { kind: 'offline' }, offline: { wordMs: 0 } })
    const marked = `${marking}\n\n${opener}`
    expect((await server.client.post('/chat/completion', body)).json).toEqual({ response: marked })
    const { text } = await server.client.post('/chat/stream', body)
    expect(text.endsWith('data: {"token": "", "content": "", "done": true}\n\n')).toBe(true)
    const tokens = text
      .split('\n\n')
      .slice(0, -1)
      .map((frame) => (JSON.parse(frame.slice('data: '.length)) as { token: string }).token)
    expect(tokens.join('')).toBe(marked)
  })

  test('and only there: a message that fails is not answered with a greeting', async () => {
    await using server = await startTestServer({ retry: { attempts: 0 } })
    server.model.fail(500)
    const messages = [{ role: 'system', content: 'Be brief' }]
    const answer = await server.client.post('/chat/completion', { messages })
    expect([answer.status, answer.json.detail]).toEqual([503, 'AI service unavailable'])
  })
})
