import { createServer, request as ask } from 'node:http'
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text as textOf } from 'node:stream/consumers'

export interface EmbeddingsAsked {
  path: string
  headers: IncomingHttpHeaders
  body: { model: string; input: string[]; [field: string]: unknown }
}

const json = { 'content-type': 'application/json' }
const numbers = 64

/** Words of one meaning; every other word means something of its own. */
const meanings = [
  ['dog', 'puppy', 'rex', 'hound'],
  ['violin', 'fiddle', 'instrument'],
  ['peanuts', 'nuts', 'allergic'],
]

function placeOf(word: string): number {
  const known = meanings.findIndex((words) => words.includes(word))
  if (known >= 0) return known
  let hash = 7
  for (const letter of word) hash = (hash * 31 + letter.charCodeAt(0)) % (numbers - meanings.length)
  return meanings.length + hash
}

/** The more words of like meaning two texts have, the nearer they are. */
export function vectorOf(text: string): number[] {
  const vector = Array.from({ length: numbers }, () => 0)
  for (const word of text.toLowerCase().match(/\p{L}{3,}/gu) ?? ['']) {
    const place = placeOf(word)
    vector[place] = (vector[place] ?? 0) + 1
  }
  return vector
}

const secret = 'sk-canary-9Q and "I have told nobody but you"'
/** Of tokens as well: nobody knows their words, so they are words of their own. */
const entries = (input: readonly (string | readonly number[])[]) =>
  input.map((text, index) => ({ index, embedding: vectorOf(String(text)) }))
const say = (response: ServerResponse, data: unknown): unknown =>
  response.writeHead(200, json).end(JSON.stringify({ object: 'list', data, usage: null }))

/** All the ways in which an answer can be worse than none. */
export const ills = {
  'nothing at all': () => {},
  'headers and nothing else': (response) => response.writeHead(200, json).write('{"data":[{"ind'),
  'a cut before the headers': (response) => response.destroy(),
  'a cut inside the body': (response) => {
    response.writeHead(200, { ...json, 'content-length': '900' }).write('{"data":[')
    setImmediate(() => response.destroy())
  },
  'no HTTP': (response) => response.socket?.end(`SSH-2.0 ${secret}\r\n`),
  401: (response) => response.writeHead(401, json).end(JSON.stringify({ error: { message: secret } })),
  404: (response) => response.writeHead(404, json).end(JSON.stringify({ error: { message: secret } })),
  429: (response) => response.writeHead(429, { ...json, 'retry-after': '7' }).end(secret),
  500: (response) => response.writeHead(500, json).end(secret),
  503: (response) => response.writeHead(503, json).end(secret),
  'an error without end': (response) => response.writeHead(502).write(secret),
  'a page': (response) => response.writeHead(200, { 'content-type': 'text/html' }).end(`<title>${secret}</title>`),
  'garbage for JSON': (response) => response.writeHead(200, json).end(`{"data":[{"x":${secret}`),
  null: (response) => response.writeHead(200, json).end('null'),
  'a list': (response) => response.writeHead(200, json).end('[]'),
  'no list': (response) => say(response, { 0: { embedding: [1] } }),
  nothing: (response) => response.writeHead(200, json).end(),
  'twenty megabytes': (response, { input }) =>
    response.writeHead(200, json).end(JSON.stringify({ data: entries(input) }) + ' '.repeat(20 << 20)),
  'twenty megabytes, bit by bit': (response, { input }) => {
    response.writeHead(200, json).write(JSON.stringify({ data: entries(input) }))
    for (let at = 0; at < 20; at++) response.write(' '.repeat(1 << 20))
    response.end()
  },
  'another place': (response, { url }) => response.writeHead(307, { location: `${url}/elsewhere/embeddings` }).end(),
  'one too few': (response, { input }) => say(response, entries(input).slice(1)),
  'one too many': (response, { input }) => say(response, entries([...input, 'more'])),
  'one twice': (response, { input }) =>
    say(
      response,
      entries(input).map((one) => ({ ...one, index: 0 })),
    ),
  'places beyond the end': (response, { input }) =>
    say(
      response,
      entries(input).map((one) => ({ ...one, index: one.index + 1 })),
    ),
  'places that are words': (response, { input }) =>
    say(
      response,
      entries(input).map((one) => ({ ...one, index: String(one.index) })),
    ),
  'different lengths': (response, { input }) =>
    say(
      response,
      entries(input).map((one) => ({ ...one, embedding: one.embedding.slice(0, numbers - one.index) })),
    ),
  'no numbers': (response, { input }) =>
    say(
      response,
      input.map((text, index) => ({ index, embedding: [secret, text] })),
    ),
  'numbers that are none': (response, { input }) =>
    say(
      response,
      input.map((_, index) => ({ index, embedding: [null, 1] })),
    ),
  'numbers without end': (response, { input }) =>
    response
      .writeHead(200, json)
      .end(
        JSON.stringify({ data: input.map((_, index) => ({ index, embedding: ['?', 1] })) }).replaceAll('"?"', '1e999'),
      ),
  'more than a number holds': (response, { input }) =>
    say(
      response,
      input.map((_, index) => ({ index, embedding: [1e300, 1] })),
    ),
  'vectors of nothing': (response, { input }) =>
    say(
      response,
      input.map((_, index) => ({ index, embedding: [] })),
    ),
  'vectors of a million numbers': (response, { input }) =>
    say(
      response,
      input.map((_, index) => ({ index, embedding: Array.from({ length: 100_000 }, () => 1) })),
    ),
  'bytes in place of numbers': (response, { input }) =>
    say(
      response,
      input.map((_, index) => ({ index, embedding: 'AACAPwAAAAA=' })),
    ),
} satisfies Record<string, (response: ServerResponse, asked: { input: string[]; url: string }) => unknown>

export type EmbeddingsIll = keyof typeof ills

export interface FakeEmbeddings extends AsyncDisposable {
  /** The base URL; it ends in `/v1`. */
  readonly url: string
  /** In their order. */
  readonly requests: readonly EmbeddingsAsked[]
  suffer(ill: EmbeddingsIll): void
  /** Answers with a status where this gives one. */
  refuse(status: (input: readonly string[]) => number | undefined): void
  /** Changes what an answer lists. */
  distort(change: (data: { index?: number; embedding: unknown }[]) => unknown): void
  recover(): void
  /** The n-th request, counted from 1. */
  waitForRequest(n: number): Promise<EmbeddingsAsked>
}

/** Texts in, vectors out, over a real socket; whatever else is asked is asked of `behind`. */
export async function startFakeEmbeddings(behind?: string): Promise<FakeEmbeddings> {
  const requests: EmbeddingsAsked[] = []
  let ill: EmbeddingsIll | undefined
  let refusal: (input: readonly string[]) => number | undefined = () => undefined
  let change: (data: { index?: number; embedding: unknown }[]) => unknown = (data) => data
  let waiting: { n: number; found(asked: EmbeddingsAsked): void }[] = []

  async function answer(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = incoming.url ?? ''
    if (behind !== undefined && !path.endsWith('/embeddings')) return passOn(incoming, response, behind)
    const body = JSON.parse(await textOf(incoming)) as EmbeddingsAsked['body']
    const asked = { path, headers: incoming.headers, body }
    requests.push(asked)
    for (const { n, found } of waiting) if (n === requests.length) found(asked)
    waiting = waiting.filter(({ n }) => n > requests.length)
    if (ill !== undefined) return void ills[ill](response, { input: body.input, url })
    const status = refusal(body.input)
    if (status !== undefined) response.writeHead(status, json).end(JSON.stringify({ error: { message: secret } }))
    else say(response, change(entries(body.input)))
  }

  const server = createServer((incoming, response) => void answer(incoming, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`

  return {
    url,
    requests,
    suffer: (next) => (ill = next),
    refuse: (next) => (refusal = next),
    distort: (next) => (change = next),
    recover() {
      ill = undefined
      refusal = () => undefined
      change = (data) => data
    },
    waitForRequest(n) {
      const { promise, resolve } = Promise.withResolvers<EmbeddingsAsked>()
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

function passOn(incoming: IncomingMessage, response: ServerResponse, behind: string): void {
  const { origin } = new URL(behind)
  const { method, headers, url } = incoming
  const onward = ask(`${origin}${url}`, { method, headers }, (reply) => {
    response.writeHead(reply.statusCode ?? 502, reply.headers)
    reply.pipe(response)
  })
  onward.on('error', () => response.destroy())
  response.on('close', () => onward.destroy())
  incoming.pipe(onward)
}
