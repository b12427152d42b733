import type { RunEvent, RunId, Seq } from '../../conversation/types.ts'
import { dropText, isTold } from '../../conversation/drop-text.ts'
import type { Closed, LiveLog } from '../../ports/live-log.ts'

interface Tail {
  events: RunEvent[]
  /** Everything after this is in `events`. */
  from: Seq
  last: Seq
  /** On record up to here at the last report: kept until the next, so that a reader a moment behind needs no query. */
  recorded: Seq
  size: number
  closed: Closed
}

/** Text of tails that are on no record, kept for those who ask for the same once more. */
const eventOverhead = 64
const tailOverhead = 700
const keptAtMost = 16 * 1024 * 1024

/** The tails of the runs that this process writes or hears of. Readers are woken together, once a tick. */
export function createLiveLog(): LiveLog {
  const tails = new Map<RunId, Tail>()
  const kept = new Map<RunId, number>()
  let keptSize = 0
  const readers = new Map<RunId, Set<() => void>>()
  let changed = new Set<RunId>()
  let onRead: (run: RunId) => void = () => {}

  function wakeAll(): void {
    const runs = changed
    changed = new Set()
    for (const run of runs) {
      const tail = tails.get(run)
      for (const reader of readers.get(run) ?? []) reader()
      if (tail?.closed === 'gone') tails.delete(run)
      if (tail?.closed === 'kept') keep(run, tailOverhead + tail.size + eventOverhead * tail.events.length)
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
    for (const oldest of kept.keys()) {
      if (keptSize <= keptAtMost) return
      forget(oldest)
    }
  }

  function forget(run: RunId): void {
    keptSize -= kept.get(run) ?? 0
    kept.delete(run)
    tails.delete(run)
  }

  return {
    open(run, from) {
      forget(run)
      tails.set(run, { events: [], from, last: from, recorded: from, size: 0, closed: 'no' })
      change(run)
    },

    push(run, event) {
      const tail = tails.get(run)
      if (!tail) return
      // Whoever comes later is not told what was taken back.
      if (event.type === 'retracted' && event.data.dropped !== undefined)
        tail.events = dropText(tail.events, event.data.dropped).filter(isTold)
      tail.events.push(event)
      tail.last = event.seq
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
      tail.closed = keepIt ? 'kept' : 'gone'
      change(run)
    },

    closed: (run) => tails.get(run)?.closed ?? 'no',

    drop(run) {
      forget(run)
      change(run)
    },

    touch: change,

    reach: (run) => tails.get(run)?.from,

    end: (run) => tails.get(run)?.last,

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
      const woken = readers.get(run)
      if (woken) woken.add(reader)
      else {
        readers.set(run, new Set([reader]))
        onRead(run)
      }
      return () => {
        const left = readers.get(run)
        if (left?.delete(reader) === true && left.size === 0) readers.delete(run)
      }
    },

    isRead: (run) => readers.has(run),

    onRead(listener) {
      onRead = listener
    },
  }
}
