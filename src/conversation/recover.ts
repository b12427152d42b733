import type { Journal } from '../ports/journal.ts'
import type { Upkeep } from '../ports/upkeep.ts'
import { inSlices } from '../std/in-slices.ts'
import type { ActiveRuns } from './active-runs.ts'
import { lostAnswer } from './end-of-run.ts'
import type { Lease } from './lease.ts'
import type { RunId } from './types.ts'

export interface RecoverDeps {
  owner: string
  journal: Journal
  upkeep: Pick<Upkeep, 'abandonImports'>
  active: ActiveRuns
  lease: Pick<Lease, 'isSteady'>
  /** These runs, which somebody else had put down or died over, are answered here from now on. */
  onTaken(runs: readonly RunId[]): void
  /** These have waited for those before them. */
  onBegun(runs: readonly RunId[]): void
  now(): number
}

const atOnce = 16
const strandedAtOnce = 256

/** Takes up what others have left: runs without an owner, and conversations in which one only waits. */
export function createRecover({ owner, journal, upkeep, active, lease, onTaken, onBegun, now }: RecoverDeps) {
  let doubtful = false
  let strays = new Map<RunId, number>()

  /**
   * The store may have given us what it could not tell us of: a run that is ours and answered by nobody. One that is found
   * twice is no newcomer, and is given up for whoever takes it over.
   */
  async function giveUpStrays(): Promise<void> {
    if (!doubtful) return
    const owned = await journal.owned(owner)
    const found = owned.filter(({ run }) => !active.has(run))
    for (const { run, fence } of found) if (strays.get(run) === fence) await journal.abandon(run, fence)
    strays = new Map(found.map(({ run, fence }) => [run, fence]))
    doubtful = found.length > 0
  }

  async function takeOver(): Promise<void> {
    const whose = lease.isSteady() ? 'expired' : 'nobodys'
    await inSlices(async () => {
      const jobs = await journal.takeOver(owner, whose, atOnce)
      for (const job of jobs) active.begin(job)
      onTaken(jobs.map(({ run }) => run.id))
      return jobs.length === atOnce
    })
  }

  async function recover(): Promise<void> {
    await giveUpStrays()
    if (lease.isSteady()) {
      await journal.endTransient(owner, now(), lostAnswer)
      await upkeep.abandonImports(owner)
    }
    await takeOver()
    for (const conversation of await journal.stranded(strandedAtOnce)) {
      const job = await journal.activate(owner, conversation)
      if (!job) continue
      active.begin(job)
      onBegun([job.run.id])
    }
  }

  let running: Promise<void> | undefined
  return {
    /** One at a time; whoever asks meanwhile has what is found then. */
    recover: (): Promise<void> =>
      (running ??= recover()
        .catch((error: unknown) => {
          doubtful = true
          throw error
        })
        .finally(() => (running = undefined))),
    /** What is being taken over has been. */
    async idle(): Promise<void> {
      await running?.catch(() => {})
    },
    /** The store failed over something that it may have done all the same. */
    doubt(): void {
      doubtful = true
    },
  }
}
