import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { EventSource } from 'undici'
import { describe, expect, test } from 'vitest'
import { startTestServer, type TestServer } from '../../harness.ts'
import { asked } from './chat.ts'

interface Heard extends Disposable {
  data: string[]
  /** How often its connection was lost. */
  lost: number
  /** Resolves when it has heard this many frames. */
  until(frames: number): Promise<void>
  /** Resolves when it has given up for good. */
  closed: Promise<void>
}

function listen(url: string): Heard {
  const source = new EventSource(url, { node: { reconnectionTime: 1 } })
  const { promise: closed, resolve: close } = Promise.withResolvers<void>()
  let enough: (() => void) | undefined
  const heard: Heard = {
    data: [],
    lost: 0,
    async until(frames) {
      while (heard.data.length < frames) await new Promise<void>((resolve) => (enough = resolve))
    },
    closed,
    [Symbol.dispose]: () => source.close(),
  }
  source.addEventListener('message', (event) => {
    heard.data.push(event.data as string)
    enough?.()
  })
  source.addEventListener('error', () => {
    if (source.readyState === source.CLOSED) close()
    else heard.lost++
  })
  return heard
}

type Cut = 'end' | 'destroy'

interface BadLine extends AsyncDisposable {
  url: string
  /** The Last-Event-ID of every request. */
  ids: (string | undefined)[]
  cut(): void
}

/** A way to the server that hands on its first answer up to a word, and breaks off there when it is told to. */
async function startBadLine({ url }: TestServer, word: string, how: Cut): Promise<BadLine> {
  const ids: (string | undefined)[] = []
  const { promise: isCut, resolve: cut } = Promise.withResolvers<void>()

  async function handOn(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const id = request.headers['last-event-id']?.toString()
    const isFirst = ids.push(id) === 1
    const reply = await fetch(`${url}${request.url}`, { headers: id === undefined ? {} : { 'last-event-id': id } })
    response.writeHead(reply.status, { 'content-type': reply.headers.get('content-type') ?? '' })
    const text = await reply.text()
    if (!isFirst) {
      response.end(text)
      return
    }
    response.write(text.slice(0, text.indexOf(word)))
    await isCut
    response[how]()
  }

  const line = createServer((request, response) => void handOn(request, response))
  await new Promise<void>((resolve) => {
    line.listen(0, '127.0.0.1', resolve)
  })
  return {
    url: `http://127.0.0.1:${(line.address() as AddressInfo).port}`,
    ids,
    cut,
    async [Symbol.asyncDispose]() {
      line.closeAllConnections()
      await new Promise((resolve) => {
        line.close(resolve)
      })
    },
  }
}

const path = asked({ message: 'Hello, I need help', sessionId: 'session-123', userId: 'user-456' })
const contentOf = ({ data }: Heard): string =>
  data.map((json) => (JSON.parse(json) as { content: string }).content).join('')

describe('S3-4: a real EventSource', () => {
  test('reads the whole answer, comes back once, and is done: the message is sent once', async () => {
    await using server = await startTestServer()
    const { model, url } = server
    model.reply('I am here — for you')
    using heard = listen(url + path)
    await heard.closed
    expect(heard.data).toEqual([
      '{"content": "I"}',
      '{"content": " am"}',
      '{"content": " here"}',
      '{"content": " \\u2014"}',
      '{"content": " for"}',
      '{"content": " you"}',
    ])
    expect(heard.lost).toBe(1)
    expect(model.requests).toHaveLength(1)
  })

  test.for<Cut>(['end', 'destroy'])('reads on by itself when its line is cut by %s', async (how) => {
    await using server = await startTestServer()
    const long = 'word '.repeat(600)
    server.model.stepped(['One ', 'two ', long, 'three']).releaseAll()
    await using line = await startBadLine(server, '"two ', how)
    using heard = listen(line.url + path)
    await heard.until(1)
    line.cut()
    await heard.closed
    expect(contentOf(heard)).toBe(`One two ${long}three`)
    expect(line.ids).toEqual([
      undefined,
      expect.stringMatching(/^[0-9a-f-]{36}:1048578$/),
      expect.stringMatching(/^[0-9a-f-]{36}:1048581$/),
    ])
    expect(server.model.requests).toHaveLength(1)
  })

  test.for<Cut>(['end', 'destroy'])('reads on within a long piece of text when it is cut by %s', async (how) => {
    await using server = await startTestServer()
    const long = `${'a'.repeat(900)}${'b'.repeat(900)}`
    server.model.stepped([long, 'end']).releaseAll()
    await using line = await startBadLine(server, 'bbb', how)
    using heard = listen(line.url + path)
    await heard.until(1)
    line.cut()
    await heard.closed
    expect(contentOf(heard)).toBe(`${long}end`)
    expect(line.ids[1]).toMatch(/^[0-9a-f-]{36}:1048578:1$/)
    expect(server.model.requests).toHaveLength(1)
  })

  test('that is cut before the first word asks the model no second time', async () => {
    await using server = await startTestServer()
    server.model.reply('Only once')
    await using line = await startBadLine(server, 'data: ', 'end')
    using heard = listen(line.url + path)
    line.cut()
    await heard.closed
    expect(contentOf(heard)).toBe('Only once')
    expect(line.ids[1]).toMatch(/^[0-9a-f-]{36}:0$/)
    expect(server.model.requests).toHaveLength(1)
  })

  test("that sends what the document's snippet really sends is told what is missing, and stops asking", async () => {
    await using server = await startTestServer()
    using heard = listen(`${server.url}/chat`)
    await heard.closed
    expect(heard.data).toHaveLength(1)
    expect(JSON.parse(heard.data[0] ?? '')).toEqual({ error: expect.stringMatching(/^Missing required fields\. /) })
    expect(heard.lost).toBe(1)
    expect(server.model.requests).toHaveLength(0)
  })

  test('that is answered by a failure hears of it once, and stops asking', async () => {
    await using server = await startTestServer({ retry: { attempts: 0, baseMs: 1 } })
    server.model.fail(500)
    using heard = listen(server.url + path)
    await heard.closed
    expect(heard.data.map((json) => Object.keys(JSON.parse(json) as object))).toEqual([['error']])
    expect(server.model.requests).toHaveLength(1)
  })
})
