import { setTimeout as pause } from 'node:timers/promises'
import { type Client, createClient } from '../test/client.ts'
import { type LogLine, ready, type ServerProcess, spawnServer } from '../test/process/server-process.ts'
import type { Proxy } from './proxy.ts'

/** One node as its clients know it: an address behind which processes come and go. */
export interface SoakNode extends AsyncDisposable {
  readonly name: string
  /** Where its clients find it. */
  readonly url: string
  readonly client: Client
  /** The wires to its clients, to Postgres and to Redis. */
  readonly front: Proxy
  readonly toDatabase: Proxy
  readonly toRedis: Proxy | undefined
  kill(): Promise<void>
  /** Asks it to leave; false where it has not gone in the time that it may take. */
  leave(): Promise<boolean>
  /** How often a process of it ended before it served. */
  refused(): number
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
  onProblem(problem: string): void
}

/** What a database that is away for as long as any fault may cost. */
const startsAtMost = 20
/** DRAIN_SECONDS here, eight more to put everything down, and what a busy machine adds. */
const leaveMs = 4_000 + 8_000 + 5_000

export async function startNode({
  name,
  folder,
  env,
  front,
  toDatabase,
  toRedis,
  onProblem,
}: NodeOptions): Promise<SoakNode> {
  const url = `http://127.0.0.1:${front.port}`
  const client = createClient(url)
  const past: LogLine[] = []
  let refused = 0
  let expected = false
  let serving: ServerProcess

  async function start(): Promise<void> {
    // As whoever supervises it would: one that loses its database while it starts may give up.
    for (let tries = 1; ; tries++) {
      try {
        serving = await ready(spawnServer({ folder, env }))
        break
      } catch (error) {
        if (tries === startsAtMost) throw error
        refused++
        await pause(500)
      }
    }
    front.lead(Number(new URL(serving.url).port))
    expected = false
    void watch(serving)
  }

  /** One that goes without having been told to has broken, whatever was broken around it. */
  async function watch(watched: ServerProcess): Promise<void> {
    const { code, signal } = await watched.exited
    if (expected) return
    onProblem(`${name} ended by itself with ${code ?? signal}: ${watched.stderr() || watched.stdout().slice(-2_000)}`)
    bury()
    await start()
  }

  function bury(): void {
    past.push(...serving.lines.filter(({ level }) => level === 'error' || level === 'warning'))
    front.lead(undefined)
  }

  await start()
  return {
    name,
    url,
    client,
    front,
    toDatabase,
    toRedis,
    start,
    async kill() {
      expected = true
      await serving.kill()
      bury()
    },
    async leave() {
      expected = true
      serving.signal('SIGTERM')
      const late = new AbortController()
      const overdue = pause(leaveMs, undefined, { signal: late.signal }).catch(() => {})
      const left = await Promise.race([serving.exited.then(() => true), overdue.then(() => false)])
      late.abort()
      await serving.kill()
      bury()
      return left
    },
    refused: () => refused,
    signal: (signal) => serving.signal(signal),
    troubles: () => [...past, ...serving.lines.filter(({ level }) => level === 'error' || level === 'warning')],
    async [Symbol.asyncDispose]() {
      expected = true
      client.close()
      await serving.kill()
    },
  }
}
