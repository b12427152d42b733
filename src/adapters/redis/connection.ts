import { setTimeout as sleep } from 'node:timers/promises'
import { type Client, dial, type Link } from './client.ts'

/** There is no connection, or none that answers in time. What was asked may have been done all the same. */
export class RedisAway extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'RedisAway'
  }
}

/** Is there or is made again, for ever, until it is closed. */
export interface Connection extends AsyncDisposable {
  /** Whether there is one, and nothing waits on it for too long. */
  usable(): boolean
  /** Resolves with true once there is one, and with false when it is closed. */
  ready(): Promise<boolean>
  /** Rejects when there is no answer in time, and at once when the connection is not usable. */
  ask<T>(command: (client: Client) => Promise<T>, timeoutMs?: number): Promise<T>
  /** Ends the one that there is, for another to be made. */
  renew(cause: unknown): void
}

export interface ConnectionOptions {
  url: string
  timeoutMs: number
  /** How long nothing is answered at all, after a command was not in time, until the connection is given up. */
  patienceMs: number
  onReady(): void
  onAway(error: unknown): void
}

const [shortestPauseMs, longestPauseMs] = [50, 2_000]

export function keepConnection({ url, timeoutMs, patienceMs, onReady, onAway }: ConnectionOptions): Connection {
  const closing = new AbortController()
  let link: Link | undefined
  let patience: NodeJS.Timeout | undefined
  let next = Promise.withResolvers<boolean>()

  function answered(): void {
    clearTimeout(patience)
    patience = undefined
  }

  /** Commands are answered in their order: when one is late, so are all that follow it. */
  function isLate(on: Link): void {
    if (on !== link || patience) return
    patience = setTimeout(() => {
      setImmediate(() => {
        if (patience && on === link) drop(new RedisAway('Redis does not answer'))
      })
    }, patienceMs)
  }

  function drop(cause: unknown): void {
    const dropped = link
    if (!dropped) return
    link = undefined
    next = Promise.withResolvers()
    answered()
    dropped.end(cause)
  }

  /** Rejects with what ended it, when it has. */
  async function hold(): Promise<never> {
    const held = await dial(url, closing.signal)
    link = held
    next.resolve(true)
    onReady()
    const cause = await held.gone
    drop(cause)
    throw cause
  }

  async function keep(): Promise<void> {
    let failures = 0
    while (!closing.signal.aborted) {
      const begun = performance.now()
      try {
        await hold()
      } catch (error) {
        if (closing.signal.aborted) break
        onAway(error)
        // One that breaks as soon as it is made is none.
        if (performance.now() - begun > longestPauseMs) failures = 0
        const pause = Math.min(shortestPauseMs * 2 ** failures++, longestPauseMs)
        await sleep(pause, undefined, { signal: closing.signal }).catch(() => {})
      }
    }
    next.resolve(false)
  }

  const usable = (): boolean => link !== undefined && patience === undefined
  const kept = keep()

  return {
    usable,
    ready: () => next.promise,

    ask(command, within = timeoutMs) {
      const on = link
      if (!on || !usable()) return Promise.reject(new RedisAway('Redis is away'))
      return new Promise((resolve, reject) => {
        let settled = false
        function settle(): void {
          settled = true
          clearTimeout(timer)
          if (on === link) answered()
        }
        const timer = setTimeout(() => {
          // An answer that came while this process was busy is read before this is called.
          setImmediate(() => {
            if (settled) return
            isLate(on)
            reject(new RedisAway('Redis did not answer in time'))
          })
        }, within)
        Promise.try(command, on.client).then(
          (value) => {
            settle()
            resolve(value)
          },
          (error: unknown) => {
            settle()
            reject(error)
          },
        )
      })
    },

    renew: drop,

    async [Symbol.asyncDispose]() {
      closing.abort(new RedisAway('Redis is closed'))
      await kept
    },
  }
}
