import type { RunId, Seq } from '../conversation/types.ts'
import type { LiveLog, Unsubscribe } from '../ports/live-log.ts'
import type { NodeId, Relay, Signal } from '../ports/relay.ts'

export interface TellTailsDeps {
  live: LiveLog
  relay: Relay
  /** Whether what is answered here may be shown at the moment. */
  holds(): boolean
  everyMs: number
  /** How long a node is told of a run after it has last asked. */
  lastingMs: number
  /** The last node that followed a run has left. */
  onLeft(run: RunId): void
}

/** How far a node has been told of a run, and until when it wants to be. */
interface Place {
  told: Seq
  until: number
}

interface Followed {
  nodes: Map<NodeId, Place>
  unsubscribe: Unsubscribe
}

/** Tells other nodes the tails of runs that are written here and read there: for all runs at once, every few ticks. */
export function createTellTails({ live, relay, holds, everyMs, lastingMs, onLeft }: TellTailsDeps) {
  const followed = new Map<RunId, Followed>()
  const changed = new Set<RunId>()
  let timer: NodeJS.Timeout | undefined

  /** What this node has not been told yet. A gap is told as one: it is on record. */
  function newsFor(run: RunId, place: Place): Signal | undefined {
    const recorded = live.reach(run)
    if (recorded === undefined) return undefined
    const next = live.tail(run, place.told)
    if (next === 'elsewhere') place.told = recorded
    const events = next === 'elsewhere' ? live.tail(run, recorded) : next
    if (events === 'elsewhere') return undefined
    const after = place.told
    place.told = events.at(-1)?.seq ?? after
    return { kind: 'tail', run, after, recorded, events, closed: live.closed(run) }
  }

  function leave(run: RunId, node: NodeId): void {
    const found = followed.get(run)
    if (found?.nodes.delete(node) !== true || found.nodes.size > 0) return
    forget(run)
    onLeft(run)
  }

  function forget(run: RunId): void {
    followed.get(run)?.unsubscribe()
    followed.delete(run)
    changed.delete(run)
  }

  function tell(runs: Iterable<RunId>): void {
    const byNode = new Map<NodeId, Signal[]>()
    const now = performance.now()
    for (const run of runs) {
      for (const [node, place] of followed.get(run)?.nodes ?? []) {
        if (place.until < now) {
          leave(run, node)
          continue
        }
        const news = newsFor(run, place)
        if (!news) continue
        const signals = byNode.get(node)
        if (signals) signals.push(news)
        else byNode.set(node, [news])
      }
      if (live.closed(run) !== 'no' || live.reach(run) === undefined) forget(run)
    }
    for (const [node, signals] of byNode) relay.tell(node, signals)
  }

  function flush(): void {
    timer = undefined
    // What may not be shown yet is not in the tails; what is, may be older than another's claim.
    if (!holds()) return later()
    const runs = [...changed]
    changed.clear()
    tell(runs)
  }

  function later(): void {
    timer ??= setTimeout(flush, everyMs)
  }

  function onChange(run: RunId): void {
    changed.add(run)
    // With the next tick the tail is gone.
    if (live.closed(run) !== 'no' && holds()) {
      changed.delete(run)
      tell([run])
    } else later()
  }

  // Who cannot be heard cannot say that it is still there.
  const patience = setInterval(() => {
    if (relay.connected()) return
    const until = performance.now() + lastingMs
    for (const { nodes } of followed.values()) for (const place of nodes.values()) place.until = until
  }, lastingMs / 10)
  patience.unref()

  return {
    follow(node: NodeId, runs: readonly { run: RunId; after: Seq | null }[]): void {
      const gone: RunId[] = []
      const until = performance.now() + lastingMs
      for (const { run, after } of runs) {
        const reach = live.reach(run)
        if (reach === undefined) {
          gone.push(run)
          continue
        }
        const found = followed.get(run) ?? { nodes: new Map(), unsubscribe: live.wake(run, () => onChange(run)) }
        followed.set(run, found)
        found.nodes.set(node, { told: Math.max(after ?? reach, reach), until })
        changed.add(run)
      }
      if (gone.length > 0) relay.tell(node, [{ kind: 'gone', runs: gone }])
      if (changed.size === 0) return
      clearTimeout(timer)
      flush()
    },
    unfollow(node: NodeId, runs: readonly RunId[]): void {
      for (const run of runs) leave(run, node)
    },
    isFollowed: (run: RunId): boolean => followed.has(run),
    stop(): void {
      clearTimeout(timer)
      clearInterval(patience)
      for (const run of followed.keys()) forget(run)
    },
  }
}

export type TellTails = ReturnType<typeof createTellTails>
