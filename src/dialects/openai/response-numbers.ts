import { seqOf } from '../../conversation/seq.ts'
import type { Seq } from '../../conversation/types.ts'

/** An event of a run is told in fewer frames than this. */
const span = 8
const first = seqOf(1, 1)

/**
 * The number of the `k`th frame that an event is told in. It depends on nothing else, so that whoever tells it, and
 * whenever, numbers it alike; that numbers are left out between them means nothing.
 */
export const numberOf = (seq: Seq, k: number): number => (seq - first) * span + k

/** The event that a frame of this number tells. */
export const eventOf = (number: number): Seq => first + Math.floor(number / span)

/** Whether this is the number of the frame that says that what was told holds no more. */
export const isBreak = (number: number): boolean => number % span === span - 1

export const breakNumber = (seq: Seq): number => numberOf(seq, span - 1)
