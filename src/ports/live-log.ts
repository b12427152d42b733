import type { RunEvent, RunId, Seq } from '../conversation/types.ts'

export type Unsubscribe = () => void

/** Whether a tail has its last event, and whether it is kept then for those who ask for the same once more. */
export type Closed = 'no' | 'gone' | 'kept'

/** The newest events of runs that are being written, and the signal that there are more. The record is elsewhere. */
export interface LiveLog {
  /** Begins a tail: everything after `from` will be in it. */
  open(run: RunId, from: Seq): void
  push(run: RunId, event: RunEvent): void
  /** Everything up to `upTo` is on record: the tail need not keep it. */
  stored(run: RunId, upTo: Seq): void
  /** After the next tick the tail is gone; unless it is to be kept, as long as there is room, for it is on no record. */
  close(run: RunId, keep?: boolean): void
  /** 'no' where there is no tail. */
  closed(run: RunId): Closed
  /** No tail any more, from now on: its readers are woken, and read the record. */
  drop(run: RunId): void
  /** Wakes whoever reads a run: there may be more of it on record. */
  touch(run: RunId): void
  /** What was before its tail begins; undefined where there is none. */
  reach(run: RunId): Seq | undefined
  /** Its last event. The record may be ahead of a tail that comes from another node. */
  end(run: RunId): Seq | undefined
  /** How much text has been pushed since the tail was opened: how far behind a reader is. */
  size(run: RunId): number
  /** Everything strictly after a cursor, or 'elsewhere' where this tail does not reach back that far. */
  tail(run: RunId, after: Seq): readonly RunEvent[] | 'elsewhere'
  /** Calls `reader` once a tick at most, after it was opened, written to or closed. */
  wake(run: RunId, reader: () => void): Unsubscribe
  /** Whether anybody waits for more of it. */
  isRead(run: RunId): boolean
  /** Calls `listener` with each run that has a first reader now. */
  onRead(listener: (run: RunId) => void): void
}
