import type { RunJob } from '../ports/runs.ts'
import type { GroupCommit } from '../streams/group-commit.ts'
import type { RunWriter } from '../streams/write-run.ts'
import { type Interruption, internalFailure } from './end-of-run.ts'
import { answer, conclude, type RunParts } from './run.ts'
import type { RunId } from './types.ts'

interface Active {
  job: RunJob
  writer?: RunWriter
  controller: AbortController
  interruption: Interruption
  done: Promise<void>
}

export interface ActiveRunsDeps {
  parts: RunParts
  commits: GroupCommit
  write(job: RunJob, onLost: () => void): RunWriter
  /** A conversation is free for whatever waits in it. */
  onEnded(conversationId: string): void
  onFailure(job: RunJob, error: unknown): void
  /** Nothing more of it can be stored from here: somebody else has it, or its log cannot be written. */
  onLost(job: RunJob): void
}

/** The runs that this process answers. */
export interface ActiveRuns {
  begin(job: RunJob): void
  /** False where this process does not answer it. */
  stop(run: RunId): boolean
  has(run: RunId): boolean
  /** Whose it is, of a run that is answered here and belongs to no conversation. */
  transientOf(run: RunId): string | undefined
  /** Gives up those, of all that are answered here by now, that this process turns out not to own any more. */
  keep(owned: () => Promise<readonly { run: RunId; fence: number }[]>): Promise<void>
  /** Resolves when the run is no longer answered here. */
  settled(run: RunId): Promise<void> | undefined
  count(): number
  /** All of them have ended. */
  idle(): Promise<void>
  /** Puts every run down where it is, for another process to take up. */
  handOver(): Promise<void>
}

export function createActiveRuns({ parts, commits, write, onEnded, onFailure, onLost }: ActiveRunsDeps): ActiveRuns {
  const active = new Map<RunId, Active>()

  function interrupt(run: Active, interruption: Interruption): void {
    run.interruption ??= interruption
    run.controller.abort()
  }

  async function work(job: RunJob, run: Active): Promise<boolean> {
    const writer = (run.writer = write(job, () => interrupt(run, 'lost')))
    try {
      if (job.verdict !== 'answer') return await conclude(job, parts, writer)
      return await answer(job, parts, writer, run.controller.signal, () => run.interruption)
    } catch (error) {
      onFailure(job, error)
      if (run.interruption === 'lost' || run.interruption === 'hand_over') return false
      return writer.seal({ state: 'failed', error: internalFailure }, null, parts.now())
    }
  }

  return {
    begin(job) {
      const { id, conversationId } = job.run
      const run: Active = { job, controller: new AbortController(), interruption: undefined, done: Promise.resolve() }
      active.set(id, run)
      run.done = work(job, run)
        .catch((error: unknown) => {
          onFailure(job, error)
          return false
        })
        .then((ended) => {
          if (active.get(id) === run) active.delete(id)
          if (!ended) {
            if (run.interruption !== 'hand_over') onLost(job)
          } else if (job.transcript === undefined) onEnded(conversationId)
        })
    },

    stop(id) {
      const run = active.get(id)
      if (run) interrupt(run, 'stop')
      return run !== undefined
    },

    has: (id) => active.has(id),

    transientOf(id) {
      const job = active.get(id)?.job
      return job?.transcript && job.userId
    },

    async keep(owned) {
      // What begins while the record is asked may not be in its answer.
      const held = [...active.values()]
      const fences = new Map((await owned()).map(({ run, fence }) => [run, fence]))
      for (const { job, writer } of held) if (fences.get(job.run.id) !== job.fence) writer?.lose()
    },

    settled: (id) => active.get(id)?.done,
    count: () => active.size,

    async idle() {
      while (active.size > 0) await Promise.all(Array.from(active.values(), ({ done }) => done))
    },

    async handOver() {
      const runs = [...active.values()]
      for (const run of runs) interrupt(run, 'hand_over')
      await commits.flush()
      await Promise.all(runs.map(({ done }) => done))
    },
  }
}
