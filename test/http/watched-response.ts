import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { connect, type Socket } from 'node:net'

export interface Unread extends Disposable {
  socket: Socket
  /** The server's side of it. */
  response: ServerResponse
  /** Resolves when nothing is on its way any more, whoever saw to it. */
  closed: Promise<unknown>
}

/** Asks on a connection of its own and reads nothing of what comes back. */
export async function askUnread(url: string, path: string, headers: Record<string, string> = {}): Promise<Unread> {
  const { promise, resolve } = Promise.withResolvers<ServerResponse>()
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  socket.on('error', () => {})
  socket.pause()
  const onRequest = (message: unknown): void => {
    const { request, response } = message as { request: IncomingMessage; response: ServerResponse }
    if (request.socket.remotePort === socket.localPort) resolve(response)
  }
  subscribe('http.server.request.start', onRequest)
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  socket.write(`GET ${path} HTTP/1.1\r\nHost: localhost\r\n${lines.join('')}\r\n`)
  const response = await promise
  unsubscribe('http.server.request.start', onRequest)
  const closed = new Promise((resolve) => response.once('close', resolve))
  return { socket, response, closed, [Symbol.dispose]: () => socket.destroy() }
}
