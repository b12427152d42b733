import type { Client } from '../client.ts'
import { type ProcessOptions, ready, type ServerProcess, spawnServer } from './server-process.ts'

/** The server as its clients know it: it may go away and come back. */
export interface RestartingServer extends AsyncDisposable {
  /** Asks until a living process answers. Whatever breaks off because of a kill is asked again of the next process. */
  call<Result>(ask: (client: Client) => Promise<Result>): Promise<Result>
  /** As `call`, but asks once: undefined where the process died over it. */
  tryCall<Result>(ask: (client: Client) => Promise<Result>): Promise<Result | undefined>
  /** Whether it was this client's process, and still is. */
  serves(client: Client | undefined): boolean
  /** The process that serves, or did until now. */
  process(): ServerProcess
  /** Kills what serves, with its successor too when `duringStart` is over; resolves with the milliseconds until one serves. */
  crash(duringStart?: () => Promise<unknown>): Promise<number>
  /** When the last of them was killed. */
  killedAt(): number
}

export async function startRestartingServer(options: ProcessOptions): Promise<RestartingServer> {
  let serving: ServerProcess | undefined = await ready(spawnServer(options))
  let last = serving
  let killedAt = 0
  let next = Promise.withResolvers<ServerProcess>()
  next.resolve(serving)

  async function tryCall<Result>(ask: (client: Client) => Promise<Result>): Promise<Result | undefined> {
    const asked = await next.promise
    try {
      return await ask(asked.client)
    } catch (error) {
      // Only a process that was killed may break a connection off.
      if (asked === serving) throw error
      return undefined
    }
  }

  return {
    tryCall,
    async call(ask) {
      for (;;) {
        const result = await tryCall(ask)
        if (result !== undefined) return result
      }
    },
    serves: (client) => client !== undefined && client === serving?.client,
    process: () => last,
    async crash(duringStart) {
      const killed = last
      next = Promise.withResolvers()
      serving = undefined
      killedAt = performance.now()
      await killed.kill()
      killed.client.close()
      if (duringStart) {
        const unfinished = spawnServer(options)
        await duringStart()
        await unfinished.kill()
        killedAt = performance.now()
      }
      last = serving = await ready(spawnServer(options))
      const took = performance.now() - killedAt
      next.resolve(serving)
      return took
    },
    killedAt: () => killedAt,
    [Symbol.asyncDispose]: () => last[Symbol.asyncDispose](),
  }
}
