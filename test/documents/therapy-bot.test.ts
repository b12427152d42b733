import { describe, expect, test } from 'vitest'
import type { Script } from '../fake-model.ts'
import { startTestServer, type TestServer } from '../harness.ts'
import { printedFor, runPageScript, type Said } from './run-client.ts'

/** Everything at once, as fast as it goes: what has to be told in many frames comes in one. */
const inDeltas =
  (...deltas: string[]): Script =>
  async (exchange) => {
    await exchange.together(async () => {
      for (const delta of deltas) await exchange.token(delta)
      await exchange.finish()
      await exchange.endMarker()
    })
    await exchange.end()
  }

const chatWithBot = (server: TestServer): Promise<Said[]> =>
  runPageScript(printedFor('therapy-bot/chat-with-bot.js', server))

/** How long the frame of this text is, in bytes: each unit that is not printable is an escape of six. */
const frameLength = (text: unknown): number =>
  `data: {"content": ${JSON.stringify(text)}}\n\n`.replaceAll(/[^ -~\n]/g, '\\u0000').length

const chunks = (said: readonly Said[]): unknown[] =>
  said.map(({ level, args: [what, text] }) => (level === 'log' && what === 'Chunk:' ? text : what))

describe('The fetch client', () => {
  test('S3-1: it prints each token as a chunk, and is through when the stream ends', async () => {
    await using server = await startTestServer()
    server.model.reply("I understand that you're feeling anxious")
    expect(chunks(await chatWithBot(server))).toEqual(['I', ' understand', ' that', " you're", ' feeling', ' anxious'])
    expect(server.model.requests[0]?.body.messages?.at(-1)).toEqual({
      role: 'user',
      content: 'I need help with anxiety',
    })
  })

  test.each([
    ['emoji', ['👩‍👩‍👧 ', '😀😀😀', ' 🏳️‍🌈']],
    ['quotes', ['He said: "no\\n"', ` and 'yes' \\ "`, '{"content": "x"}']],
    ['lines', ['one\n', '\ntwo\r\n\r\n', 'data: three\n\ndata: [DONE]\n\n', '\u2028\u2029\u0085\t\v']],
    ['Chinese', ['你好，', '世界。']],
  ])('W1, W2, W3, S3-1: it prints %s as they were written', async (_what, deltas) => {
    await using server = await startTestServer()
    server.model.next(inDeltas(...deltas))
    expect(chunks(await chatWithBot(server))).toEqual(deltas)
  })

  test.each([
    ['letters', 'x'.repeat(5_000)],
    ['Chinese', '你好世界。'.repeat(1_000)],
    ['emoji', '😀'.repeat(2_500)],
    ['line ends', '\r\n'.repeat(2_500)],
  ])('W3: a delta of 5,000 %s is cut into frames under 1 KiB, and never within a character', async (_what, delta) => {
    await using server = await startTestServer()
    server.model.next(inDeltas(delta, ' and', ' on'))
    const said = chunks(await chatWithBot(server))
    expect(said.join('')).toBe(`${delta} and on`)
    expect(said.slice(-2)).toEqual([' and', ' on'])
    expect(said.every((chunk) => String(chunk).isWellFormed())).toBe(true)
    expect(Math.max(...said.map(frameLength))).toBeLessThan(1024)
  })

  test('W3: a thousand tokens at once are a thousand chunks', async () => {
    await using server = await startTestServer()
    const tokens = Array.from({ length: 1_000 }, (_, i) => ` 词${i}`)
    server.model.next(inDeltas(...tokens))
    expect(chunks(await chatWithBot(server))).toEqual(tokens)
  })

  test('S3-1: a failure is an error and no chunk', async () => {
    await using server = await startTestServer()
    server.model.fail(400)
    expect(await chatWithBot(server)).toEqual([
      { level: 'error', args: ['Error:', expect.stringMatching(/^[A-Z].+\.$/)] },
    ])
  })
})

/** How often the server was asked for `/chat`. */
const timesAsked = ({ lines }: TestServer): number =>
  lines
    .map((line) => JSON.parse(line) as Record<string, unknown>)
    .filter(({ event, method, path }) => event === 'request_received' && method === 'GET' && path === '/chat').length

describe('The EventSource example', () => {
  const refusal = { level: 'error', args: ['Error:', expect.stringContaining('Missing required fields')] }

  test('S3-4: it asks without a message, is told so in the stream, and closes for good', async () => {
    await using server = await startTestServer()
    const example = printedFor('therapy-bot/event-source.js', server)
    const atLast = "process.on('exit', () => console.log('State:', eventSource.readyState))"
    const said = await runPageScript(`${example}\n${atLast}`)
    expect(said).toEqual([refusal, { level: 'log', args: ['State:', 2] }])
    expect(timesAsked(server)).toBe(1)
    expect(server.model.requests).toEqual([])
  })

  test('S3-4: one that does not close by itself comes back once, and is told that there is no more', async () => {
    await using server = await startTestServer()
    const said = await runPageScript(`
      const open = setInterval(() => {}, 1_000_000)
      const source = new EventSource("${server.url}/chat", { node: { reconnectionTime: 1 } })
      source.onmessage = ({ data }) => console.error('Error:', JSON.parse(data).error)
      source.onerror = () => {
        if (source.readyState === EventSource.CLOSED) clearInterval(open)
      }`)
    expect(said).toEqual([refusal])
    expect(timesAsked(server)).toBe(2)
  })
})

describe('The authentication example', () => {
  test('S3-6: a bearer token is accepted while authentication is off', async () => {
    await using server = await startTestServer()
    server.model.reply('Hello you')
    const example = printedFor('therapy-bot/authentication.js', server)
    // The document leaves the body open.
    const whole = example.replace('{ ... }', '{ message: "Hello", sessionId: "session-123" }')
    expect(whole).toContain("'Authorization': 'Bearer YOUR_TOKEN_HERE'")
    const said = await runPageScript(`const answer = await ${whole}\nconsole.log(answer.status, await answer.text())`)
    const frames = 'data: {"content": "Hello"}\n\ndata: {"content": " you"}\n\n'
    expect(said).toEqual([{ level: 'log', args: [200, frames] }])
  })
})
