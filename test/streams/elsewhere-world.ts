import { setImmediate as nextTick } from 'node:timers/promises'
import { onTestFinished } from 'vitest'
import { createLiveLog } from '../../src/adapters/in-process/live-log.ts'
import { attemptOf, compactionGap, seqOf } from '../../src/conversation/seq.ts'
import type { Message, RunEvent, Seq } from '../../src/conversation/types.ts'
import type { RunNews } from '../../src/ports/journal.ts'
import type { Relay, Signal } from '../../src/ports/relay.ts'
import { createElsewhere } from '../../src/streams/elsewhere.ts'
import { createFollowRun, type Encoder } from '../../src/streams/follow-run.ts'

export const run = 'r'
/** A record that is asked as rarely as can be: what comes in time has come by signals. */
export const rarely = { relayedMs: 60_000, silentMs: 60_000 }
export const pace = { tellMs: 2, lastingMs: 200, aloneMs: 5, relayedMs: 10, silentMs: 30, renewMs: 50 }

/** What nodes tell each other, as a mean network has it: lost, or not carried at all, but never out of order. */
function createHub() {
  const members = new Map<string, (from: string, signal: Signal) => void>()
  const hub = { loses: false, down: false, tried: 0, carried: [] as Signal[] }
  function carry(from: string, to: string, signal: Signal): void {
    hub.tried++
    if (hub.down || hub.loses) return
    const copy = JSON.parse(JSON.stringify(signal)) as Signal
    setImmediate(() => {
      hub.carried.push(copy)
      members.get(to)?.(from, copy)
    })
  }
  const relayOf = (self: string): Relay => ({
    async join(_self, hear) {
      members.set(self, hear)
    },
    tell(node, signals) {
      for (const signal of signals) carry(self, node, signal)
    },
    tellAll(signal) {
      for (const node of members.keys()) if (node !== self) carry(self, node, signal)
    },
    connected: () => !hub.down,
    async [Symbol.asyncDispose]() {
      members.delete(self)
    },
  })
  return { hub, relayOf, leave: (self: string) => void members.delete(self) }
}

interface RecordOf {
  stored: RunEvent[]
  owner: string | null
  ended: boolean
  asked: number
}

interface NodeOptions {
  isTransient?: boolean
  slow?: Partial<typeof pace>
}

function createNode(self: string, record: RecordOf, relay: Relay | undefined, { isTransient, slow }: NodeOptions) {
  const live = createLiveLog()
  const mine = new Set<string>()
  const stopped: string[] = []
  let untold: RunEvent[] = []
  let attempt = 0
  let n = 1
  const lease = { held: true }

  const elsewhere = createElsewhere({
    self,
    live,
    relay,
    async news(runs): Promise<RunNews[]> {
      record.asked++
      const upTo = record.stored.at(-1)?.seq ?? 0
      const { owner, ended } = record
      await nextTick()
      return runs.includes(run) ? [{ run, owner, upTo, ended }] : []
    },
    isWrittenHere: (id) => mine.has(id),
    holds: () => lease.held,
    pace: { ...pace, ...slow },
    onStop: (id) => stopped.push(id),
    onReleased() {},
    onLeft: (id) => stopped.push(`left ${id}`),
    onTrouble(error) {
      throw error
    },
  })
  const { follow } = createFollowRun({
    live,
    record: {
      async read(_user, _run, after) {
        const found = isTransient === true ? [] : record.stored.filter(({ seq }) => seq > after).slice(0, 3)
        await nextTick()
        return found
      },
      async ended() {
        const { ended } = record
        await nextTick()
        return ended
      },
    },
    onDeserted() {},
  })

  function push(event: RunEvent): void {
    untold.push(event)
    live.push(run, event)
  }

  return {
    self,
    live,
    follow,
    elsewhere,
    stopped,
    lease,
    begin(): void {
      attempt = record.stored.length === 0 ? 1 : attemptOf(record.stored.at(-1)?.seq ?? 0) + 1
      n = 1
      mine.add(run)
      record.owner = self
      const seq = seqOf(attempt, n++)
      const opening: RunEvent = { seq, type: 'restarted', data: { attempt, reason: 'recovered' } }
      record.stored.push(opening)
      live.open(run, attempt === 1 ? 0 : seq - 1)
      live.push(run, opening)
      elsewhere.begun([run])
    },
    token: () => push({ seq: seqOf(attempt, n++), type: 'delta', text: 'x' }),
    flush(): void {
      record.stored.push(...untold)
      const last = untold.at(-1)
      untold = []
      if (last) live.stored(run, last.seq)
    },
    end(): void {
      this.flush()
      n += compactionGap
      const event: RunEvent = { seq: seqOf(attempt, n), type: 'stopped', data: { message: {} as Message } }
      record.stored.push(event)
      record.ended = true
      record.owner = null
      live.push(run, event)
      live.close(run)
      mine.delete(run)
    },
    /** Somebody else is to go on with it: the tail ends without an end. */
    lose(): void {
      mine.delete(run)
      untold = []
      record.owner = null
      live.close(run)
    },
    /** As a process that is killed: what it had not stored is gone. */
    die(): void {
      mine.clear()
      untold = []
      elsewhere.stop()
    },
  }
}

type Node = ReturnType<typeof createNode>

export const seqs: Encoder = { encode: (event) => `${event.seq} `, farewell: () => '' }

export function readAt(node: Node, after: Seq = 0) {
  const read: Seq[] = []
  const { promise: over, resolve, reject } = Promise.withResolvers<void>()
  const reader = node.follow({ run, userId: 'u', after }, seqs, {
    write(frames) {
      read.push(...frames.split(' ').filter(Boolean).map(Number))
      return true
    },
    end: () => resolve(),
    fail: reject,
  })
  return { read, over, reader }
}

export async function world(
  names: readonly string[],
  { related = true, ...options }: NodeOptions & { related?: boolean } = {},
) {
  const { hub, relayOf, leave } = createHub()
  const record: RecordOf = { stored: [], owner: null, ended: false, asked: 0 }
  const nodes = names.map((name) => createNode(name, record, related ? relayOf(name) : undefined, options))
  onTestFinished(() => nodes.forEach((node) => node.elsewhere.stop()))
  for (const node of nodes) await node.elsewhere.join()
  const [a, b, c] = nodes
  if (!a || !b) throw new Error('Two nodes at least')
  return { hub, record, relayOf, leave, a, b, c: c ?? b }
}

/** Until it holds; the test's own time limit ends what never will. */
export async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await nextTick()
}
