import type { Redis } from './open-redis.ts'
import { createOutage } from './outage.ts'

type Fields = Record<string, string>

interface Came {
  name: string
  messages: { id: string; message: Fields }[]
}

/** How long Redis waits for something to come before it says that nothing has. */
const blockMs = 1_000
/** How much longer that may take. */
const graceMs = 1_000
/** What is read is deleted when there is so much of it; what is left over expires. */
const readAtMost = 64

export interface StreamReader {
  /** Resolves once its place is known, or cannot be for now. */
  placed: Promise<void>
  reading(): boolean
  end(): void
}

interface ReadStreamsDeps {
  redis: Redis
  /** Read by nobody else. */
  own: string
  shared: string
  /** All that has come at once, a list for each stream that something came in. */
  onRead(streams: Fields[][]): void
  onTrouble(error: unknown): void
}

function isBefore(a: string, b: string): boolean {
  const [aMs = 0, aSeq = 0] = a.split('-').map(Number)
  const [bMs = 0, bSeq = 0] = b.split('-').map(Number)
  return aMs < bMs || (aMs === bMs && aSeq < bSeq)
}

/** Reads two streams from now on, over every loss of the connection, nothing twice and nothing out of order. */
export function readStreams({ redis, own, shared, onRead, onTrouble }: ReadStreamsDeps): StreamReader {
  const { promise: placed, resolve } = Promise.withResolvers<void>()
  const places = new Map<string, string>()
  const untrimmed = createOutage(onTrouble)
  let reading = false
  let ended = false
  let unneeded = 0

  const goesOn = (): boolean => !ended

  /** A Redis that came back empty, on a clock that is behind, begins with ids before the last one seen. */
  async function place(key: string): Promise<void> {
    const newest = await redis.commands.ask((client) => client.xRevRange(key, '+', '-', { COUNT: 1 }))
    const id = newest?.[0]?.id ?? '0-0'
    const seen = places.get(key)
    if (seen === undefined || isBefore(id, seen)) places.set(key, id)
  }

  async function trim(): Promise<void> {
    try {
      await redis.commands.ask((client) => client.xTrim(own, 'MINID', places.get(own) ?? '0-0'))
      untrimmed.end()
    } catch (error) {
      untrimmed.begin(error)
    }
  }

  async function read(): Promise<void> {
    const from = [own, shared].map((key) => ({ key, id: places.get(key) ?? '$' }))
    // No COUNT: only when everything is read can what one sender wrote into both be put in order.
    const streams: Came[] | null = await redis.reads.ask(
      (client) => client.xRead(from, { BLOCK: blockMs }),
      blockMs + graceMs,
    )
    if (ended || !streams) return
    for (const { name, messages } of streams) places.set(name, messages.at(-1)?.id ?? '$')
    onRead(streams.map(({ messages }) => messages.map(({ message }) => message)))
    unneeded += streams.find(({ name }) => name === own)?.messages.length ?? 0
    if (unneeded < readAtMost) return
    unneeded = 0
    void trim()
  }

  async function follow(): Promise<void> {
    await Promise.all([place(own), place(shared)])
    resolve()
    if (!(await redis.reads.ready())) return
    reading = true
    while (goesOn()) await read()
  }

  async function keep(): Promise<void> {
    while ((await redis.commands.ready()) && goesOn()) {
      try {
        await follow()
      } catch (error) {
        reading = false
        resolve()
        if (ended) return
        // It comes back after a pause, so that what fails at once is not tried without end.
        redis.reads.renew(error)
        await redis.reads.ready()
      }
    }
  }

  keep().catch(onTrouble)
  if (!redis.commands.usable()) resolve()

  return {
    placed,
    reading: () => reading,
    end() {
      ended = true
      reading = false
      resolve()
    },
  }
}
