import type { Journal } from '../ports/journal.ts'
import type { LiveLog } from '../ports/live-log.ts'
import type { Runs } from '../ports/runs.ts'
import type { ActiveRuns } from './active-runs.ts'
import { DomainError } from './errors.ts'
import type { Run, RunId } from './types.ts'

export interface StopDeps {
  owner: string
  runs: Runs
  active: ActiveRuns
  /** A run of somebody else's is to be stopped there. */
  onElsewhere(owner: string, run: RunId): void
}

export const unknownRun = (): DomainError =>
  new DomainError('not_found', 'There is no run of that id, or it is not yours.')

/** Asks a run to stop, from wherever; does not wait for it. */
export function createStop({ owner, runs, active, onElsewhere }: StopDeps) {
  return async function stop(userId: string, id: RunId): Promise<void> {
    const stopped = await runs.requestStop(userId, id, owner)
    if (!stopped) throw unknownRun()
    if (stopped.job) active.begin(stopped.job)
    else if (!active.stop(id) && stopped.owner !== null) onElsewhere(stopped.owner, id)
  }
}

export interface EndsDeps {
  runs: Pick<Runs, 'get'>
  journal: Pick<Journal, 'news'>
  live: Pick<LiveLog, 'wake'>
  active: Pick<ActiveRuns, 'settled'>
}

/** How often a run is asked after that somebody else answers. */
const againMs = 500

/** Waits for the ends of runs, whoever answers them. */
export function createEnds({ runs, journal, live, active }: EndsDeps) {
  const waiting = new Set<() => void>()
  let left = false

  /** Until something may have changed for this run, or `ms` are over. */
  async function change(id: RunId, ms: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>()
    const timer = setTimeout(resolve, ms)
    const settled = active.settled(id)
    void settled?.then(resolve)
    const unsubscribe = settled ? undefined : live.wake(id, resolve)
    waiting.add(resolve)
    await promise
    clearTimeout(timer)
    unsubscribe?.()
    waiting.delete(resolve)
  }

  return {
    /** Resolves with the run once it has ended, or with what it is by then: after `withinMs`, or when nobody waits any more. */
    async ended(userId: string, id: RunId, withinMs: number): Promise<Run> {
      const deadline = performance.now() + withinMs
      for (;;) {
        const run = await runs.get(userId, id)
        if (!run) throw unknownRun()
        const ms = deadline - performance.now()
        if (run.endedAt !== null || ms <= 0 || left) return run
        await change(id, ms)
      }
    },
    /** Resolves when nobody answers this run any more, hidden as it may be; after `withinMs` at the latest. */
    async settled(id: RunId, withinMs: number): Promise<void> {
      await active.settled(id)
      const deadline = performance.now() + withinMs
      for (;;) {
        const [news] = await journal.news([id])
        const ms = deadline - performance.now()
        if (!news || news.ended || ms <= 0 || left) return
        await change(id, Math.min(ms, againMs))
      }
    },
    /** Lets everybody go who waits, now and from now on. */
    leave(): void {
      left = true
      for (const resolve of waiting) resolve()
    },
  }
}
