import type { Journal } from '../ports/journal.ts'

export interface LeaseDeps {
  owner: string
  journal: Pick<Journal, 'renew'>
  periodMs: number
  /** Whether there may be others who take over what is not kept. */
  shared: boolean
  /** It had lapsed: what is not this process's own any more is let go, before anything is shown again. */
  regain(): Promise<void>
  onTrouble(error: unknown): void
}

/** So many renewals fit in a period: a lease is lost when the last of them have failed, and not the first. */
const renewals = 4

/** This process's word that it still lives; its runs are its own for as long as it keeps it. */
export function createLease({ owner, journal, periodMs, shared, regain, onTrouble }: LeaseDeps) {
  let state: 'serving' | 'draining' = 'serving'
  let timer: NodeJS.Timeout | undefined
  let work = Promise.resolve()
  let stopped = false
  // By this process's own clock, and from before the store was asked: never later than the store's.
  let heldUntil = -Infinity
  let steadySince = Infinity
  let failing = false
  let waiting: (() => void)[] = []

  const holds = (): boolean => !shared || performance.now() < heldUntil

  async function renew(): Promise<void> {
    const began = performance.now()
    const first = heldUntil === -Infinity
    const kept = await journal.renew(owner, state, periodMs)
    // By either clock: a machine that is moved may not know how long it stood still.
    if (!first && shared && (!kept || performance.now() >= heldUntil)) {
      heldUntil = Math.min(heldUntil, began)
      await regain()
      steadySince = Infinity
    }
    heldUntil = began + periodMs
    steadySince = Math.min(steadySince, began)
    if (!holds()) return
    const released = waiting
    waiting = []
    for (const go of released) go()
  }

  /** Told once of many failures in a row; nobody is taken for dead until a period has passed without one. */
  async function tryRenewing(): Promise<void> {
    try {
      await renew()
      failing = false
    } catch (error) {
      steadySince = Infinity
      if (!failing) onTrouble(error)
      failing = true
    }
  }

  const enqueue = (act: () => Promise<void>): Promise<void> => (work = work.then(act))

  function next(): void {
    timer = setTimeout(() => void enqueue(tryRenewing).then(() => stopped || next()), periodMs / renewals)
    timer.unref()
  }

  return {
    async take(): Promise<void> {
      await renew()
      next()
    },
    async drain(): Promise<void> {
      state = 'draining'
      // Where the store is away, the next renewal says so instead.
      await enqueue(tryRenewing)
    },
    stop(): void {
      stopped = true
      clearTimeout(timer)
    },
    /** What is answered here may be shown: nobody else can have been given it. */
    holds,
    /** Calls `then` when it is held again. */
    whenHeld(then: () => void): void {
      waiting.push(then)
    },
    /** Those who have let their leases lapse have had the time to renew them since the store was last away. */
    isSteady: (): boolean => !shared || performance.now() - steadySince >= periodMs,
  }
}

export type Lease = ReturnType<typeof createLease>
