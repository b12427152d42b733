import type { RunId } from './types.ts'

/** The same whenever the same use is tried again: whoever is asked twice can know it. */
export const callIdOf = (run: RunId, n: number): string => `${run}-${n}`

/** Which use of a run this is; undefined where it is of none. */
export function placeOfCall(run: RunId, callId: string): number | undefined {
  const n = callId.startsWith(`${run}-`) ? callId.slice(run.length + 1) : ''
  return /^(?:0|[1-9]\d{0,5})$/.test(n) ? Number(n) : undefined
}
