import { monotonicMicroseconds, readWallOffset } from './clock.ts'
import { createConnection } from './load-connection.ts'
import type { Job, LoadOrder, LoadReport, LoadResult } from './load-job.ts'
import { createTally } from './load-tally.ts'

const OPEN_AT_ONCE = 50
const SILENCE_MS = 30_000

interface Load {
  open(): Promise<void>
  run(): Promise<LoadResult>
  close(): void
}

const createLoad = (job: Job, streaming: () => void): Load => {
  const tally = createTally()
  const finished = Promise.withResolvers<void>()
  let untaken = job.total
  let notStreaming = job.connections

  const connections = Array.from({ length: job.connections }, () =>
    createConnection(job, tally, {
      take: () => untaken-- > 0,
      streaming: () => {
        if (--notStreaming === 0) streaming()
      },
      ended: () => {
        if (job.hold)
          finished.reject(new Error(`A stream to hold open has ended: ${tally.firstBad() ?? 'it was whole'}`))
        else if (tally.ended() === job.total) finished.resolve()
      },
    }),
  )
  const close = (): void => {
    for (const connection of connections) connection.close()
    finished.resolve()
  }

  return {
    open: async () => {
      for (let at = 0; at < connections.length; at += OPEN_AT_ONCE) {
        await Promise.all(connections.slice(at, at + OPEN_AT_ONCE).map((connection) => connection.open()))
      }
    },
    run: async () => {
      const began = monotonicMicroseconds()
      for (const [index, connection] of connections.entries()) {
        setTimeout(() => connection.start(), (job.rampMs * index) / job.connections)
      }
      const watch = watchForSilence(() => tally.progress(), finished.reject)
      try {
        await finished.promise
      } finally {
        clearInterval(watch)
        close()
      }
      return tally.result((monotonicMicroseconds() - began) / 1e6)
    },
    close,
  }
}

const watchForSilence = (progress: () => number, silent: (error: Error) => void): NodeJS.Timeout => {
  let seen = -1
  return setInterval(() => {
    if (progress() === seen) silent(new Error(`Nothing has arrived for ${SILENCE_MS / 1000} seconds`))
    seen = progress()
  }, SILENCE_MS)
}

const report = (message: LoadReport): void => {
  process.send?.(message)
}

const takeOrders = (): void => {
  let load: Load | null = null
  const obey = async (order: LoadOrder): Promise<void> => {
    if (order.kind === 'job') {
      load = createLoad(order.job, () => report({ kind: 'streaming' }))
      await load.open()
      report({ kind: 'ready' })
    } else if (order.kind === 'go' && load) report({ kind: 'result', result: await load.run() })
    else load?.close()
  }
  process.on('message', (order: LoadOrder) => {
    obey(order).catch((error: unknown) => {
      load?.close()
      report({ kind: 'error', message: error instanceof Error ? error.message : String(error) })
    })
  })
  process.on('disconnect', () => process.exit(0))
}

const runOnce = async (text: string): Promise<void> => {
  const job: Job = {
    rampMs: 0,
    hold: false,
    open: null,
    repliesPerOpen: Infinity,
    wallOffset: readWallOffset(),
    ...(JSON.parse(text) as Omit<Job, 'rampMs' | 'hold' | 'open' | 'repliesPerOpen' | 'wallOffset'> & Partial<Job>),
  }
  const load = createLoad(job, () => {})
  await load.open()
  console.log(JSON.stringify(await load.run()))
}

if (process.send) takeOrders()
else await runOnce(process.argv[2] ?? '{}')
