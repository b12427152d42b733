import { setTimeout } from 'node:timers/promises'
import { createBreaker } from '../../std/breaker.ts'
import type { AskMem0 } from './mem0-ask.ts'
import type { Mem0Client } from './mem0-client.ts'
import { Mem0Error } from './mem0-error.ts'
import type { Mem0Added, Mem0Outcome } from './mem0-replies.ts'

/** Resolves early when the signal ends it. */
export type Wait = (ms: number, signal: AbortSignal) => Promise<void>

export interface AwaitAddedDeps {
  client: Pick<Mem0Client, 'outcome'>
  ask: AskMem0
  wait: Wait
}

const firstMs = 1_000
/** A minute in all. */
const longestMs = 32_000
/** Whoever waits keeps others from being learned from: where nothing is ever done, nobody waits for a while. */
const patience = { failures: 3, openMs: 300_000 }

export const waitByTimer: Wait = (ms, signal) => setTimeout(ms, undefined, { signal, ref: false }).catch(() => {})

/** What became of an add, asked for again and again, each time after twice as long; still pending where time is up. */
export function createAwaitAdded({ client, ask, wait }: AwaitAddedDeps) {
  const breaker = createBreaker({ ...patience, now: () => performance.now() })

  /** That it cannot be said now is no end of it. */
  async function look(event: string, signal: AbortSignal): Promise<Mem0Outcome> {
    try {
      return await ask(() => client.outcome(event, signal))
    } catch (error) {
      if (error instanceof Mem0Error && error.retryable) return { kind: 'pending', event }
      throw error
    }
  }

  return async function awaitAdded(added: Mem0Added, signal: AbortSignal): Promise<Mem0Outcome> {
    let outcome: Mem0Outcome = added
    if (outcome.kind !== 'pending' || !breaker.allows()) return outcome
    for (let ms = firstMs; outcome.kind === 'pending' && ms <= longestMs; ms *= 2) {
      await wait(ms, signal)
      if (signal.aborted) return outcome
      outcome = await look(outcome.event, signal)
    }
    if (outcome.kind === 'pending') breaker.failed()
    else breaker.succeeded()
    return outcome
  }
}
