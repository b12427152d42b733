import type { RunEvent, RunId, Seq } from '../../conversation/types.ts'
import type { LiveLog } from '../../ports/live-log.ts'

interface Tail {
  events: RunEvent[]
  /** Everything after this is in `events`. */
  from: Seq
  /** On record up to here at the last report: kept until the next, so that a reader a moment behind needs no query. */
  recorded: Seq
  size: number
  closing: 'no' | 'gone' | 'kept'
}

/** Text of tails that are on no record, kept for those who ask for the same once more. */
const eventOverhead = 64
const tailOverhead = 700
const keptAtMost = 16 * 1024 * 1024

/** The tails of the runs that this process writes. Readers are woken together, once a tick. */
export function createLiveLog(): LiveLog {
  const tails = new Map<RunId, Tail>()
  const kept = new Map<RunId, number>()
  let keptSize = 0
  const readers = new Map<RunId, Set<() => void>>()
  let changed = new Set<RunId>()

  function wakeAll(): void {
    const runs = changed
    changed = new Set()
    for (const run of runs) {
      const tail = tails.get(run)
      for (const reader of readers.get(run) ?? []) reader()
      if (tail?.closing === 'gone') tails.delete(run)
      if (tail?.closing === 'kept') keep(run, tailOverhead + tail.size + eventOverhead * tail.events.length)
    }
  }

  function change(run: RunId): void {
    if (changed.size === 0) setImmediate(wakeAll)
    changed.add(run)
  }

  /** The oldest make room, once those who wait have read them. */
  function keep(run: RunId, size: number): void {
    kept.set(run, size)
    keptSize += size
    for (const [oldest, itsSize] of kept) {
      if (keptSize <= keptAtMost) return
      kept.delete(oldest)
      tails.delete(oldest)
      keptSize -= itsSize
    }
  }

  return {
    shared: false,

    open(run, from) {
      tails.set(run, { events: [], from, recorded: from, size: 0, closing: 'no' })
      change(run)
    },

    push(run, event) {
      const tail = tails.get(run)
      if (!tail) return
      tail.events.push(event)
      tail.size += event.type === 'delta' ? event.text.length : 0
      change(run)
    },

    stored(run, upTo) {
      const tail = tails.get(run)
      if (!tail) return
      const kept = tail.events.findIndex((event) => event.seq > tail.recorded)
      tail.events.splice(0, kept === -1 ? tail.events.length : kept)
      tail.from = tail.recorded
      tail.recorded = upTo
    },

    close(run, keepIt = false) {
      const tail = tails.get(run)
      if (!tail) return
      tail.closing = keepIt ? 'kept' : 'gone'
      change(run)
    },

    isClosed: (run) => (tails.get(run)?.closing ?? 'no') !== 'no',

    size: (run) => tails.get(run)?.size ?? 0,

    tail(run, after) {
      const tail = tails.get(run)
      if (!tail || after < tail.from) return 'elsewhere'
      const { events } = tail
      let start = events.length
      while (start > 0 && (events[start - 1]?.seq ?? 0) > after) start--
      return events.slice(start)
    },

    wake(run, reader) {
      const woken = readers.get(run) ?? new Set()
      readers.set(run, woken.add(reader))
      return () => {
        woken.delete(reader)
        if (woken.size === 0 && readers.get(run) === woken) readers.delete(run)
      }
    },
  }
}
