import { randomUUID } from 'node:crypto'
import type { NodeId, Relay, Signal } from '../../ports/relay.ts'
import { readFields } from './entry.ts'
import { createOrder } from './in-order.ts'
import type { Redis } from './open-redis.ts'
import { createOutbox } from './outbox.ts'
import { readStreams, type StreamReader } from './read-streams.ts'

/**
 * A stream for each node and one for all, read with one command on one connection. Streams and not Pub/Sub: what comes
 * while a node reconnects is still there. What is trimmed or lost leaves a gap, which those who listen find themselves.
 */
export function createRedisRelay(redis: Redis): Relay {
  const by = randomUUID()
  const sender: { id: NodeId | undefined } = { id: undefined }
  const shared = `${redis.prefix}all`
  const inboxOf = (node: NodeId): string => `${redis.prefix}node:${node}`
  const outbox = createOutbox(redis, sender, by)
  let reader: StreamReader | undefined
  let closed = false
  let warned = false

  function warnOfStrange(): void {
    if (warned) return
    warned = true
    redis.onTrouble(new Error('A signal from another node is not understood here, and ignored: of another version?'))
  }

  function listen(self: NodeId, hear: (from: NodeId, signal: Signal) => void): StreamReader {
    const inOrder = createOrder()

    function hearOne(from: NodeId, signal: Signal): void {
      try {
        hear(from, signal)
      } catch (error) {
        redis.onTrouble(error)
      }
    }

    return readStreams({
      redis,
      own: inboxOf(self),
      shared,
      onTrouble: redis.onTrouble,
      onRead(streams) {
        const understood = streams.map((entries) =>
          entries.flatMap((fields) => {
            const { entry, strange } = readFields(fields)
            if (strange) warnOfStrange()
            return entry ? [entry] : []
          }),
        )
        for (const { from, signals } of inOrder(understood)) {
          if (from !== self) for (const signal of signals) if (!closed) hearOne(from, signal)
        }
      },
    })
  }

  return {
    async join(self, hear) {
      // The new reading waits behind the last one of the former, and misses nothing for it: its place is known.
      reader?.end()
      sender.id = self
      reader = listen(self, hear)
      await reader.placed
    },

    tell(node, signals) {
      if (!closed && node !== sender.id) outbox.put(inboxOf(node), signals)
    },

    tellAll(signal) {
      if (!closed) outbox.putForAll(shared, signal)
    },

    connected: () => !closed && redis.commands.usable() && redis.reads.usable() && reader?.reading() === true,

    async [Symbol.asyncDispose]() {
      closed = true
      reader?.end()
      await Promise.all([outbox[Symbol.asyncDispose](), redis.reads[Symbol.asyncDispose]()])
    },
  }
}
