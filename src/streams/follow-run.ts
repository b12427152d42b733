import { isTerminal } from '../conversation/is-terminal.ts'
import type { RunEvent, RunId, Seq } from '../conversation/types.ts'
import type { LiveLog, Unsubscribe } from '../ports/live-log.ts'

/** One run as one person may read it, strictly after a cursor. */
export interface Reading {
  run: RunId
  userId: string
  after: Seq
}

/** A frame of this event in a dialect's words; '' where it has none. One function a dialect, so that readers share frames. */
export type Encode = (event: RunEvent, run: RunId) => string

export interface Sink {
  /** False when the socket holds this back: nothing more is written until `resume` is called. */
  write(frames: string): boolean
  /** The run has ended and everything is written. */
  end(): void
  /** The log cannot be read: this reader may come back with its cursor. */
  fail(error: unknown): void
}

export interface Reader {
  /** The socket has drained. */
  resume(): void
  close(): void
  /** How much text was told since this reader fell behind; 0 while it keeps up. */
  behind(): number
}

/** The stored log, as a reader needs it. */
export interface Record {
  read(userId: string, run: RunId, after: Seq): Promise<RunEvent[]>
  ended(userId: string, run: RunId): Promise<boolean>
}

interface Member {
  reading: Reading
  sink: Sink
  /** undefined while it keeps up with its channel. */
  stalledAt: number | undefined
  closed: boolean
  unsubscribe: Unsubscribe | undefined
}

/** The readers of one run in one dialect that have all read the same: they share every frame. */
interface Channel {
  cursor: Seq
  members: Set<Member>
}

export function createFollowRun({ live, record }: { live: LiveLog; record: Record }) {
  const channels = new Map<RunId, Map<Encode, Channel>>()
  const subscriptions = new Map<RunId, Unsubscribe>()

  /** Writes to one reader; true while it keeps up and the run goes on. */
  function deliver(member: Member, frames: string, cursor: Seq, ended: boolean): boolean {
    member.reading.after = cursor
    const flows = frames === '' || member.sink.write(frames)
    if (ended) {
      member.closed = true
      member.sink.end()
      return false
    }
    if (!flows) member.stalledAt = live.size(member.reading.run)
    return flows
  }

  function encodeAll(events: readonly RunEvent[], run: RunId, encode: Encode): string {
    let frames = ''
    for (const event of events) frames += encode(event, run)
    return frames
  }

  /** Tells a channel what is new. Readers that fall behind leave it and come back by `catchUp`. */
  function advance(run: RunId, encode: Encode, channel: Channel): void {
    const events = live.tail(run, channel.cursor)
    if (events === 'elsewhere') {
      const members = [...channel.members]
      channel.members.clear()
      for (const member of members) start(member, encode)
      return
    }
    const last = events.at(-1)
    if (!last) return
    channel.cursor = last.seq
    const frames = encodeAll(events, run, encode)
    const ended = isTerminal(last)
    for (const member of channel.members) {
      if (!deliver(member, frames, last.seq, ended)) channel.members.delete(member)
    }
  }

  function onWake(run: RunId): void {
    const byEncode = channels.get(run)
    if (!byEncode) return
    for (const [encode, channel] of byEncode) {
      advance(run, encode, channel)
      if (channel.members.size === 0) byEncode.delete(encode)
    }
    if (byEncode.size > 0) return
    channels.delete(run)
    subscriptions.get(run)?.()
    subscriptions.delete(run)
  }

  function join(member: Member, encode: Encode): void {
    const { run, after } = member.reading
    const byEncode = channels.get(run) ?? new Map<Encode, Channel>()
    channels.set(run, byEncode)
    if (!subscriptions.has(run))
      subscriptions.set(
        run,
        live.wake(run, () => onWake(run)),
      )
    const channel = byEncode.get(encode)
    if (!channel) {
      byEncode.set(encode, { cursor: after, members: new Set([member]) })
      return
    }
    // The member has read to the end of the tail; the channel may not have been told of it yet.
    advance(run, encode, channel)
    channel.members.add(member)
  }

  /** Resolves after the run has next changed, or never for a reader that leaves. */
  function nextChange(member: Member): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>()
    member.unsubscribe?.()
    member.unsubscribe = live.wake(member.reading.run, resolve)
    return promise
  }

  /** Reads from the record until the tail reaches back far enough, then joins the others. */
  async function catchUp(member: Member, encode: Encode): Promise<void> {
    const { reading } = member
    const { run, userId } = reading
    let ended = false
    let change: Promise<void> | undefined
    while (!member.closed) {
      const tail = live.tail(run, reading.after)
      const events = tail === 'elsewhere' ? await record.read(userId, run, reading.after) : tail
      if (member.closed) return
      const last = events.at(-1)
      if (last && !deliver(member, encodeAll(events, run, encode), last.seq, isTerminal(last))) return
      if (tail !== 'elsewhere') return join(member, encode)
      if (last) continue
      if (ended) {
        member.closed = true
        member.sink.end()
      } else if (change) {
        await change
        change = undefined
      } else {
        // Watched from before the question, and read again after it: a run may begin and end while the answer comes.
        change = nextChange(member)
        ended = await record.ended(userId, run)
      }
    }
  }

  function start(member: Member, encode: Encode): void {
    catchUp(member, encode)
      .catch((error: unknown) => {
        member.closed = true
        member.sink.fail(error)
      })
      .finally(() => member.unsubscribe?.())
  }

  return function followRun(reading: Reading, encode: Encode, sink: Sink): Reader {
    const member: Member = {
      reading: { ...reading },
      sink,
      stalledAt: undefined,
      closed: false,
      unsubscribe: undefined,
    }
    start(member, encode)
    return {
      resume() {
        if (member.stalledAt === undefined || member.closed) return
        member.stalledAt = undefined
        start(member, encode)
      },
      close() {
        if (member.closed) return
        member.closed = true
        member.unsubscribe?.()
        channels.get(reading.run)?.get(encode)?.members.delete(member)
      },
      behind: () => (member.stalledAt === undefined ? 0 : live.size(reading.run) - member.stalledAt),
    }
  }
}

export type FollowRun = ReturnType<typeof createFollowRun>
