import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

export interface CuttingProxy extends AsyncDisposable {
  /** The url of the database behind it, by way of it. */
  url: string
  /** After so many bytes from the client, nothing passes any more. Resolves then. */
  cutAfter(bytes: number): Promise<void>
  /** Ends the connections that are cut. */
  hangUp(): void
}

/** Between a client and its database: stops at any byte. */
export async function startCuttingProxy(database: string): Promise<CuttingProxy> {
  const { hostname, port } = new URL(database)
  const sockets = new Set<Socket>()
  let left = Infinity
  let onCut = (): void => {}

  const server = createServer((client) => {
    const upstream = connect(Number(port), hostname)
    for (const [socket, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(socket)
      socket.on('error', () => other.destroy())
      socket.on('close', () => {
        sockets.delete(socket)
        other.destroy()
      })
    }
    upstream.on('data', (chunk) => void (left > 0 && client.write(chunk)))
    client.on('data', (chunk: Buffer) => {
      if (left <= 0) return
      upstream.write(chunk.subarray(0, left))
      left -= chunk.length
      if (left <= 0) onCut()
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = new URL(database)
  url.port = String((server.address() as AddressInfo).port)

  const hangUp = (): void => {
    for (const socket of sockets) socket.destroy()
  }
  return {
    url: url.href,
    hangUp,
    cutAfter(bytes) {
      left = bytes
      return new Promise((resolve) => (onCut = resolve))
    },
    async [Symbol.asyncDispose]() {
      server.close()
      hangUp()
      await once(server, 'close')
    },
  }
}
