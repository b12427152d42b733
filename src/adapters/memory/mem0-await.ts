import { setTimeout } from 'node:timers/promises'
import type { AskMem0 } from './mem0-ask.ts'
import type { Mem0Client } from './mem0-client.ts'
import type { Mem0Added, Mem0Outcome } from './mem0-replies.ts'

/** Resolves early when the signal ends it. */
export type Wait = (ms: number, signal: AbortSignal) => Promise<void>

export interface AwaitAddedDeps {
  client: Pick<Mem0Client, 'outcome'>
  ask: AskMem0
  wait: Wait
}

const firstMs = 1_000

export const waitByTimer: Wait = (ms, signal) => setTimeout(ms, undefined, { signal, ref: false }).catch(() => {})

/** What became of an add, asked for again and again, each time after twice as long; still pending where time is up. */
export function createAwaitAdded({ client, ask, wait }: AwaitAddedDeps) {
  return async function awaitAdded(added: Mem0Added, signal: AbortSignal): Promise<Mem0Outcome> {
    let outcome: Mem0Outcome = added
    for (let ms = firstMs; outcome.kind === 'pending'; ms *= 2) {
      const event: string = outcome.event
      await wait(ms, signal)
      if (signal.aborted) return outcome
      try {
        outcome = await ask(() => client.outcome(event, signal))
      } catch (error) {
        if (!signal.aborted) throw error
      }
    }
    return outcome
  }
}
