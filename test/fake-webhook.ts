import { createServer } from 'node:http'
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer as bytesOf } from 'node:stream/consumers'

export interface Told {
  method: string
  path: string
  headers: IncomingHttpHeaders
  /** As they came. */
  bytes: Buffer
  body: Record<string, unknown>
}

/** `echo`: what was said, as it was said. */
type Worsen = (response: ServerResponse, place: { url: string; echo: string }) => unknown

const json = { 'content-type': 'application/json' }
const provider = 'password of 10.0.0.7 expired'

/** All the ways in which an answer can be worse than none, whoever gives it. */
export const ills = {
  'nothing at all': () => {},
  'headers and nothing else': (response) => response.writeHead(200, json).write('{"lev'),
  'a cut before the headers': (response) => response.destroy(),
  'a cut inside the body': (response) => {
    response.writeHead(200, { ...json, 'content-length': '900' }).write('{"level":0')
    setImmediate(() => response.destroy())
  },
  'a cut inside a chunk': (response) => {
    response.writeHead(200, json).write('{"level":0')
    setImmediate(() => response.destroy())
  },
  'no HTTP': (response, { echo }) => response.socket?.end(`SSH-2.0 ${echo}\r\n`),
  'headers without end': (response) => response.socket?.write(`HTTP/1.1 200 OK\r\nx: ${'y'.repeat(100_000)}`),
  400: (response, { echo }) => response.writeHead(400, json).end(echo),
  401: (response, { echo }) => response.writeHead(401, json).end(echo),
  404: (response, { echo }) => response.writeHead(404, json).end(echo),
  408: (response) => response.writeHead(408, json).end(provider),
  429: (response, { echo }) => response.writeHead(429, { ...json, 'retry-after': '7' }).end(echo),
  500: (response, { echo }) => response.writeHead(500, json).end(`${provider} ${echo}`),
  503: (response) => response.writeHead(503, json).end(provider),
  'an error without end': (response) => response.writeHead(500).write(provider),
  'a huge error': (response) => response.writeHead(500).end(provider.repeat(100_000)),
  'another place': (response, { url }) => response.writeHead(307, { location: `${url}/elsewhere` }).end(),
  'another place, for good': (response, { url }) => response.writeHead(301, { location: `${url}/elsewhere` }).end(),
  'a page': (response, { echo }) => response.writeHead(200, { 'content-type': 'text/html' }).end(`<p>${echo}`),
  'garbage for JSON': (response, { echo }) => response.writeHead(200, json).end(`{"level":0,"x":"${echo}`),
  'no UTF-8': (response) => response.writeHead(200, json).end(Buffer.from([0x7b, 0xff, 0x7d])),
  'a nest without end': (response) => response.writeHead(200, json).end(`{"level":0,"x":${'['.repeat(100_000)}`),
  'a poisoned key': (response) => response.writeHead(200, json).end('{"__proto__":{"level":0},"level":0}'),
  'what was said': (response, { echo }) => response.writeHead(200, json).end(echo),
  'a list': (response) => response.writeHead(200, json).end('[]'),
  null: (response) => response.writeHead(200, json).end('null'),
  nothing: (response) => response.writeHead(200, json).end(),
  'no content': (response) => response.writeHead(204).end(),
  'two megabytes': (response) => response.writeHead(200, json).end(`{"level":0}${' '.repeat(2 << 20)}`),
  'two megabytes, bit by bit': (response) => {
    response.writeHead(200, json).write('{"level":0}')
    for (let kib = 0; kib < 2 << 10; kib += 64) response.write(' '.repeat(64 << 10))
    response.end()
  },
} satisfies Record<string, Worsen>

export type Ill = keyof typeof ills

/** Those that never come to an end by themselves. */
export const endless: ReadonlySet<Ill> = new Set<Ill>(['nothing at all', 'headers and nothing else'])

export interface FakeReply {
  status: number
  body?: unknown
  headers?: Record<string, string>
}

export interface FakeWebhook extends AsyncDisposable {
  readonly url: string
  /** In their order. */
  readonly requests: readonly Told[]
  /** From now on every request, or the next so many, is answered so. */
  suffer(ill: Ill, times?: number): void
  /** In place of whatever it would say. */
  say(reply: (told: Told) => FakeReply): void
  recover(): void
  /** The n-th request, counted from 1. */
  waitForRequest(n: number): Promise<Told>
}

/** Takes what it is told over a real socket, and answers as well or as badly as it is asked to. */
export async function startFakeWebhook(
  reply: (told: Told) => FakeReply = () => ({ status: 200, body: { ok: true } }),
): Promise<FakeWebhook> {
  const requests: Told[] = []
  let said = reply
  let ill: Ill | undefined
  let left = 0
  let waiting: { n: number; found(told: Told): void }[] = []

  async function answer(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const bytes = await bytesOf(incoming)
    const { method = '', url: path = '', headers } = incoming
    const body = bytes.length > 0 ? (JSON.parse(bytes.toString()) as Told['body']) : {}
    const told = { method, path, headers, bytes, body }
    requests.push(told)
    for (const { n, found } of waiting) if (n === requests.length) found(told)
    waiting = waiting.filter(({ n }) => n > requests.length)
    if (ill !== undefined && left > 0) {
      left -= 1
      return void ills[ill](response, { url, echo: bytes.toString() })
    }
    const { status, body: saying, headers: more } = said(told)
    response.writeHead(status, { ...json, ...more }).end(saying === undefined ? '' : JSON.stringify(saying))
  }

  // Whoever leaves before the end of what they say is nobody that could be answered.
  const server = createServer((incoming, response) => void answer(incoming, response).catch(() => response.destroy()))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  return {
    url,
    requests,
    suffer(next, times = Infinity) {
      ill = next
      left = times
    },
    say: (next) => (said = next),
    recover() {
      left = 0
      said = reply
    },
    waitForRequest(n) {
      const { promise, resolve } = Promise.withResolvers<Told>()
      const there = requests[n - 1]
      if (there) resolve(there)
      else waiting.push({ n, found: resolve })
      return promise
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
