import type { LoadResult } from './load-job.ts'
import { quantile } from './quantile.ts'

export interface Tally {
  firstToken(microseconds: number): void
  tokenDelay(microseconds: number): void
  whole(): void
  bad(why: string): void
  ended(): number
  firstBad(): string | null
  /** Grows with whatever arrives. */
  progress(): number
  result(seconds: number): LoadResult
}

const inMs = (microseconds: number): number => Math.round(microseconds) / 1000

export const createTally = (): Tally => {
  const firsts: number[] = []
  const delays: number[] = []
  let whole = 0
  let bad = 0
  let firstBad: string | null = null

  return {
    firstToken: (microseconds) => firsts.push(microseconds),
    tokenDelay: (microseconds) => delays.push(microseconds),
    whole: () => whole++,
    bad: (why) => {
      bad++
      firstBad ??= why
    },
    ended: () => whole + bad,
    firstBad: () => firstBad,
    progress: () => delays.length + whole + bad,
    result: (seconds) => {
      const first = Float64Array.from(firsts).sort()
      const delay = Float64Array.from(delays).sort()
      return {
        replies: whole + bad,
        bad,
        firstBad,
        tokens: delay.length,
        seconds: Math.round(seconds * 1000) / 1000,
        tokensPerSecond: Math.round(delay.length / seconds),
        firstTokenMs: { p50: inMs(quantile(first, 0.5)), p99: inMs(quantile(first, 0.99)) },
        tokenDelayMs: {
          p50: inMs(quantile(delay, 0.5)),
          p90: inMs(quantile(delay, 0.9)),
          p99: inMs(quantile(delay, 0.99)),
          max: inMs(delay.at(-1) ?? Number.NaN),
        },
      }
    },
  }
}
