import type { IncomingMessage } from 'node:http'
import { connect, type Socket } from 'node:net'
import { describe, expect, test } from 'vitest'
import { answerRawRequests } from '../../src/http/raw-requests.ts'
import { type Door, openDoor } from './door.ts'
import { sendBytes, statusesIn } from '../send-bytes.ts'

const open = (): Promise<Door> => openDoor({ loopbackOnly: true }, (app) => answerRawRequests(app.server))

const behind = 'GET /behind HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n'

function expectEnvelope(said: string, status: number): void {
  expect(statusesIn(said)).toEqual([status])
  const [head = '', body = ''] = said.split('\r\n\r\n')
  expect(head).toMatch(/\r\ncontent-type: application\/json; charset=utf-8/i)
  expect(head).toMatch(/\r\nconnection: close/i)
  const id = /\r\nx-correlation-id: (\S+)/i.exec(head)?.[1]
  expect(JSON.parse(body)).toEqual({
    error: expect.stringMatching(/\S/),
    detail: expect.stringMatching(/\.$/),
    correlation_id: id,
  })
}

describe('a request that expects', () => {
  const post = (expectation: string): string =>
    `POST /x HTTP/1.1\r\nHost: localhost\r\nX-Correlation-Id: mine\r\nExpect: ${expectation}\r\n` +
    'Content-Type: text/plain\r\nContent-Length: 2\r\n\r\n'

  test.each(['something', '200-ok', 'x 100-continue', '100-continue, x', '100-continue=1'])(
    '"%s" is told in words that it cannot have it, and nothing behind it is done',
    async (expectation) => {
      await using door = await open()
      const said = await sendBytes(door.url, `${post(expectation)}hi${behind}`)
      expectEnvelope(said, 417)
      expect(said).toMatch(/\r\nx-correlation-id: mine\r\n/)
      expect(said).toMatch(/\r\nx-content-type-options: nosniff\r\n/)
      expect(said).toMatch(/\r\ncache-control: no-store\r\n/)
      expect(door.done).toEqual([])
    },
  )

  test.each(['100-continue', '100-Continue'])('"%s" is told to go on, and answered', async (expectation) => {
    await using door = await open()
    expect(statusesIn(await sendBytes(door.url, `${post(expectation)}hi${behind}`))).toEqual([100, 200, 200])
    expect(door.done).toEqual(['POST /x', 'GET /behind'])
  })
})

describe('CONNECT', () => {
  /** The server's end of the next connection that asks to be tunnelled. */
  const nextTunnel = ({ app }: Door): Promise<Socket> =>
    new Promise((resolve) => app.server.once('connect', ({ socket }: IncomingMessage) => resolve(socket)))

  const closed = (socket: Socket): Promise<void> => new Promise((resolve) => socket.once('close', () => resolve()))

  const tunnel = 'CONNECT elsewhere.example:443 HTTP/1.1\r\nHost: elsewhere.example:443\r\n'

  test.each([
    ['alone', '\r\n'],
    ['with bytes for the other side', '\r\n\u0016\u0003\u0001'],
    ['with a body', 'Content-Length: 2\r\n\r\nhi'],
    ['with half a body', 'Content-Length: 9\r\n\r\nhi'],
    ['with a request behind it', `\r\n${behind}`],
  ])('%s is refused in words', async (_how, rest) => {
    await using door = await open()
    expectEnvelope(await sendBytes(door.url, tunnel + rest), 405)
    expect(door.done).toEqual([])
  })

  test('is refused to the end, however much comes in behind it', async () => {
    await using door = await open()
    const { hostname, port } = new URL(door.url)
    const socket = connect(Number(port), hostname).setEncoding('latin1')
    const errors: Error[] = []
    let said = ''
    socket.on('error', (error) => errors.push(error))
    socket.on('data', (text: string) => (said += text))
    const end = closed(socket)
    socket.write(`${tunnel}\r\n`)
    socket.end(Buffer.alloc(8 * 1024 * 1024))
    await end
    expect(errors).toEqual([])
    expectEnvelope(said, 405)
  })

  test('is not answered where another request waits for its answer', async () => {
    await using door = await open()
    const wait = 'GET /wait HTTP/1.1\r\nHost: localhost\r\n\r\n'
    expect(await sendBytes(door.url, `${wait}${tunnel}\r\n`)).toBe('')
  })

  test.each(['\r\n', 'Content-Length: 9\r\n\r\nhi'])('that breaks off ends nothing else: %j', async (rest) => {
    await using door = await open()
    const { hostname, port } = new URL(door.url)
    const tunnelled = nextTunnel(door)
    const socket = connect(Number(port), hostname)
    socket.on('error', () => {})
    socket.write(tunnel + rest)
    const end = closed(await tunnelled)
    socket.resetAndDestroy()
    await end
    expect(statusesIn(await sendBytes(door.url, behind))).toEqual([200])
  })

  test('by somebody who never hangs up does not hold the connection', async () => {
    await using door = await open()
    const { hostname, port } = new URL(door.url)
    const tunnelled = nextTunnel(door)
    const socket = connect({ port: Number(port), host: hostname, allowHalfOpen: true })
    socket.on('error', () => {})
    socket.resume()
    socket.write(`${tunnel}\r\n`)
    await closed(await tunnelled)
    socket.destroy()
  })
})

test.each(['websocket', 'h2c', 'TLS/1.3', 'nonsense'])(
  'a request to upgrade to %s is answered as if it had not asked, even where somebody listens for upgrades',
  async (protocol) => {
    await using door = await open()
    // Fastify does, on the second address of localhost, and nobody answers what it passes on.
    door.app.server.on('upgrade', () => {})
    const upgrade = `Connection: Upgrade, HTTP2-Settings\r\nUpgrade: ${protocol}\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n`
    const body = 'Content-Type: text/plain\r\nContent-Length: 2\r\n\r\nhi'
    for (const request of [
      `GET /x HTTP/1.1\r\nHost: localhost\r\n${upgrade}\r\n`,
      `POST /x HTTP/1.1\r\nHost: localhost\r\n${upgrade}${body}`,
    ]) {
      const said = await sendBytes(door.url, request)
      expect(statusesIn(said)).toEqual([200])
      expect(said).toMatch(/\r\nconnection: close\r\n/i)
    }
    expect(door.done).toEqual(['GET /x', 'POST /x'])
  },
)
