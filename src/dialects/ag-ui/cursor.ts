import type { RunId, Seq } from '../../conversation/types.ts'

/** Where a reader has come to: behind an event, or behind the nth of several that tell it. */
export interface Cursor {
  seq: Seq
  piece: number | undefined
}

const written = /^(?<run>[\da-f-]{36}):(?<seq>\d{1,16})(?::(?<piece>\d{1,6}))?$/

/** What the id of an event says, to a reader that comes back with it. One of another run says nothing of this one. */
export function cursorOf(run: RunId, lastEventId: string | undefined): Cursor | undefined {
  if (lastEventId === undefined || lastEventId === '') return undefined
  const { run: named, seq, piece } = written.exec(lastEventId)?.groups ?? {}
  if (named !== run || !Number.isSafeInteger(Number(seq))) return undefined
  return { seq: Number(seq), piece: piece === undefined ? undefined : Number(piece) }
}
