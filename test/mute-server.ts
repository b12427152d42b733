import { createServer } from 'node:net'
import type { AddressInfo, Socket } from 'node:net'

export interface MuteServer extends AsyncDisposable {
  /** Of HTTPS: whoever calls waits for the first word of TLS, which never comes. */
  url: string
  /** Somebody has called by now. */
  called(): Promise<void>
}

export async function startMute(): Promise<MuteServer> {
  const sockets: Socket[] = []
  const { promise: called, resolve } = Promise.withResolvers<void>()
  const server = createServer((socket) => {
    sockets.push(socket.on('error', () => {}))
    resolve()
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  return {
    url: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    called: () => called,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy()
      await new Promise((closed) => server.close(closed))
    },
  }
}
