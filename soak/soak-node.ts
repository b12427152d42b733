import { type Client, createClient } from '../test/client.ts'
import { type Exit, type LogLine, ready, type ServerProcess, spawnServer } from '../test/process/server-process.ts'
import type { Proxy } from './proxy.ts'

/** One node as its clients know it: an address behind which processes come and go. */
export interface SoakNode extends AsyncDisposable {
  readonly name: string
  readonly client: Client
  /** The wires to its clients, to Postgres and to Redis. */
  readonly front: Proxy
  readonly toDatabase: Proxy
  readonly toRedis: Proxy | undefined
  kill(): Promise<void>
  /** Asks it to leave, and waits until it has. */
  leave(): Promise<Exit>
  signal(name: 'SIGSTOP' | 'SIGCONT'): void
  start(): Promise<void>
  /** Lines of every process it has had that say that something is wrong. */
  troubles(): LogLine[]
}

export interface NodeOptions {
  name: string
  folder: string
  env: Record<string, string>
  front: Proxy
  toDatabase: Proxy
  toRedis: Proxy | undefined
}

export async function startNode({ name, folder, env, front, toDatabase, toRedis }: NodeOptions): Promise<SoakNode> {
  const client = createClient(`http://127.0.0.1:${front.port}`)
  const past: LogLine[] = []
  let serving: ServerProcess

  async function start(): Promise<void> {
    serving = await ready(spawnServer({ folder, env }))
    front.lead(Number(new URL(serving.url).port))
  }

  function bury(): void {
    past.push(...serving.lines.filter(({ level }) => level === 'error' || level === 'warning'))
    front.lead(undefined)
  }

  await start()
  return {
    name,
    client,
    front,
    toDatabase,
    toRedis,
    start,
    async kill() {
      await serving.kill()
      bury()
    },
    async leave() {
      serving.signal('SIGTERM')
      const exit = await serving.exited
      bury()
      return exit
    },
    signal: (signal) => serving.signal(signal),
    troubles: () => [...past, ...serving.lines.filter(({ level }) => level === 'error' || level === 'warning')],
    async [Symbol.asyncDispose]() {
      client.close()
      await serving.kill()
    },
  }
}
