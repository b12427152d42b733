import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setImmediate } from 'node:timers/promises'

/** How one request is treated; with nothing, as an honest proxy would. */
export interface Manner {
  /** So many bytes of the answer's body pass, this happens then. */
  after?: number
  ending?: 'reset' | 'end' | 'stall'
  /** The server is asked, and what it answers is lost. */
  lose?: boolean
  /** Nobody is asked: this is the answer. */
  respond?: { status: number; headers?: Record<string, string>; body?: string }
  /** The connection is reset before anything is asked. */
  refuse?: boolean
  /** The body passes in pieces of so many bytes. */
  pieceBytes?: number
  /** Headers that are lost on the way to the server, and from it. */
  without?: readonly string[]
  /** Stands before the body. */
  prefix?: string
}

export interface Passed {
  method: string
  path: string
  headers: IncomingHttpHeaders
  body: string
  status?: number
}

export interface MeanProxy extends AsyncDisposable {
  url: string
  /** Every request that came, in their order. */
  passed: Passed[]
  /** Of those that are asked for a stream of events. */
  streams(): Passed[]
  /** Is asked how to treat each request. */
  manner: (passed: Passed, n: number) => Manner
  /** Where the server is by now. */
  target: string
  /** Resets every connection that stands. */
  hangUp(): void
}

const withoutNames = (headers: IncomingHttpHeaders, names: readonly string[] = []): IncomingHttpHeaders =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !names.includes(name)))

async function bodyOf(message: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const part of message) parts.push(part as Buffer)
  return Buffer.concat(parts)
}

/** Writes the body as it comes, up to where the manner has its say; true where it came to its end. */
async function pass(body: AsyncIterable<Buffer>, response: ServerResponse, { after = Infinity, ...manner }: Manner) {
  let left = after
  for await (const chunk of body) {
    const size = manner.pieceBytes ?? chunk.length
    for (let at = 0; at < chunk.length; at += size) {
      const piece = chunk.subarray(at, Math.min(at + size, at + left))
      left -= piece.length
      if (piece.length > 0) response.write(piece)
      if (left <= 0) return false
      // Each piece arrives by itself.
      if (manner.pieceBytes !== undefined) await setImmediate()
    }
  }
  return true
}

/** Between a client and a server: tells the one what the other says as badly as it is asked to. */
export async function startMeanProxy(target: string): Promise<MeanProxy> {
  const passed: Passed[] = []

  async function treat(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url: path = '', headers } = incoming
    const bytes = await bodyOf(incoming)
    const seen: Passed = { method, path, headers, body: bytes.toString() }
    passed.push(seen)
    const manner = proxy.manner(seen, passed.length)
    if (manner.refuse === true) {
      incoming.socket.resetAndDestroy()
      return
    }
    if (manner.respond) {
      seen.status = manner.respond.status
      response.writeHead(manner.respond.status, manner.respond.headers).end(manner.respond.body)
      return
    }
    const { host: _host, ...forwarded } = withoutNames(headers, manner.without)
    const call = request(new URL(path, proxy.target), { method, headers: forwarded, agent: false })
    // The server may be away.
    call.on('error', () => incoming.socket.resetAndDestroy())
    response.once('close', () => call.destroy())
    call.end(bytes)
    const [answer] = (await once(call, 'response')) as [IncomingMessage]
    seen.status = answer.statusCode ?? 0
    if (manner.lose === true) {
      incoming.socket.resetAndDestroy()
      return
    }
    const { connection: _connection, 'keep-alive': _keepAlive, ...back } = withoutNames(answer.headers, manner.without)
    response.writeHead(answer.statusCode ?? 0, back)
    response.flushHeaders()
    if (manner.prefix !== undefined) response.write(manner.prefix)
    const isWhole = await pass(answer as AsyncIterable<Buffer>, response, manner)
    if (isWhole || manner.ending === 'end') response.end()
    else if (manner.ending !== 'stall') incoming.socket.resetAndDestroy()
    if (!isWhole) call.destroy()
  }

  const server = createServer((incoming, response) => {
    response.on('error', () => {})
    treat(incoming, response).catch(() => incoming.socket.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const proxy: MeanProxy = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    passed,
    streams: () => passed.filter(({ headers }) => headers.accept === 'text/event-stream'),
    manner: () => ({}),
    target,
    hangUp: () => server.closeAllConnections(),
    async [Symbol.asyncDispose]() {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
  return proxy
}
