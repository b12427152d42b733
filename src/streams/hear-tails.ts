import type { RunId, Seq } from '../conversation/types.ts'
import type { RunNews } from '../ports/journal.ts'
import type { LiveLog } from '../ports/live-log.ts'
import type { NodeId, Relay, Signal } from '../ports/relay.ts'

type TailSignal = Extract<Signal, { kind: 'tail' }>

export interface HearTailsDeps {
  self: NodeId
  live: LiveLog
  /** Without one, only the record is asked. */
  relay: Relay | undefined
  news(runs: readonly RunId[]): Promise<RunNews[]>
  isWrittenHere(run: RunId): boolean
  pace: HearingPace
  onTrouble(error: unknown): void
}

export interface HearingPace {
  /** How often the record is asked about a run of which nothing is heard otherwise. */
  aloneMs: number
  /** The same, while signals pass; and after how long a silence it is asked at all about a run that is heard of. */
  relayedMs: number
  silentMs: number
  /** How often a writer is told that its runs are still read here. */
  renewMs: number
}

/** A run that is read here; it may be written elsewhere, now or later. */
interface Heard {
  /** undefined until the record was asked. */
  owner: NodeId | null | undefined
  /** How far the record was, when it was asked last. */
  recorded: Seq
  /** The last event of its tail here; undefined while it has none. */
  last: Seq | undefined
  /** After which event that tail begins. */
  reach: Seq
  heardAt: number
  askedAt: number
  followedAt: number
}

/** What one question to the record names. */
const atOnce = 500

/**
 * Brings what other nodes write to those who read it here. The writer is asked for its tail; what of that is lost leaves
 * a gap, the tail is dropped, and readers go to the record, which is asked now and then whether there is more.
 */
export function createHearTails({ self, live, relay, news, isWrittenHere, pace, onTrouble }: HearTailsDeps) {
  const heard = new Map<RunId, Heard>()
  const wanted = new Set<RunId>()
  let asking = false
  let soon = false

  function drop(run: RunId, found: Heard): void {
    if (found.last === undefined) return
    found.last = undefined
    live.drop(run)
  }

  /** Asks the writers of these runs for their tails, or for more of them. */
  function follow(runs: readonly RunId[]): void {
    const byOwner = new Map<NodeId, { run: RunId; after: Seq | null }[]>()
    for (const run of runs) {
      const found = heard.get(run)
      if (!found?.owner || found.owner === self) continue
      found.followedAt = performance.now()
      const theirs = byOwner.get(found.owner) ?? []
      byOwner.set(found.owner, theirs)
      theirs.push({ run, after: found.last ?? null })
    }
    for (const [owner, theirs] of byOwner) relay?.tell(owner, [{ kind: 'follow', runs: theirs }])
  }

  function leave(run: RunId, found: Heard): void {
    heard.delete(run)
    drop(run, found)
    if (found.owner && found.owner !== self) relay?.tell(found.owner, [{ kind: 'unfollow', runs: [run] }])
  }

  /** `told` is undefined where there is no such run any more. */
  function learn(run: RunId, told: RunNews | undefined): void {
    const found = heard.get(run)
    if (!found || isWrittenHere(run)) return
    found.askedAt = performance.now()
    const more = told === undefined || told.upTo > (found.last ?? found.recorded)
    if (more) drop(run, found)
    // Of a run that has ended they are told again and again, until the last of them has left.
    if (more || told.ended) live.touch(run)
    found.recorded = told?.upTo ?? 0
    found.owner = told?.owner ?? null
  }

  async function ask(runs: readonly RunId[]): Promise<void> {
    for (let i = 0; i < runs.length; i += atOnce) {
      const some = runs.slice(i, i + atOnce)
      const told = new Map((await news(some)).map((one) => [one.run, one]))
      for (const run of some) learn(run, told.get(run))
      follow(some)
    }
  }

  /** One question at a time: a slow record is not asked more because it is slow. */
  async function look(): Promise<void> {
    soon = false
    if (asking) return
    asking = true
    try {
      while (wanted.size > 0) {
        const runs = [...wanted].filter((run) => !isWrittenHere(run))
        wanted.clear()
        await ask(runs)
      }
    } catch (error) {
      onTrouble(error)
    }
    asking = false
  }

  /** Those who begin to read in one tick are asked about together. */
  function lookAt(runs: readonly RunId[]): void {
    for (const run of runs) wanted.add(run)
    // What a failed question has left over waits for the next round: it must not keep that from asking.
    if (runs.length === 0 || asking || soon) return
    soon = true
    setImmediate(() => void look())
  }

  function isDue({ owner, last, heardAt, askedAt }: Heard, now: number): boolean {
    if (owner === undefined || relay?.connected() !== true) return true
    if (now - askedAt < pace.relayedMs) return false
    return last === undefined || now - heardAt > pace.silentMs
  }

  const rounds = setInterval(() => {
    const now = performance.now()
    const due: RunId[] = []
    const lasting: RunId[] = []
    for (const [run, found] of heard) {
      // Whatever tail it has by now is the writer's own.
      if (isWrittenHere(run)) found.last = undefined
      if (!live.isRead(run)) leave(run, found)
      else if (isWrittenHere(run)) continue
      else if (isDue(found, now)) due.push(run)
      else if (now - found.followedAt > pace.renewMs) lasting.push(run)
    }
    follow(lasting)
    lookAt(due)
  }, pace.aloneMs)
  rounds.unref()

  live.onRead((run) => {
    if (heard.has(run)) return
    heard.set(run, { owner: undefined, recorded: 0, last: undefined, reach: 0, heardAt: 0, askedAt: 0, followedAt: 0 })
    if (!isWrittenHere(run)) lookAt([run])
  })

  function append(signal: TailSignal, found: Heard): void {
    const { run, after, events } = signal
    // A tail of our own may have ended here since.
    if (live.reach(run) === undefined) found.last = undefined
    // A gap that is not on record yet either is told again.
    if (found.last !== undefined && after > found.last && after > signal.recorded) return follow([run])
    if (found.last === undefined || after > found.last) {
      live.open(run, after)
      found.last = found.reach = after
    }
    for (const event of events) {
      if (event.seq <= found.last) continue
      live.push(run, event)
      found.last = event.seq
    }
    // Behind a gap the writer's record ends before this tail begins, which would seem to reach back over the gap.
    live.stored(run, Math.max(signal.recorded, found.reach))
    if (signal.closed === 'no') return
    // That may be its end, or that its writer has lost it: the record knows, and who goes on.
    found.last = found.owner = undefined
    live.close(run, signal.closed === 'kept')
  }

  return {
    tail(from: NodeId, signal: TailSignal): void {
      const found = heard.get(signal.run)
      // Of two that tell the same run, the one that the record names is right.
      if (!found || isWrittenHere(signal.run) || (found.owner !== undefined && found.owner !== from)) return
      found.heardAt = performance.now()
      append(signal, found)
    },
    gone(from: NodeId, runs: readonly RunId[]): void {
      for (const run of runs) {
        const found = heard.get(run)
        if (found?.owner !== from || isWrittenHere(run)) continue
        drop(run, found)
        // The next round asks: a record that names an owner who has nothing may go on naming it.
        found.owner = undefined
      }
    },
    begun(from: NodeId, runs: readonly RunId[]): void {
      const here = runs.filter((run) => heard.has(run) && !isWrittenHere(run))
      for (const run of here) {
        const found = heard.get(run)
        if (found) found.owner = from
      }
      follow(here)
    },
    stop(): void {
      clearInterval(rounds)
    },
  }
}

export type HearTails = ReturnType<typeof createHearTails>
