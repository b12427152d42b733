import type { Journal } from '../ports/journal.ts'
import type { LiveLog } from '../ports/live-log.ts'
import type { Runs } from '../ports/runs.ts'
import type { ActiveRuns } from './active-runs.ts'
import { DomainError } from './errors.ts'
import type { Run, RunId } from './types.ts'

export interface StopDeps {
  owner: string
  runs: Runs
  journal: Journal
  live: LiveLog
  active: ActiveRuns
}

export const unknownRun = (): DomainError =>
  new DomainError('not_found', 'There is no run of that id, or it is not yours.')

/** Asks a run to stop, from wherever; does not wait for it. */
export function createStop({ owner, runs, active }: StopDeps) {
  return async function stop(userId: string, id: RunId): Promise<void> {
    const stopped = await runs.requestStop(userId, id, owner)
    if (!stopped) throw unknownRun()
    if (stopped.job) active.begin(stopped.job)
    else active.stop(id)
  }
}

/** Resolves with the run once it has ended, or with what it is by then when that takes longer than `withinMs`. */
export function createEnded({ runs, live, active }: Pick<StopDeps, 'runs' | 'live' | 'active'>) {
  return async function ended(userId: string, id: RunId, withinMs: number): Promise<Run> {
    const deadline = performance.now() + withinMs
    for (;;) {
      const run = await runs.get(userId, id)
      if (!run) throw unknownRun()
      const left = deadline - performance.now()
      if (run.endedAt !== null || left <= 0) return run
      const { promise, resolve } = Promise.withResolvers<void>()
      const timer = setTimeout(resolve, left)
      const settled = active.settled(id)
      const unsubscribe = settled ? undefined : live.wake(id, resolve)
      await (settled ? Promise.race([settled, promise]) : promise)
      clearTimeout(timer)
      unsubscribe?.()
    }
  }
}
