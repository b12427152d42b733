import { lookup } from 'node:dns/promises'
import { once } from 'node:events'
import { createServer, type Server } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { errorCode } from '../std/error-code.ts'

export interface Listening {
  /** Where it listens, as a client would write it. */
  url: string
  /** Takes no more connections at the addresses beside the first; resolves when those that it has are gone. */
  close(): Promise<void>
}

/** Connections there are the server's as if they had come to its own address, with all bounds that it has. */
async function listenBeside(app: FastifyInstance, host: string, port: number): Promise<Server | undefined> {
  const beside = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => app.server.emit('connection', socket))
  beside.listen({ host, port })
  try {
    await once(beside, 'listening')
    return beside
  } catch (error) {
    // Not every machine has both kinds of addresses.
    if (['EADDRNOTAVAIL', 'EAFNOSUPPORT'].includes(errorCode(error))) return undefined
    await app.close()
    throw error
  }
}

function portOf({ server }: FastifyInstance): number {
  const address = server.address()
  return typeof address === 'object' && address !== null ? address.port : 0
}

/** Listens at every address of `localhost`, or at the one that is named. */
export async function listen(app: FastifyInstance, { host, port }: { host: string; port: number }): Promise<Listening> {
  const addresses = host === 'localhost' ? await lookup(host, { all: true }) : []
  const [first = host, ...others] = new Set(addresses.map(({ address }) => address))
  const url = await app.listen({ host: first, port })
  const found = await Promise.all(others.map((other) => listenBeside(app, other, portOf(app))))
  const beside = found.filter((server) => server !== undefined)
  return {
    url,
    async close() {
      for (const server of beside) server.close()
      await Promise.all(beside.map((server) => once(server, 'close')))
    },
  }
}
