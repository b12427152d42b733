import { isTerminal } from '../conversation/is-terminal.ts'
import type { RunEvent, RunId, Seq, TerminalEvent } from '../conversation/types.ts'
import type { LiveLog, Unsubscribe } from '../ports/live-log.ts'

/** One run as one person may read it, strictly after a cursor. */
export interface Reading {
  run: RunId
  userId: string
  after: Seq
  /** The run is of no use to anybody once its last reader has left. */
  transient?: boolean
}

/** Why a reader hears no more: the server goes down, or it may not read any longer. */
export type Dismissal = 'goingDown' | 'rightsEnded'

/** Tells events in a dialect's words. Readers of one run that are given the same encoder share its frames. */
export interface Encoder {
  /** The frames of this event; '' where the dialect has no word for it. Each event comes once, in its order. */
  encode(event: RunEvent, run: RunId): string
  /** Its readers take what comes as it comes: much at once is written little by little. */
  readonly paced?: boolean
  /** The last frame is out, though the run may go on. */
  readonly over?: boolean
  /** Its readers come back with their cursors when they are sent away, wherever they are let in. */
  readonly returns?: boolean
  /** The last words to a reader who is sent away before its run has ended. */
  farewell(why: Dismissal): string
}

export interface Sink {
  /** False when the socket holds this back: nothing more is written until `resume` is called. */
  write(frames: string): boolean
  /** Everything is written; with the end of the run, unless the encoder was done before it. */
  end(last: TerminalEvent | undefined): void
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
  /** What is left to tell of a run that has ended and is on no record. */
  rest: readonly RunEvent[] | undefined
  unwatch: Unsubscribe | undefined
}

/** The readers of one run in one dialect that have all read the same: they share every frame. */
interface Channel {
  cursor: Seq
  members: Set<Member>
}

export interface FollowRunDeps {
  live: LiveLog
  record: Record
  /** The last reader of a transient run has left before its end. */
  onDeserted(run: RunId): void
}

export function createFollowRun({ live, record, onDeserted }: FollowRunDeps) {
  const channels = new Map<RunId, Map<Encoder, Channel>>()
  const subscriptions = new Map<RunId, Unsubscribe>()
  /** How many read each transient run. */
  const attendance = new Map<RunId, number>()

  function attend({ reading }: Member, change: 1 | -1): void {
    if (reading.transient !== true) return
    const readers = (attendance.get(reading.run) ?? 0) + change
    if (readers > 0) attendance.set(reading.run, readers)
    else attendance.delete(reading.run)
  }

  function finish(member: Member, last?: RunEvent): void {
    member.closed = true
    attend(member, -1)
    member.sink.end(last && isTerminal(last) ? last : undefined)
  }

  function leave(member: Member): void {
    const { run, transient } = member.reading
    member.closed = true
    attend(member, -1)
    if (transient === true && !attendance.has(run)) onDeserted(run)
  }

  function fail(member: Member, error: unknown): void {
    if (member.closed) return
    leave(member)
    member.sink.fail(error)
  }

  /** What is on no record is gone with its tail: a reader that is behind by then takes the rest along. */
  function watchForEnd(member: Member): void {
    const { run } = member.reading
    member.unwatch = live.wake(run, () => {
      const rest = live.closed(run) !== 'no' ? live.tail(run, member.reading.after) : 'elsewhere'
      if (rest === 'elsewhere') return
      member.rest = rest
      member.unwatch?.()
    })
  }

  /** Writes to one reader; true while it keeps up and the run goes on. */
  function deliver(member: Member, frames: string, last: RunEvent, over: boolean): boolean {
    member.reading.after = last.seq
    const flows = frames === '' || member.sink.write(frames)
    if (over) {
      finish(member, last)
      return false
    }
    if (!flows) {
      member.stalledAt = live.size(member.reading.run)
      if (member.reading.transient === true) watchForEnd(member)
    }
    return flows
  }

  function encodeAll(events: readonly RunEvent[], run: RunId, encoder: Encoder): string {
    let frames = ''
    for (const event of events) frames += encoder.encode(event, run)
    return frames
  }

  /** Tells a channel what is new. Readers that fall behind leave it and come back by `catchUp`. */
  function advance(run: RunId, encoder: Encoder, channel: Channel): void {
    const events = tailOf(run, channel.cursor)
    if (events === 'elsewhere') {
      const members = [...channel.members]
      channel.members.clear()
      for (const member of members) start(member, encoder)
      return
    }
    const last = events.at(-1)
    if (!last) return
    channel.cursor = last.seq
    try {
      const frames = encodeAll(events, run, encoder)
      const over = isTerminal(last) || encoder.over === true
      for (const member of channel.members) {
        if (!deliver(member, frames, last, over)) channel.members.delete(member)
      }
    } catch (error) {
      // What cannot be told to these is no reason to end anybody else.
      const members = [...channel.members]
      channel.members.clear()
      for (const member of members) fail(member, error)
    }
  }

  /** Channels that nobody is left in go, and with the last of them the ear for their run: others may ask who still reads it. */
  function prune(run: RunId): void {
    const byEncoder = channels.get(run)
    if (!byEncoder) return
    for (const [encoder, { members }] of byEncoder) if (members.size === 0) byEncoder.delete(encoder)
    if (byEncoder.size > 0) return
    channels.delete(run)
    subscriptions.get(run)?.()
    subscriptions.delete(run)
  }

  function onWake(run: RunId): void {
    for (const [encoder, channel] of channels.get(run) ?? []) advance(run, encoder, channel)
    prune(run)
  }

  /** False where the tail, or those who follow it, are not where this member is: the record has been ahead of the tail. */
  function join(member: Member, encoder: Encoder): boolean {
    const { run, after } = member.reading
    // The member has read to the end of the tail; the others may not have been told of it yet, and may leave when they are.
    const found = channels.get(run)?.get(encoder)
    if (found) advance(run, encoder, found)
    const others = found !== undefined && found.members.size > 0 ? found : undefined
    if ((others?.cursor ?? live.end(run)) !== after) return false
    const byEncoder = channels.get(run) ?? new Map<Encoder, Channel>()
    channels.set(run, byEncoder)
    if (!subscriptions.has(run))
      subscriptions.set(
        run,
        live.wake(run, () => onWake(run)),
      )
    if (others) others.members.add(member)
    else byEncoder.set(encoder, { cursor: after, members: new Set([member]) })
    return true
  }

  /** Of a tail that is closed nothing more comes: its end is behind this cursor, or somebody else goes on with the run. */
  function tailOf(run: RunId, after: Seq): readonly RunEvent[] | 'elsewhere' {
    const tail = live.tail(run, after)
    return tail.length === 0 && live.closed(run) !== 'no' ? 'elsewhere' : tail
  }

  /** Resolves after the run has next changed, or never for a reader that leaves. */
  function nextChange(member: Member): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>()
    member.unsubscribe?.()
    member.unsubscribe = live.wake(member.reading.run, resolve)
    return promise
  }

  /** Reads from the record until the tail reaches back far enough, then joins the others. */
  async function catchUp(member: Member, encoder: Encoder): Promise<void> {
    const { reading } = member
    const { run, userId } = reading
    let ended = false
    let change: Promise<void> | undefined
    while (!member.closed) {
      const tail = member.rest ?? tailOf(run, reading.after)
      const events = tail === 'elsewhere' ? await record.read(userId, run, reading.after) : tail
      if (member.closed) return
      const last = events.at(-1)
      if (last) {
        const frames = encodeAll(events, run, encoder)
        if (!deliver(member, frames, last, isTerminal(last) || encoder.over === true)) return
      }
      if (tail !== 'elsewhere' && join(member, encoder)) return
      if (last) continue
      if (tail !== 'elsewhere') {
        change = undefined
        await nextChange(member)
      } else if (ended) finish(member)
      else if (change) {
        await change
        change = undefined
      } else {
        // Watched from before the question, and read again after it: a run may begin and end while the answer comes.
        change = nextChange(member)
        ended = await record.ended(userId, run)
      }
    }
  }

  function start(member: Member, encoder: Encoder): void {
    catchUp(member, encoder)
      .catch((error: unknown) => fail(member, error))
      .finally(() => member.unsubscribe?.())
  }

  function follow(reading: Reading, encoder: Encoder, sink: Sink): Reader {
    const member: Member = {
      reading: { ...reading },
      sink,
      stalledAt: undefined,
      closed: false,
      unsubscribe: undefined,
      rest: undefined,
      unwatch: undefined,
    }
    attend(member, 1)
    start(member, encoder)
    return {
      resume() {
        if (member.stalledAt === undefined || member.closed) return
        member.stalledAt = undefined
        member.unwatch?.()
        start(member, encoder)
      },
      close() {
        if (member.closed) return
        member.unsubscribe?.()
        member.unwatch?.()
        if (channels.get(reading.run)?.get(encoder)?.members.delete(member) === true) prune(reading.run)
        leave(member)
      },
      behind: () => (member.stalledAt === undefined ? 0 : live.size(reading.run) - member.stalledAt),
    }
  }

  return {
    follow,
    /** Whether anybody here reads this transient run. */
    isAttended: (run: RunId): boolean => attendance.has(run),
  }
}

export type FollowRun = ReturnType<typeof createFollowRun>['follow']
