import type { RunEvent, RunId, Seq } from '../conversation/types.ts'

export type Unsubscribe = () => void

/** The newest events of runs that are being written, and the signal that there are more. The record is elsewhere. */
export interface LiveLog {
  /** Whether it also carries runs that another process writes. */
  readonly shared: boolean
  /** Begins a tail: everything after `from` will be in it. */
  open(run: RunId, from: Seq): void
  push(run: RunId, event: RunEvent): void
  /** Everything up to `upTo` is on record: the tail need not keep it. */
  stored(run: RunId, upTo: Seq): void
  /** After the next tick the tail is gone; unless it is to be kept, as long as there is room, for it is on no record. */
  close(run: RunId, keep?: boolean): void
  /** Whether the last event is in the tail already. */
  isClosed(run: RunId): boolean
  /** How much text has been pushed since the tail was opened: how far behind a reader is. */
  size(run: RunId): number
  /** Everything strictly after a cursor, or 'elsewhere' where this tail does not reach back that far. */
  tail(run: RunId, after: Seq): readonly RunEvent[] | 'elsewhere'
  /** Calls `reader` once a tick at most, after it was opened, written to or closed. */
  wake(run: RunId, reader: () => void): Unsubscribe
}
