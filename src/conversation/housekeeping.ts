import type { Upkeep } from '../ports/upkeep.ts'
import { inSlices } from '../std/in-slices.ts'

export interface HousekeepingDeps {
  upkeep: Upkeep
  compactAfterMs: number
  now(): number
  onTrouble(error: unknown): void
}

const everyMs = 60_000
const keysLastMs = 24 * 3_600_000

/** What nobody waits for: logs of old runs, keys that have expired, what a crash left half deleted, scrubbing. */
export function createHousekeeping({ upkeep, compactAfterMs, now, onTrouble }: HousekeepingDeps) {
  let timer: NodeJS.Timeout | undefined
  let scrubbing: Promise<void> | undefined
  let wanted = false

  async function tidy(): Promise<void> {
    await inSlices(() => upkeep.compact(now() - compactAfterMs))
    await inSlices(() => upkeep.expireKeys(now() - keysLastMs))
  }

  async function scrub(): Promise<void> {
    while (wanted) {
      wanted = false
      await inSlices(upkeep.scrub)
    }
    scrubbing = undefined
  }

  function scrubSoon(): void {
    wanted = true
    scrubbing ??= scrub().catch(onTrouble)
  }

  async function finishDeleting(): Promise<void> {
    let any = false
    await inSlices(async () => {
      const more = await upkeep.purge()
      any ||= more
      return more
    })
    if (any) scrubSoon()
  }

  return {
    scrubSoon,
    tidy,
    async start(): Promise<void> {
      await upkeep.abandonImports()
      void finishDeleting().catch(onTrouble)
      timer = setInterval(() => void tidy().catch(onTrouble), everyMs)
      timer.unref()
    },
    async stop(): Promise<void> {
      clearInterval(timer)
      await scrubbing
    },
  }
}
