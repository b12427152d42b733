import { setTimeout as delay } from 'node:timers/promises'
import { DomainError } from './errors.ts'

const againMs = 500

/** Asks again for as long as the store is away. Undefined where nobody wants to know any more. */
export async function patiently<Result>(
  act: () => Promise<Result>,
  { signal, onTrouble }: { signal?: AbortSignal; onTrouble(error: unknown): void },
): Promise<Result | undefined> {
  for (let tries = 0; ; tries++) {
    try {
      return await act()
    } catch (error) {
      if (!(error instanceof DomainError) || !error.retryable) throw error
      if (tries === 0) onTrouble(error)
    }
    // Whoever wants no more of it need not wait either.
    await delay(againMs, undefined, signal && { signal }).catch(() => {})
    if (signal?.aborted === true) return undefined
  }
}
