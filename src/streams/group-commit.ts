import { setImmediate as nextTick, setTimeout as delay } from 'node:timers/promises'
import { DomainError } from '../conversation/errors.ts'
import type { RunEvent, RunId, Seq } from '../conversation/types.ts'
import type { Journal, JournalEntry, Seal } from '../ports/journal.ts'
import type { SafetyNote } from '../ports/safety-records.ts'

/** One run's writer, as the commit sees it. */
export interface CommitSource {
  readonly run: RunId
  readonly fence: number
  /** The events that are not on record yet; they are this commit's from now on. */
  take(): RunEvent[]
  /** So are the notes. */
  takeNotes(): SafetyNote[]
  stored(upTo: Seq): void
  /** The run belongs to somebody else now: nothing more of this writer will be stored. */
  lost(): void
}

export interface GroupCommit {
  /** There are `size` more units of text to take from this source. */
  touch(source: CommitSource, size: number): void
  /** Writes what is left and the end. False when the run was somebody else's by then. */
  seal(source: CommitSource, last: RunEvent[], seal: Seal): Promise<boolean>
  /** Resolves when everything touched so far is on record. */
  flush(): Promise<void>
}

export interface GroupCommitOptions {
  journal: Pick<Journal, 'commit'>
  flushMs: number
  flushSize: number
  /** The store fails, and the commit will be tried again; or it never will be, and the runs are lost. */
  onTrouble(error: unknown, willRetry: boolean): void
}

/** A transaction stays short enough that no stream notices it; an end costs several times what a batch does. */
const entriesAtOnce = 64
const sealsAtOnce = 16
const retryMs = 500

interface Sealing {
  source: CommitSource
  last: RunEvent[]
  seal: Seal
  done(stored: boolean): void
}

/** One transaction for many runs: the log in batches, ends at the next tick. Nothing is dropped while the store is away. */
export function createGroupCommit({ journal, flushMs, flushSize, onTrouble }: GroupCommitOptions): GroupCommit {
  const touched = new Set<CommitSource>()
  let sealing: Sealing[] = []
  let size = 0
  let timer: NodeJS.Timeout | undefined
  let sealsScheduled = false
  let chain = Promise.resolve()

  function entryOf(source: CommitSource, last: readonly RunEvent[] = []): JournalEntry {
    const notes = source.takeNotes()
    const { run, fence } = source
    return { run, fence, events: [...source.take(), ...last], ...(notes.length > 0 && { notes }) }
  }

  async function commit(entries: JournalEntry[]): Promise<Set<RunId>> {
    for (let tries = 0; ; tries++) {
      try {
        return await journal.commit(entries)
      } catch (error) {
        const passes = error instanceof DomainError && error.retryable
        if (!passes && entries.length > 1) return commitOneByOne(entries)
        if (!passes || tries === 0) onTrouble(error, passes)
        if (!passes) return new Set(entries.map(({ run }) => run))
        await delay(retryMs)
      }
    }
  }

  async function commitOneByOne(entries: JournalEntry[]): Promise<Set<RunId>> {
    const lost = new Set<RunId>()
    for (const entry of entries) for (const run of await commit([entry])) lost.add(run)
    return lost
  }

  function settle(source: CommitSource, entry: JournalEntry, lost: Set<RunId>): boolean {
    if (lost.has(source.run)) {
      source.lost()
      return false
    }
    const last = entry.events.at(-1)
    if (last) source.stored(last.seq)
    return true
  }

  async function writeSeals(): Promise<void> {
    sealsScheduled = false
    while (sealing.length > 0) {
      const batch = sealing.slice(0, sealsAtOnce)
      sealing = sealing.slice(sealsAtOnce)
      const entries = batch.map(({ source, last, seal }): JournalEntry => {
        touched.delete(source)
        return { ...entryOf(source, last), seal }
      })
      const lost = await commit(entries)
      batch.forEach(({ source, done }, i) => {
        const entry = entries[i]
        done(entry !== undefined && settle(source, entry, lost))
      })
      if (sealing.length > 0) await nextTick()
    }
  }

  async function writeTouched(): Promise<void> {
    clearTimeout(timer)
    timer = undefined
    size = 0
    const sources = [...touched]
    touched.clear()
    for (let i = 0; i < sources.length; i += entriesAtOnce) {
      if (i > 0) await nextTick()
      const batch = sources.slice(i, i + entriesAtOnce)
      const entries = batch.map((source) => entryOf(source))
      const lost = await commit(entries.filter(({ events, notes }) => events.length > 0 || notes !== undefined))
      batch.forEach((source, j) => {
        const entry = entries[j]
        if (entry) settle(source, entry, lost)
      })
    }
  }

  /** One commit at a time, in the order asked for: a run's events reach the record in their own. */
  const enqueue = (write: () => Promise<void>): Promise<void> => (chain = chain.then(write))

  return {
    touch(source, added) {
      touched.add(source)
      size += added
      if (size >= flushSize) {
        size = 0
        void enqueue(writeTouched)
      } else {
        timer ??= setTimeout(() => void enqueue(writeTouched), flushMs)
      }
    },

    seal(source, last, seal) {
      const { promise, resolve } = Promise.withResolvers<boolean>()
      sealing.push({ source, last, seal, done: resolve })
      if (!sealsScheduled) {
        sealsScheduled = true
        setImmediate(() => void enqueue(writeSeals))
      }
      return promise
    },

    flush: () => enqueue(writeTouched),
  }
}
