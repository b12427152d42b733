import type { Seq } from '../../conversation/types.ts'

/** Where a reader has come to: behind an event, and behind so many pieces of the next. */
export interface Cursor {
  after: Seq
  pieces: number
}

const written = /^(?<run>[0-9a-f-]{36}):(?<seq>\d{1,16})(?::(?<pieces>\d{1,6}))?$/

export function readCursor(text: string): ({ run: string } & Cursor) | undefined {
  const { run, seq, pieces } = written.exec(text)?.groups ?? {}
  if (run === undefined) return undefined
  const number = Number(seq)
  return pieces === undefined
    ? { run, after: number, pieces: 0 }
    : { run, after: Math.max(0, number - 1), pieces: Number(pieces) }
}
