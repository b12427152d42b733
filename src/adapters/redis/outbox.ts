import type { NodeId, Signal } from '../../ports/relay.ts'
import { toFields } from './entry.ts'
import type { Redis } from './open-redis.ts'
import { createOutage } from './outage.ts'

/** How many entries of a stream are kept for who has not read them, and for how long after the last. */
const keptEntries = 2_000
const keptMs = 60_000
const entryBytes = 256 * 1_024
/** What is told and not yet acknowledged; what comes on top of it is lost. */
const bytesAtOnce = 8 * 1_024 * 1_024

interface Draft {
  key: string
  signals: string[]
  bytes: number
}

export interface Outbox extends AsyncDisposable {
  /** Together with what else is put there in this tick, if nothing in between is for everybody. */
  put(key: string, signals: readonly Signal[]): void
  putForAll(key: string, signal: Signal): void
}

/** Sends in the order of putting, each once: what fails is lost. */
export function createOutbox(redis: Redis, sender: { id: NodeId | undefined }, by: string): Outbox {
  const outage = createOutage(redis.onTrouble)
  const drafts: Draft[] = []
  const open = new Map<string, Draft>()
  let flushing: NodeJS.Immediate | undefined
  let bytesOut = 0
  let n = 0
  let last: Promise<void> = Promise.resolve()

  async function send(from: NodeId, { key, signals, bytes }: Draft): Promise<void> {
    const fields = toFields(from, by, ++n, signals)
    try {
      await redis.commands.ask((client) =>
        client
          .multi()
          .xAdd(key, '*', fields, { TRIM: { strategy: 'MAXLEN', strategyModifier: '~', threshold: keptEntries } })
          // In one with it: the inbox of a node that is no more would stay for ever.
          .pExpire(key, keptMs)
          .exec()
          // Not when `ask` gives up: until then it is in memory.
          .finally(() => (bytesOut -= bytes)),
      )
      outage.end()
    } catch (error) {
      outage.begin(error)
    }
  }

  function flush(): void {
    clearImmediate(flushing)
    flushing = undefined
    open.clear()
    for (const draft of drafts.splice(0)) {
      if (sender.id !== undefined && redis.commands.usable()) last = send(sender.id, draft)
      else bytesOut -= draft.bytes
    }
  }

  function draftFor(key: string, bytes: number): Draft {
    const found = open.get(key)
    if (found && found.bytes + bytes <= entryBytes) return found
    const draft: Draft = { key, signals: [], bytes: 0 }
    drafts.push(draft)
    open.set(key, draft)
    return draft
  }

  function put(key: string, signals: readonly Signal[]): void {
    if (!redis.commands.usable()) return
    for (const signal of signals) {
      const json = JSON.stringify(signal)
      const bytes = Buffer.byteLength(json)
      if (bytesOut + bytes > bytesAtOnce) continue
      const draft = draftFor(key, bytes)
      draft.signals.push(json)
      draft.bytes += bytes
      bytesOut += bytes
    }
    flushing ??= setImmediate(flush)
  }

  return {
    put,

    putForAll(key, signal) {
      put(key, [signal])
      // What is told to one node after it must not come to stand before it.
      open.clear()
    },

    async [Symbol.asyncDispose]() {
      flush()
      await last
    },
  }
}
