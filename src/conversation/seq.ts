import type { Seq } from './types.ts'

/** How many events one attempt can have. */
const attemptSpan = 2 ** 20

/** The nth event of an attempt, both from 1: above anything that an earlier attempt can have handed out. */
export const seqOf = (attempt: number, n: number): Seq => attempt * attemptSpan + n

/** Where a reader begins who cannot take text back: before the latest attempt, for those before it hold no more. */
export const beginningOf = (attempt: number): Seq => (attempt === 1 ? 0 : seqOf(attempt, 0))

export const attemptOf = (seq: Seq): number => Math.floor(seq / attemptSpan)

/** Left free after an answer's last delta: compaction tells `restarted` and the whole text in their place. */
export const compactionGap = 2
