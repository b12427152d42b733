import { createServer } from 'node:http'
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { createExchange } from './fake-model-exchange.ts'
import type { Exchange, FakeUsage } from './fake-model-exchange.ts'
import type { FakeCall } from './fake-model-wires.ts'

export interface FakeBody {
  model: string
  messages?: { role: string; content: string; name?: string }[]
  instructions?: string
  input?: { role: string; content: string }[]
  [field: string]: unknown
}

export interface FakeRequest {
  readonly api: 'chat' | 'responses' | 'messages'
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly body: FakeBody
  /** The client's socket is gone. A connection that is kept for the next request is not. */
  readonly closed: Promise<void>
  readonly isClosed: boolean
  /** The client left before the answer was over. */
  readonly wasAborted: boolean
}

export type Script = (exchange: Exchange) => void | Promise<void>

/** Lets a script go on, one token at a time. */
export interface Steps {
  release(count?: number): void
  releaseAll(): void
}

/** A model behind a real socket, as mean as its script. Speaks streaming Chat Completions, Responses and Messages. */
export interface FakeModel extends AsyncDisposable {
  /** The base URL; it ends in `/v1`. */
  readonly url: string
  readonly requests: readonly FakeRequest[]
  /** How many connections were ever made to it. */
  readonly connections: number
  /** Plays whenever nothing is queued; at first: `echoOf` the last user message. */
  script(script: Script): void
  /** Queues a script for one request. */
  next(script: Script): void
  /** Queues a whole answer, cut into words. */
  reply(text: string, usage?: FakeUsage | null): void
  /** Queues an answer of which each `release()` sends one token, and a last one the end. */
  stepped(tokens: readonly string[], usage?: FakeUsage | null): Steps
  /** Queues an answer that says something, or nothing, and asks for calls. */
  calls(calls: readonly FakeCall[], text?: string, usage?: FakeUsage | null): void
  /** Queues a plain HTTP answer, such as a 429. */
  fail(status: number, headers?: Record<string, string>, body?: string): void
  /** The n-th request, counted from 1, as soon as its body is here. */
  waitForRequest(n: number): Promise<FakeRequest>
}

export async function startFakeModel(): Promise<FakeModel> {
  const requests: FakeRequest[] = []
  const queue: Script[] = []
  const problems: unknown[] = []
  let waiting: { n: number; found: (request: FakeRequest) => void }[] = []
  let connections = 0
  let fallback: Script = (exchange) => {
    const text = echoOf(lastUserText(exchange.request.body))
    return answer(exchange, words(text), { input: text.length, output: words(text).length })
  }

  async function play(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const request = await receive(incoming, response)
    if (!request) {
      response.writeHead(404, { 'content-type': 'application/json' }).end('{"error":{"message":"No such path"}}')
      return
    }
    requests.push(request)
    for (const waiter of waiting) if (waiter.n === requests.length) waiter.found(request)
    waiting = waiting.filter((waiter) => waiter.n > requests.length)
    await (queue.shift() ?? fallback)(createExchange(request, response))
  }

  const server = createServer({ keepAliveTimeout: 30_000 }, (incoming, response) => {
    play(incoming, response).catch((error: unknown) => {
      problems.push(error)
      incoming.socket.destroy()
    })
  })
  server.on('connection', (socket: Socket) => {
    connections += 1
    socket.setMaxListeners(0)
    socket.on('error', () => {})
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    requests,
    get connections() {
      return connections
    },
    script(script) {
      fallback = script
    },
    next(script) {
      queue.push(script)
    },
    reply(text, usage = { input: 7, output: words(text).length }) {
      queue.push((exchange) => answer(exchange, words(text), usage))
    },
    stepped(tokens, usage = { input: 7, output: tokens.length }) {
      const gate = createGate()
      queue.push(async (exchange) => {
        for (const token of tokens) {
          await gate.pass()
          await exchange.token(token)
        }
        await gate.pass()
        await answer(exchange, [], usage)
      })
      return gate
    },
    calls(calls, text = '', usage = { input: 7, output: 3 }) {
      queue.push((exchange) => answer(exchange, words(text), usage, calls))
    },
    fail(status, headers, body) {
      queue.push((exchange) => exchange.respond(status, headers, body))
    },
    waitForRequest(n) {
      const request = requests[n - 1]
      if (request) return Promise.resolve(request)
      return new Promise((found) => {
        waiting.push({ n, found })
      })
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => {
        server.close(resolve)
      })
      if (problems.length > 0) throw new AggregateError(problems, 'A script of the fake model threw')
    },
  }
}

export function echoOf(text: string): string {
  return `You said: ${text}`
}

/** As a model would cut it: the space belongs to the word after it. */
export function words(text: string): string[] {
  return text.match(/\s*\S+|\s+$/g) ?? []
}

export async function answer(
  exchange: Exchange,
  tokens: readonly string[],
  usage: FakeUsage | null,
  calls: readonly FakeCall[] = [],
): Promise<void> {
  for (const token of tokens) await exchange.token(token)
  for (const call of calls) await exchange.call(call)
  await exchange.finish()
  if (usage) await exchange.usage(usage)
  await exchange.done()
}

export function lastUserText(body: FakeBody): string {
  const messages: readonly { role: string; content: string | readonly { text?: string }[] }[] =
    body.messages ?? body.input ?? []
  const said = messages.findLast((message) => message.role === 'user')?.content ?? ''
  return typeof said === 'string' ? said : (said.at(-1)?.text ?? '')
}

const apis = [
  ['chat', '/chat/completions'],
  ['responses', '/responses'],
  ['messages', '/messages'],
] as const

async function receive(incoming: IncomingMessage, response: ServerResponse): Promise<FakeRequest | undefined> {
  const { socket, headers, url = '' } = incoming
  const closed = new Promise<void>((resolve) => {
    socket.once('close', () => resolve())
  })
  const parts: Buffer[] = []
  for await (const part of incoming) parts.push(part as Buffer)
  const api = apis.find(([, path]) => url.endsWith(path))?.[0]
  if (incoming.method !== 'POST' || api === undefined) return undefined
  return {
    api,
    path: url,
    headers,
    body: JSON.parse(Buffer.concat(parts).toString()) as FakeBody,
    closed,
    get isClosed() {
      return socket.destroyed
    },
    get wasAborted() {
      return socket.destroyed && !response.writableFinished
    },
  }
}

function createGate(): Steps & { pass(): Promise<void> } {
  let free = 0
  let open: (() => void) | undefined
  const gate = {
    async pass() {
      if (free === 0) {
        await new Promise<void>((resolve) => {
          open = resolve
        })
      }
      free -= 1
    },
    release(count = 1) {
      free += count
      open?.()
    },
    releaseAll: () => gate.release(Infinity),
  }
  return gate
}
