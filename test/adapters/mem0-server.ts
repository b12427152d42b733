import { createServer } from 'node:http'
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text as textOf } from 'node:stream/consumers'
import { createMem0Platform } from './mem0-platform.ts'
import { createMem0SelfHosted } from './mem0-self-hosted.ts'
import { createShelf } from './mem0-shelf.ts'
import type { Mem0Row } from './mem0-shelf.ts'

export interface Mem0Asked {
  method: string
  path: string
  query: URLSearchParams
  headers: IncomingHttpHeaders
  /** Parsed, where it is JSON. */
  body: Record<string, unknown> | undefined
}

export interface Mem0Said {
  status: number
  body?: unknown
  headers?: Record<string, string>
}

const json = { 'content-type': 'application/json' }
const stranger = {
  id: 'aaaaaaaa-0000-4000-8000-000000000000',
  memory: 'Somebody else is allergic to nuts',
  data: { memory: 'Somebody else is allergic to nuts' },
  event: 'ADD',
  user_id: 'somebody-else',
  score: 0.9,
  metadata: {},
  created_at: '2026-01-15T10:30:00Z',
  updated_at: null,
}

/** All the ways in which an answer can be worse than none. */
export const ills = {
  'nothing at all': () => {},
  'headers and nothing else': (response) => response.writeHead(200, json).write('{"resu'),
  'a cut before the headers': (response) => response.destroy(),
  'a cut inside the body': (response) => {
    response.writeHead(200, { ...json, 'content-length': '100' }).write('{"results":[]')
    setImmediate(() => response.destroy())
  },
  'no HTTP': (response) => response.socket?.end('SSH-2.0-OpenSSH_9.9\r\n'),
  500: (response) => response.writeHead(500, json).end('{"detail":"password of 10.0.0.7 expired"}'),
  502: (response) => response.writeHead(502, { 'content-type': 'text/html' }).end('<h1>Bad Gateway</h1>'),
  429: (response) => response.writeHead(429, { ...json, 'retry-after': '7' }).end('{"detail":"slow down"}'),
  401: (response) => response.writeHead(401, json).end('{"detail":"Invalid API key."}'),
  'an error without end': (response) => response.writeHead(500).write('{'),
  'a page': (response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<title>Sign in</title>'),
  'garbage for JSON': (response) => response.writeHead(200, json).end('{"results":[{"id":'),
  'no UTF-8': (response) => response.writeHead(200, json).end(Buffer.from([0x7b, 0xff, 0x7d])),
  'a nest without end': (response) => response.writeHead(200, json).end('['.repeat(100_000)),
  'a list': (response) => response.writeHead(200, json).end('[]'),
  nothing: (response) => response.writeHead(200, json).end(),
  'ten megabytes': (response) => response.writeHead(200, json).end(`{"results":[]}${' '.repeat(10 << 20)}`),
  'ten megabytes, bit by bit': (response) => {
    response.writeHead(200, json).write('{"results":[]}')
    for (let kib = 0; kib < 10 << 10; kib += 64) response.write(' '.repeat(64 << 10))
    response.end()
  },
  "another person's memories": (response) =>
    response.writeHead(200, json).end(JSON.stringify({ results: [stranger], next: null, count: 1 })),
  'another place': (response, { url }) => response.writeHead(307, { location: `${url}/elsewhere` }).end(),
} satisfies Record<string, (response: ServerResponse, server: { url: string }) => unknown>

export type Mem0Ill = keyof typeof ills

export interface Mem0Server extends AsyncDisposable {
  readonly url: string
  readonly key: string
  /** In their order. */
  readonly requests: readonly Mem0Asked[]
  /** How many were opened. */
  readonly connections: number
  /** What is kept of a person. */
  texts(person: string): string[]
  put(person: string, ...texts: string[]): Mem0Row[]
  /** Does what was accepted so far. */
  settle(): void
  /** From now on every request, or the next so many, is answered so. */
  suffer(ill: Mem0Ill, times?: number): void
  /** Every request from now on, or each that fits, is answered with this. */
  say(said: Mem0Said, fits?: (asked: Mem0Asked) => boolean): void
  /** What adds come to from now on, whatever was said. */
  bring(...results: object[]): void
  recover(): void
  /** The next request has come. */
  asked(): Promise<void>
}

export interface Mem0ServerOptions {
  hosted: boolean
  key?: string
  /** A server of one's own as its image was published first. */
  legacy?: boolean
  /** The platform keeps what is not to be inferred at once, instead of by and by. */
  atOnce?: boolean
}

/** Keeps memories over a real socket in the manner of Mem0, as well or as badly as it is told to. */
export async function startMem0Server(options: Mem0ServerOptions): Promise<Mem0Server> {
  const { hosted, key = 'm0-a-key', legacy = false, atOnce = false } = options
  const shelf = createShelf()
  const respond = hosted ? createMem0Platform(shelf, key, atOnce) : createMem0SelfHosted(shelf, key, legacy)
  const requests: Mem0Asked[] = []
  let ill: Mem0Ill | undefined
  let left = 0
  let fixed: Mem0Said | undefined
  let isMeant: (asked: Mem0Asked) => boolean = () => true
  let heard: (() => void)[] = []
  let connections = 0

  const server = createServer((request, response) => {
    void answer(request, response)
  })
  server.on('connection', () => {
    connections += 1
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const asked = await readRequest(request, url)
    requests.push(asked)
    for (const hear of heard) hear()
    heard = []
    if (ill !== undefined && left > 0) {
      left -= 1
      ills[ill](response, { url })
      return
    }
    const { status, body, headers } = (isMeant(asked) ? fixed : undefined) ?? respond(asked)
    response.writeHead(status, { ...json, ...headers }).end(body === undefined ? '' : JSON.stringify(body))
  }

  return {
    url,
    key,
    requests,
    get connections() {
      return connections
    },
    texts: (person) => shelf.rows.filter(({ user }) => user === person).map(({ text }) => text),
    put: (person, ...texts) =>
      shelf.keep(
        person,
        texts.map((content) => ({ content })),
        {},
      ),
    settle() {
      for (const job of shelf.queue.splice(0)) job()
    },
    suffer(next, times = Infinity) {
      ill = next
      left = times
    },
    say(said, fits = () => true) {
      fixed = said
      isMeant = fits
    },
    bring(...results) {
      fixed = { status: 200, body: hosted ? { id: 'e1', status: 'SUCCEEDED', results } : { results } }
      isMeant = ({ method, path }) =>
        hosted ? path.startsWith('/v1/event/') : method === 'POST' && path === '/memories'
    },
    recover() {
      left = 0
      fixed = undefined
    },
    asked: () => new Promise((resolve) => heard.push(resolve)),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => {
        server.close(resolve)
      })
    },
  }
}

async function readRequest(request: IncomingMessage, base: string): Promise<Mem0Asked> {
  const { pathname, searchParams } = new URL(request.url ?? '/', base)
  const text = await textOf(request)
  const isJson = request.headers['content-type'] === 'application/json'
  return {
    method: request.method ?? '',
    path: pathname,
    query: searchParams,
    headers: request.headers,
    body: isJson && text !== '' ? (JSON.parse(text) as Record<string, unknown>) : undefined,
  }
}
