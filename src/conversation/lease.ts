import type { Journal } from '../ports/journal.ts'

export interface LeaseDeps {
  owner: string
  journal: Pick<Journal, 'renew'>
  periodMs: number
  onTrouble(error: unknown): void
}

/** This process's word that it still lives; its runs are its own for as long as it keeps it. */
export function createLease({ owner, journal, periodMs, onTrouble }: LeaseDeps) {
  let state: 'serving' | 'draining' = 'serving'
  let timer: NodeJS.Timeout | undefined
  const renew = (): Promise<void> => journal.renew(owner, state, periodMs)
  return {
    async take(): Promise<void> {
      await renew()
      timer = setInterval(() => void renew().catch(onTrouble), periodMs / 3)
      timer.unref()
    },
    async drain(): Promise<void> {
      state = 'draining'
      // Where the store is away, the next renewal says so instead.
      await renew().catch(onTrouble)
    },
    stop(): void {
      clearInterval(timer)
    },
  }
}
