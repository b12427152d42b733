import { checkUrl } from './client.ts'
import { type Connection, keepConnection } from './connection.ts'
import { createOutage } from './outage.ts'

/** Two connections: what is asked on the one that reads waits until something comes. */
export interface Redis extends AsyncDisposable {
  commands: Connection
  reads: Connection
  /** Of every key. */
  prefix: string
  onTrouble(error: unknown): void
}

export interface RedisOptions {
  url: string
  /** Stores that share one Redis are told apart by it. */
  prefix?: string
  /** How long one command may take. */
  timeoutMs?: number
  onTrouble(error: unknown): void
}

/** How long a paused Redis, or a network that swallows everything, is waited for before another connection is tried. */
const patienceMs = 1_500

/** A Redis that is away is not an error: it is connected to when it comes. */
export async function openRedis({
  url,
  prefix = 'colloquy:',
  timeoutMs = 250,
  onTrouble,
}: RedisOptions): Promise<Redis> {
  checkUrl(url)
  const outage = createOutage(onTrouble)
  const tried = [Promise.withResolvers<void>(), Promise.withResolvers<void>()] as const

  function open(first: PromiseWithResolvers<void>, patienceMs: number): Connection {
    return keepConnection({
      url,
      timeoutMs,
      patienceMs,
      onReady() {
        first.resolve()
        if (commands.usable() && reads.usable()) outage.end()
      },
      onAway(error) {
        first.resolve()
        outage.begin(error)
      },
    })
  }

  const commands = open(tried[0], patienceMs)
  // What is read has its own, longer time-out: nothing is waited for after that.
  const reads = open(tried[1], 0)
  await Promise.all(tried.map(({ promise }) => promise))

  return {
    commands,
    reads,
    prefix,
    onTrouble,
    async [Symbol.asyncDispose]() {
      await Promise.all([commands[Symbol.asyncDispose](), reads[Symbol.asyncDispose]()])
    },
  }
}
