import type { Breaker } from '../../std/breaker.ts'
import { Mem0Error } from './mem0-error.ts'

export type AskMem0 = <Result>(call: () => Promise<Result>) => Promise<Result>

/** Whatever a server asks for. */
const longestRestMs = 3_600_000
/** A key that is not accepted seldom becomes right by itself. */
const deniedMs = 300_000

function restOf(error: unknown): number {
  if (!(error instanceof Mem0Error)) return 0
  return error.code === 'denied' ? deniedMs : Math.min(error.retryAfterMs ?? 0, longestRestMs)
}

/** Leaves Mem0 alone while it fails, or as long as it asks for; of all its failures the one that brought that about is told. */
export function createAskMem0(breaker: Breaker, onTrouble: (error: unknown) => void): AskMem0 {
  let told = false

  return async (call) => {
    if (!breaker.allows()) throw new Mem0Error('unavailable', { reason: 'left alone' })
    try {
      const result = await call()
      breaker.succeeded()
      told = false
      return result
    } catch (error) {
      breaker.failed(restOf(error))
      if (!told && !breaker.allows()) {
        told = true
        onTrouble(error)
      }
      throw error
    }
  }
}
