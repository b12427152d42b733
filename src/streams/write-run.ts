import { compactionGap, seqOf } from '../conversation/seq.ts'
import { dropText } from '../conversation/drop-text.ts'
import type { RunEnd } from '../conversation/end-of-run.ts'
import type { ControlEvent, Message, RunError, RunEvent, Seq, TerminalEvent, Usage } from '../conversation/types.ts'
import type { AfterAnswer, Seal } from '../ports/journal.ts'
import type { LiveLog } from '../ports/live-log.ts'
import type { RunJob } from '../ports/runs.ts'
import type { SafetyNote } from '../ports/safety-records.ts'
import { codePointLength } from '../std/code-points.ts'
import type { CommitSource, GroupCommit } from './group-commit.ts'

type Unnumbered<Event> = Event extends unknown ? Omit<Event, 'seq'> : never
export type NextEvent = Unnumbered<ControlEvent>

export interface RunWriter {
  delta(text: string): void
  event(event: NextEvent): void
  /** The run belongs to somebody else now: nothing more of it is shown or stored from here. */
  lose(): void
  /** The text of this attempt so far. */
  text(): string
  deltas(): number
  /** Put on record with what was told by now. */
  note(note: SafetyNote): void
  /** What is behind this beginning of the text was not to be told: it is gone from here, from the log and from all who read it. */
  withdraw(kept: string, reason: string): void
  /** Readers may have seen more than is on record: all of them go back to what is kept. */
  retract(kept: string, reason: string): void
  /** The terminal event is shown once it is on record, with all before it. False when the run was lost meanwhile. */
  seal(end: RunEnd, usage: Usage | null, now: number, more?: SealWith): Promise<boolean>
}

export interface SealWith {
  /** Told right before the end. */
  notice?: NextEvent | undefined
  after?: AfterAnswer
  /** The one that has answered, where that is not the one which was to. */
  model?: string
}

export interface WriteRunDeps {
  live: LiveLog
  commits: GroupCommit
  /** Whether events may be shown, and a word when they may again. */
  lease: { holds(): boolean; whenHeld(then: () => void): void }
  onLost(): void
  /** What readers are told of an answer that is on no record, where its end cannot be either. */
  lostError: RunError
}

const isHighSurrogate = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdbff

function terminalOf(end: RunEnd, message: Message): Unnumbered<TerminalEvent> {
  if (end.state === 'completed') return { type: 'completed', data: { message, finishReason: end.finishReason } }
  if (end.state === 'failed') return { type: 'failed', data: { message, error: end.error } }
  if (end.state === 'blocked') return { type: 'blocked', data: { message, error: end.error } }
  return { type: 'stopped', data: { message } }
}

/** Numbers the events of one attempt, shows them, and hands them to the commit. */
export function writeRun(job: RunJob, { live, commits, lease, onLost, lostError }: WriteRunDeps): RunWriter {
  const run = job.run.id
  let next = job.next
  let text = job.keptText
  let told = 0
  let textEnd: Seq | null = null
  let pending: RunEvent[] = []
  let notes: SafetyNote[] = []
  /** The first half of a character whose second half is still to come. */
  let half = ''
  /** What may not be shown yet. */
  let held: RunEvent[] = []
  /** Whatever of this run is here from now on, somebody else has written. */
  let lost = false

  const isStored = job.transcript === undefined

  const source: CommitSource = {
    run,
    fence: job.fence,
    take() {
      const taken = pending
      pending = []
      return taken
    },
    takeNotes() {
      const taken = notes
      notes = []
      return taken
    },
    stored(upTo) {
      if (!lost) live.stored(run, upTo)
    },
    lost: lose,
  }

  const first = job.opening[0]?.seq ?? seqOf(job.attempt, next)
  live.open(run, first === seqOf(1, 1) ? 0 : first - 1)
  for (const event of job.opening) show(event)

  function lose(): void {
    if (lost) return
    // Nobody takes over what nobody else has: its readers would wait for an end for ever.
    if (!isStored) {
      const message: Message = { ...job.answer, content: text, status: 'failed' }
      live.push(run, number({ type: 'failed', data: { message, error: lostError } }))
    }
    live.close(run)
    lost = true
    held = []
    pending = []
    notes = []
    onLost()
  }

  function show(event: RunEvent): void {
    if (lost) return
    if (held.length === 0 && lease.holds()) live.push(run, event)
    else if (held.push(event) === 1) lease.whenHeld(showHeld)
  }

  function showHeld(): void {
    const events = held
    held = []
    for (const event of events) live.push(run, event)
  }

  function push(event: RunEvent, size: number): void {
    show(event)
    if (!isStored || lost) return
    pending.push(event)
    commits.touch(source, size)
  }

  function tell(piece: string): void {
    text += piece
    told++
    textEnd = seqOf(job.attempt, next++)
    push({ seq: textEnd, type: 'delta', text: piece }, piece.length)
  }

  function number(event: NextEvent): ControlEvent {
    const seq = seqOf(job.attempt, next++)
    if (event.type === 'retracted') textEnd = seq
    return { seq, ...event }
  }

  return {
    delta(raw) {
      let piece = half + raw
      half = ''
      if (isHighSurrogate(piece.charCodeAt(piece.length - 1))) {
        half = piece.slice(-1)
        piece = piece.slice(0, -1)
      }
      if (piece !== '') tell(piece.toWellFormed())
    },

    event(event) {
      push(number(event), 0)
    },

    lose,

    text: () => text,
    deltas: () => told,

    note(note) {
      if (lost) return
      notes.push(note)
      commits.touch(source, 0)
    },

    withdraw(kept, reason) {
      const dropped = codePointLength(text.slice(kept.length))
      pending = dropText(pending, dropped)
      text = kept
      half = ''
      push(number({ type: 'retracted', data: { keep: codePointLength(kept), reason, dropped } }), 0)
    },

    retract(kept, reason) {
      push(number({ type: 'retracted', data: { keep: codePointLength(kept), reason } }), 0)
    },

    async seal(end, usage, now, { notice, after, model = job.request.model } = {}) {
      if (lost) return false
      if (half !== '') tell(half.toWellFormed())
      if (textEnd !== null) next += compactionGap
      const error = end.state === 'failed' || end.state === 'blocked' ? end.error : null
      const message: Message = { ...job.answer, content: text, status: end.state, model, usage }
      const closing = [
        ...(notice ? [notice] : []),
        ...(usage ? [{ type: 'usage', data: usage } as const] : []),
        terminalOf(end, message),
      ].map(number)
      const { dropsEmpty, tallyUpTo } = job.request
      const seal: Seal = {
        state: end.state,
        content: text,
        model,
        usage,
        error,
        textEnd,
        now,
        ...(dropsEmpty !== undefined && { dropsEmpty }),
        ...(tallyUpTo !== undefined && { tallyUpTo }),
        ...(after && { after }),
      }
      if (!(await commits.seal(source, isStored ? closing : [], seal))) return false
      // It is on record, and therefore true, whatever has become of the lease.
      showHeld()
      for (const event of closing) live.push(run, event)
      // What was broken off is nobody's answer, whoever asks for it again.
      live.close(run, job.keepTail === true && end.state !== 'stopped')
      return true
    },
  }
}
