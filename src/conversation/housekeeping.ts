import { setTimeout as delay } from 'node:timers/promises'
import type { Upkeep } from '../ports/upkeep.ts'
import { inSlices } from '../std/in-slices.ts'

export interface HousekeepingDeps {
  upkeep: Upkeep
  compactAfterMs: number
  now(): number
  onTrouble(error: unknown): void
}

const everyMs = 60_000
const lastSliceMs = 3_000
const keysLastMs = 24 * 3_600_000
const choresLastMs = 7 * 24 * 3_600_000
const failuresLastMs = 90 * 24 * 3_600_000

/** What nobody waits for: logs of old runs, keys that have expired, what a crash left half deleted, scrubbing. */
export function createHousekeeping({ upkeep, compactAfterMs, now, onTrouble }: HousekeepingDeps) {
  let timer: NodeJS.Timeout | undefined
  let work = Promise.resolve()
  let scrubWanted = false
  let stopped = false

  const slices = (step: () => Promise<boolean>): Promise<void> => inSlices(async () => !stopped && (await step()))

  /** One thing at a time; what is begun when the server goes is left after its slice, and found again by the next. */
  const enqueue = (task: () => Promise<void>): Promise<void> => (work = work.then(task).catch(onTrouble))

  const tidy = (): Promise<void> =>
    enqueue(async () => {
      await slices(() => upkeep.compact(now() - compactAfterMs))
      await slices(() => upkeep.expireKeys(now() - keysLastMs))
      await slices(() => upkeep.forgetTransient(now() - keysLastMs))
      await slices(() => upkeep.forgetBudgets(now()))
      await slices(() => upkeep.forgetFailures(now() - failuresLastMs))
      await slices(() => upkeep.forgetChores(now() - choresLastMs))
      await upkeep.forgetNodes()
      await finishDeleting()
    })

  function scrubSoon(): void {
    if (scrubWanted) return
    scrubWanted = true
    void enqueue(async () => {
      scrubWanted = false
      await slices(upkeep.scrub)
    })
  }

  async function finishDeleting(): Promise<void> {
    await slices(() => upkeep.purge())
    if (await upkeep.owesScrub()) await slices(upkeep.scrub)
  }

  return {
    scrubSoon,
    tidy,
    start(): void {
      void enqueue(finishDeleting)
      timer = setInterval(() => void tidy(), everyMs)
      timer.unref()
    },
    async stop(): Promise<void> {
      clearInterval(timer)
      stopped = true
      // What takes longer than a slice is the database's own work, and goes with the connection to it.
      await Promise.race([work, delay(lastSliceMs, undefined, { ref: false })])
    },
  }
}
