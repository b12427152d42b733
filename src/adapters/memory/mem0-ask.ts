import type { Breaker } from '../../std/breaker.ts'
import { Mem0Error } from './mem0-error.ts'

export type AskMem0 = <Result>(call: () => Promise<Result>) => Promise<Result>

/** Leaves Mem0 alone while it fails; of all its failures the one that brought that about is told. */
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
      breaker.failed()
      if (!told && !breaker.allows()) {
        told = true
        onTrouble(error)
      }
      throw error
    }
  }
}
