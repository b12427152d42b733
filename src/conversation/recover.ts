import type { Journal } from '../ports/journal.ts'
import { inSlices } from '../std/in-slices.ts'
import type { ActiveRuns } from './active-runs.ts'
import { lostAnswer } from './end-of-run.ts'

const atOnce = 16
const strandedAtOnce = 256

/** Takes up what a dead process has left: runs without an owner, and conversations in which one only waits. */
export function createRecover(owner: string, journal: Journal, active: ActiveRuns, now: () => number) {
  return async function recover(): Promise<number> {
    let taken = 0
    await journal.endTransient(owner, now(), lostAnswer)
    await inSlices(async () => {
      const jobs = await journal.takeOver(owner, 'expired', atOnce)
      for (const job of jobs) active.begin(job)
      taken += jobs.length
      return jobs.length === atOnce
    })
    for (const conversation of await journal.stranded(strandedAtOnce)) {
      const job = await journal.activate(owner, conversation)
      if (job) active.begin(job)
    }
    return taken
  }
}
