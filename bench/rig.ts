import { once } from 'node:events'
import { join } from 'node:path'
import { startChild, type Child, type Cores } from './child.ts'
import type { Job, LoadOrder, LoadReport, LoadResult } from './load-job.ts'
import type { ModelServerReady } from './model-server.ts'
import { startTarget, type RunningTarget, type Target } from './targets.ts'

export interface Workload {
  connections: number
  total: number
  /** What the model does: a pace and how many tokens that makes. */
  pace: string
  tokensPerReply: number
  rampMs: number
  repliesPerOpen?: number
  hold?: boolean
}

/** The model and the load, which serve every measure of a run. */
export interface Rig {
  modelPid: number
  loadPid: number
  start(target: Target): Promise<RunningTarget>
  /** Connects and opens conversations; the load begins at `go`. */
  prepare(running: RunningTarget, workload: Workload): Promise<void>
  go(running: RunningTarget): Promise<LoadResult>
  /** Begins, and comes back once every connection streams; `release` hangs up. */
  hold(running: RunningTarget): Promise<void>
  release(running: RunningTarget): Promise<void>
  end(): Promise<void>
}

const file = (name: string): string => join(import.meta.dirname, name)

export const startRig = async (cores: Cores | null): Promise<Rig> => {
  const model = startChild(file('model-server.ts'), {}, cores?.load ?? null, true)
  const load = startChild(file('load.ts'), {}, cores?.load ?? null, true)
  const [ready] = (await Promise.race([once(model.process, 'message'), model.failure])) as [ModelServerReady]

  const order = (message: LoadOrder): void => {
    load.process.send(message)
  }
  const reported = async (kind: LoadReport['kind'], running: RunningTarget): Promise<LoadReport> => {
    const told = awaitReport(load, kind)
    return Promise.race([told, load.failure, model.failure, running.child.failure])
  }

  return {
    modelPid: model.pid,
    loadPid: load.pid,
    start: async (target) => startTarget(target, `http://127.0.0.1:${ready.port}/v1`, cores?.target ?? null),
    prepare: async (running, workload) => {
      const { connections, total, tokensPerReply, rampMs, pace } = workload
      const job: Job = {
        port: running.port,
        connections,
        total,
        tokensPerReply,
        rampMs,
        hold: workload.hold ?? false,
        open: running.target.open,
        repliesPerOpen: workload.repliesPerOpen ?? Number.MAX_SAFE_INTEGER,
        send: running.target.send(pace),
        wallOffset: ready.wallOffset,
      }
      order({ kind: 'job', job })
      await reported('ready', running)
    },
    go: async (running) => {
      order({ kind: 'go' })
      const report = await reported('result', running)
      if (report.kind !== 'result') throw new Error(`The load said ${report.kind} where it owed a result`)
      const { result } = report
      if (result.bad > 0) {
        throw new Error(
          `${result.bad} of ${result.replies} replies of ${running.target.name} were bad: ${result.firstBad}`,
        )
      }
      return result
    },
    hold: async (running) => {
      order({ kind: 'go' })
      await reported('streaming', running)
    },
    release: async (running) => {
      order({ kind: 'end' })
      await reported('result', running)
    },
    end: async () => {
      await load.end()
      await model.end()
    },
  }
}

const awaitReport = async (load: Child, kind: LoadReport['kind']): Promise<LoadReport> => {
  const { promise, resolve, reject } = Promise.withResolvers<LoadReport>()
  const hear = (report: LoadReport): void => {
    if (report.kind === 'error') reject(new Error(report.message))
    else if (report.kind === kind) resolve(report)
  }
  load.process.on('message', hear)
  try {
    return await promise
  } finally {
    load.process.off('message', hear)
  }
}
