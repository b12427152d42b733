import type { Journal } from '../ports/journal.ts'
import type { ActiveRuns } from './active-runs.ts'

export interface HeedStopsDeps {
  owner: string
  journal: Pick<Journal, 'stopsFor'>
  active: Pick<ActiveRuns, 'stop' | 'count'>
  /** How long to wait until the record is asked again. */
  everyMs(): number
  onTrouble(error: unknown): void
}

/** A stop that was asked of another node is on record; what that node has told of it may be lost. */
export function heedStops({ owner, journal, active, everyMs, onTrouble }: HeedStopsDeps) {
  let timer: NodeJS.Timeout
  let stopped = false
  let failing = false

  async function look(): Promise<void> {
    try {
      if (active.count() > 0) for (const run of await journal.stopsFor(owner)) active.stop(run)
      failing = false
    } catch (error) {
      if (!failing) onTrouble(error)
      failing = true
    }
    if (!stopped) next()
  }

  function next(): void {
    timer = setTimeout(() => void look(), everyMs())
    timer.unref()
  }

  next()
  return {
    stop(): void {
      stopped = true
      clearTimeout(timer)
    },
  }
}
