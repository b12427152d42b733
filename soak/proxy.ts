import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { Transform } from 'node:stream'
import { setTimeout as pause } from 'node:timers/promises'

/** A wire between two processes that can be pulled. */
export interface Proxy extends AsyncDisposable {
  readonly port: number
  /** Where new connections lead; undefined is nowhere. */
  lead(port: number | undefined): void
  /** Connections stay open, and nothing passes until `heal`; new ones are taken and wait. */
  stall(): void
  /** Whatever passes comes this much later. */
  delay(ms: number): void
  /** Ends every connection, and each new one at once, until `heal`. */
  cut(how: 'reset' | 'fin'): void
  heal(): void
}

const end = (socket: Socket, how: 'reset' | 'fin'): void =>
  void (how === 'reset' ? socket.resetAndDestroy() : socket.destroy())

export async function startProxy(): Promise<Proxy> {
  let target: number | undefined
  /** What keeps everything back, while something does. */
  let gate: { promise: Promise<void>; resolve(): void } | undefined
  let delayMs = 0
  let cutting: 'reset' | 'fin' | undefined
  const sockets = new Set<Socket>()

  async function freed(): Promise<void> {
    for (let closed = gate; closed; closed = gate) await closed.promise
  }

  /** In one direction; what waits holds its sender back as a slow wire does. */
  const wire = (): Transform =>
    new Transform({
      transform(chunk: Buffer, _encoding, pass) {
        if (!gate && delayMs === 0) return pass(null, chunk)
        void (async () => {
          if (delayMs > 0) await pause(delayMs)
          await freed()
          pass(null, chunk)
        })()
      },
    })

  function keep(socket: Socket, other: () => Socket | undefined): void {
    sockets.add(socket)
    socket.setNoDelay(true)
    socket.on('error', () => other()?.resetAndDestroy())
    socket.on('close', () => {
      sockets.delete(socket)
      other()?.destroy()
    })
  }

  async function join(near: Socket): Promise<void> {
    await freed()
    if (near.destroyed) return
    if (cutting !== undefined || target === undefined) return end(near, cutting ?? 'reset')
    const far = connect({ port: target, host: '127.0.0.1', allowHalfOpen: true })
    keep(far, () => near)
    far.once('close', () => near.destroy())
    near.once('close', () => far.destroy())
    near.pipe(wire()).pipe(far)
    far.pipe(wire()).pipe(near)
  }

  const server = createServer({ allowHalfOpen: true }, (near) => {
    keep(near, () => undefined)
    void join(near)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')

  function heal(): void {
    delayMs = 0
    cutting = undefined
    gate?.resolve()
    gate = undefined
  }

  return {
    port: (server.address() as AddressInfo).port,
    lead: (port) => void (target = port),
    stall() {
      gate ??= Promise.withResolvers<void>()
    },
    delay: (ms) => void (delayMs = ms),
    cut(how) {
      cutting = how
      for (const socket of sockets) end(socket, how)
    },
    heal,
    async [Symbol.asyncDispose]() {
      heal()
      server.close()
      for (const socket of sockets) socket.destroy()
      await once(server, 'close')
    },
  }
}
